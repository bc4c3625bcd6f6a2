import ArgumentParser
import Foundation

/// A secret that a command needs, from wherever people keep it.
///
/// What stands in a command's line, everybody on the machine can read in the list of processes, and it stays in the shell's
/// history; so each secret can also come from a file, from standard input, or from the environment.
enum Secret {
    static let note = """
        What stands in the command's line, other users can read in the list of processes: give secrets by a file, by \
        standard input (-), or by the environment.
        """

    /// - Parameters:
    ///   - given: what the option itself says.
    ///   - file: the file of the option's `-file` form; `-` for standard input.
    ///   - option: the option's name, such as `--pin`.
    ///   - variable: the variable of the environment, which counts where neither is given.
    /// - Returns: nil where there is none of them.
    static func find(_ given: String?, file: String?, option: String, variable: String?) throws -> String? {
        guard given == nil || file == nil else {
            throw Failure.usage("give one of \(option) and \(option)-file")
        }
        if let given { return given }
        guard let file else { return variable.flatMap { ProcessInfo.processInfo.environment[$0] } }
        return try line(of: file, option: "\(option)-file")
    }

    /// The first line of a file that holds a secret, without its end, which is the editor's or echo's.
    /// - Parameters:
    ///   - file: `-` for standard input.
    ///   - option: the option that names the file, such as `--pin-file`.
    static func line(of file: String, option: String) throws -> String {
        let text = try InputFile.text(of: file, option: option)
        guard let line = text.split(whereSeparator: \.isNewline).first, !line.isEmpty else {
            throw Failure.data("\(option) \(file): there is nothing in its first line")
        }
        return String(line)
    }
}

/// The PIN that a person types.
struct PINOptions: ParsableArguments {
    @Option(help: "The PIN. Other users can read it in the list of processes: better by --pin-file or UNDERSTUDY_PIN.")
    var pin: String?

    @Option(
        help: ArgumentHelp("A file whose first line is the PIN; - is standard input.", valueName: "file"))
    var pinFile: String?

    func read() throws -> String {
        guard let pin = try Secret.find(pin, file: pinFile, option: "--pin", variable: "UNDERSTUDY_PIN") else {
            throw Failure.usage("give the PIN: --pin, --pin-file, or UNDERSTUDY_PIN in the environment")
        }
        return pin
    }
}
