/// One line of the text form: a value of a series.
struct PrometheusSample {
    var suffix = ""
    /// The label `le` of a bucket.
    var bound: String?
    var value: Double

    func line(_ name: String, _ labels: String) -> String {
        let all = [labels, bound.map { "le=\"\($0)\"" } ?? ""].filter { !$0.isEmpty }.joined(separator: ",")
        return name + suffix + (all.isEmpty ? "" : "{\(all)}") + " " + PrometheusText.number(value)
    }
}

/// Names, labels and numbers as the text form wants them (Prometheus, *Exposition formats*).
package enum PrometheusText {
    /// The media type of the text form.
    package static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

    /// A name of letters, digits and underscores; whatever else stands in it becomes an underscore.
    static func name(_ text: String) -> String {
        let name = String(text.map { isNameCharacter($0) ? $0 : "_" })
        return name.first?.isNumber == false ? name : "_" + name
    }

    private static func isNameCharacter(_ character: Character) -> Bool {
        character == "_" || character.isASCII && (character.isLetter || character.isNumber)
    }

    /// `name="value"`, sorted by name.
    package static func labels(_ dimensions: [(String, String)]) -> String {
        dimensions.map { "\(name($0.0))=\"\(escapedValue($0.1))\"" }.sorted().joined(separator: ",")
    }

    private static func escapedValue(_ text: String) -> String {
        escapedHelp(text).replacing("\"", with: "\\\"")
    }

    package static func escapedHelp(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
    }

    /// Whole numbers without a point.
    package static func number(_ value: Double) -> String {
        Int64(exactly: value).map { "\($0)" } ?? "\(value)"
    }
}
