import Foundation
import Mustache
package import Notation

/// What the portal says, in one language. Every text stands in one file a language, below `Page/texts`.
package struct PortalTexts: Sendable {
    /// As HTML has it: `en`.
    package let language: String
    /// By names such as `device.action.wipe`.
    private let texts: [String: String]
    /// The same for templates, which take names apart at their points.
    let tree: TextBranch
    /// Those of the phone's page, of which statuses are told here as well.
    private let shared: [String: String]

    init(language: String, texts: [String: String], shared: [String: String] = [:]) {
        self.language = language
        self.texts = texts
        self.shared = shared
        tree = TextBranch(texts)
    }

    /// The languages that there are, the one that counts where none is asked for first.
    package static let all: [PortalTexts] = ["en", "it"].map { language in
        let name = "texts/\(language).json"
        return PortalTexts(
            language: language, texts: read(PortalFiles.content(of: name)),
            shared: read(PortalFiles.phoneContent(of: name)))
    }

    private static func read(_ octets: [UInt8]) -> [String: String] {
        (try? JSONDecoder().decode([String: String].self, from: Data(octets))) ?? [:]
    }

    /// The texts in the language that somebody wants most.
    /// - Parameter wanted: `Accept-Language` (RFC 9110 section 12.5.4).
    package static func fitting(_ wanted: String?) -> PortalTexts {
        let ranges = (wanted ?? "").split(separator: ",").map { range -> (name: String, weight: Double) in
            let parts = range.split(separator: ";").map { String($0).trimmed.lowercased() }
            let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            return (String((parts.first ?? "").prefix { $0 != "-" }), weight)
        }
        let best = ranges.enumerated().filter { range in
            range.element.weight > 0 && all.contains { $0.language == range.element.name }
        }.min { ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset) }
        return all.first { $0.language == best?.element.name } ?? all.first ?? PortalTexts(language: "en", texts: [:])
    }

    /// The text of a name; the name where there is none.
    package subscript(_ name: String) -> String { texts[name] ?? name }

    func has(_ name: String) -> Bool { texts[name] != nil }

    /// A text with values in the places of `{name}`. What stands in a value is no place: names of devices and groups are what
    /// people have typed.
    package func callAsFunction(_ name: String, _ values: [String: String]) -> String {
        var text = ""
        var rest = self[name][...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let place = rest[open...close]
            text.append(contentsOf: rest[..<open])
            text.append(contentsOf: values[String(place.dropFirst().dropLast())] ?? String(place))
            rest = rest[rest.index(after: close)...]
        }
        text.append(contentsOf: rest)
        return text
    }

    /// What a status of OMA-DM means; nil where there are no words for it.
    /// - Parameter errorCode: Intune's number for it.
    func meaning(of errorCode: Int32) -> String? {
        let number = UInt32(bitPattern: errorCode)
        return number >> 16 == 0x87D1 ? shared["status.\(number & 0xFFFF)"] : nil
    }

    /// All names, for who compares languages.
    package var names: Set<String> { Set(texts.keys) }

    /// A day for people: `30 Nov 2026`.
    package func day(_ instant: Instant) -> String {
        let parts = instant.text.prefix { $0 != "T" }.split(separator: "-")
        guard parts.count == 3 else { return instant.text }
        // The first of a month is its 1, without a zero before it.
        let day = parts[2].drop { $0 == "0" }
        return self("page.day", ["day": "\(day)", "month": self["month.\(parts[1])"], "year": "\(parts[0])"])
    }

    /// A day with a time for people: `30 Nov 2026, 00:12 UTC`.
    package func time(_ instant: Instant) -> String {
        let clock = instant.text.drop { $0 != "T" }.dropFirst().prefix(5)
        return self("page.time", ["day": day(instant), "clock": String(clock)])
    }
}

/// Texts as templates find them: `{{t.device.action.wipe}}`.
indirect enum TextBranch: MustacheParent, Sendable {
    case text(String)
    case branch([String: TextBranch])

    /// A name that begins another loses its text: no name may.
    init(_ texts: [String: String]) {
        let groups = Dictionary(grouping: texts.filter { !$0.key.isEmpty }) { entry in
            String(entry.key.prefix { $0 != "." })
        }
        self = .branch(
            groups.mapValues { entries -> TextBranch in
                if entries.count == 1, let only = entries.first, !only.key.contains(".") { return .text(only.value) }
                let rest = entries.map { entry in
                    (String(entry.key.drop { $0 != "." }.dropFirst()), entry.value)
                }
                return TextBranch(Dictionary(rest) { first, _ in first })
            })
    }

    func child(named name: String) -> Any? {
        guard case .branch(let branches) = self, let child = branches[name] else { return nil }
        if case .text(let text) = child { return text }
        return child
    }
}
