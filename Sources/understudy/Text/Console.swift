import Foundation
import Notation
import XML

/// Where text for people and for scripts goes. Colour is for terminals only.
enum Console {
    /// A line of the command's result.
    static func print(_ text: String) {
        write([UInt8](harmless(text, STDOUT_FILENO).utf8) + [0x0A])
    }

    /// A line about the command's work, beside the result.
    static func error(_ text: String) {
        // Nobody is left to tell where standard error cannot be written.
        try? FileHandle.standardError.write(contentsOf: Data((harmless(text, STDERR_FILENO) + "\n").utf8))
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

    /// A message exactly as it is; on a terminal with what could steer it as character references, which mean the same.
    static func writeMarkup(_ bytes: [UInt8]) {
        guard isatty(STDOUT_FILENO) == 1 else { return write(bytes) }
        write(Array(VisibleText.xml(String(decoding: bytes, as: UTF8.self)).utf8))
    }

    /// A piece of text that came from outside, as it stands within a line: nothing in it can steer a terminal or begin a
    /// line of its own.
    static func visible(_ text: String) -> String { VisibleText.line(text) }

    /// Whatever was forgotten to be made visible: of all that is printed only line breaks, tabs and our own colours
    /// reach a terminal.
    private static func harmless(_ text: String, _ file: Int32) -> String {
        guard text.contains("\u{1B}["), hasColours(file) else { return VisibleText.lines(text) }
        return Colour.allCases.map(\.start).reduce(VisibleText.lines(text)) { text, start in
            text.replacing(VisibleText.lines(start), with: start)
        }
    }

    enum Colour: Int, CaseIterable {
        case plain = 0
        case red = 31
        case green = 32
        case dim = 2
        case bold = 1

        fileprivate var start: String { "\u{1B}[\(rawValue)m" }
    }

    /// A text in a colour, where what it goes to is a terminal and NO_COLOR is not set.
    /// - Parameter file: standard error, or standard output.
    static func coloured(_ text: String, _ colour: Colour, on file: Int32 = STDERR_FILENO) -> String {
        guard hasColours(file) else { return text }
        return colour.start + text + Colour.plain.start
    }

    private static func hasColours(_ file: Int32) -> Bool {
        isatty(file) == 1 && ProcessInfo.processInfo.environment["NO_COLOR"] == nil
    }

    /// A value as one line of JSON, for a stream of them.
    static func jsonLine(_ value: some Encodable) {
        guard let data = try? JSONEncoder.sorted.encode(value) else { return }
        print(VisibleText.json(String(decoding: data, as: UTF8.self)))
    }

    /// A value as JSON, keys sorted so that two runs can be compared.
    static func json(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        print(VisibleText.json(String(decoding: try encoder.encode(value), as: UTF8.self)))
    }
}
