import Foundation

/// Numbers as people read them.
package enum FleetText {
    /// `850 µs`, `12.3 ms`, `2.05 s`, `3 min 20 s`.
    package static func time(_ duration: Duration) -> String {
        let seconds = duration.inSeconds
        if seconds >= 120 { return "\(Int(seconds) / 60) min \(Int(seconds) % 60) s" }
        if seconds >= 1 { return digits(seconds) + " s" }
        if seconds >= 0.001 { return digits(seconds * 1000) + " ms" }
        return "\(Int((seconds * 1_000_000).rounded())) µs"
    }

    /// Three digits that count: `1.23`, `12.3`, `123`.
    private static func digits(_ value: Double) -> String {
        String(format: value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f", value)
    }

    /// Whole numbers with commas, others with up to two digits behind the point.
    package static func number(_ value: Double) -> String {
        guard value.rounded() != value || value.magnitude > 1e15 else { return whole(Int(value)) }
        return value.magnitude >= 100 ? whole(Int(value.rounded())) : String(format: "%.2f", value)
    }

    /// `10,000`.
    package static func whole(_ value: Int) -> String {
        var text = ""
        for (place, digit) in "\(value.magnitude)".reversed().enumerated() {
            if place > 0, place.isMultiple(of: 3) { text.append(",") }
            text.append(digit)
        }
        return (value < 0 ? "-" : "") + String(text.reversed())
    }

    /// Counts by name, the most frequent first: `completed 980, silent 2`.
    package static func counts(_ counts: [String: Int]) -> String {
        counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) \(whole($0.value))" }
            .joined(separator: ", ")
    }
}
