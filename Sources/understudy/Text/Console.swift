import Foundation

/// Where text for people and for scripts goes. Colour is for terminals only.
enum Console {
    /// A line of the command's result.
    static func print(_ text: String) {
        write(text + "\n", to: .standardOutput)
    }

    /// A line about the command's work, beside the result.
    static func error(_ text: String) {
        write(text + "\n", to: .standardError)
    }

    /// Bytes exactly as they are.
    static func write(_ bytes: [UInt8]) {
        FileHandle.standardOutput.write(Data(bytes))
    }

    private static func write(_ text: String, to handle: FileHandle) {
        handle.write(Data(text.utf8))
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

    /// A value as JSON, keys sorted so that two runs can be compared.
    static func json(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        print(String(decoding: try encoder.encode(value), as: UTF8.self))
    }
}
