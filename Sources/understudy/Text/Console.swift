import Foundation

/// Where text for people and for scripts goes. Colour is for terminals only.
enum Console {
    /// A line of the command's result.
    static func print(_ text: String) {
        write([UInt8](text.utf8) + [0x0A])
    }

    /// A line about the command's work, beside the result.
    static func error(_ text: String) {
        // Nobody is left to tell where standard error cannot be written.
        try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8))
    }

    /// Bytes exactly as they are. Where they cannot be written, the command ends: what follows would be lost too.
    static func write(_ bytes: [UInt8]) {
        do {
            try FileHandle.standardOutput.write(contentsOf: Data(bytes))
        } catch {
            Self.error("understudy: standard output cannot be written: \(String(cString: strerror(errno)))")
            exit(74)
        }
    }

    /// A text in which nothing can steer a terminal: control characters other than tab and
    /// line end are shown by their numbers.
    static func visible(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        return text.unicodeScalars.reduce(into: "") { result, scalar in
            result += isControl(scalar) ? "\\u{\(String(scalar.value, radix: 16, uppercase: true))}" : String(scalar)
        }
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 && scalar != "\n" && scalar != "\t" || (0x7F...0x9F).contains(scalar.value)
    }

    enum Colour: Int {
        case red = 31
        case green = 32
        case dim = 2
    }

    /// A text in a colour, where standard error is a terminal and NO_COLOR is not set.
    static func coloured(_ text: String, _ colour: Colour) -> String {
        guard isatty(STDERR_FILENO) == 1, ProcessInfo.processInfo.environment["NO_COLOR"] == nil else { return text }
        return "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m"
    }

    /// A value as one line of JSON, for a stream of them.
    static func jsonLine(_ value: some Encodable) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(value) else { return }
        print(String(decoding: data, as: UTF8.self))
    }

    /// A value as JSON, keys sorted so that two runs can be compared.
    static func json(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        print(String(decoding: try encoder.encode(value), as: UTF8.self))
    }
}
