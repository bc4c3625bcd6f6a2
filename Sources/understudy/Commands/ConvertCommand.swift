import Agent
import ArgumentParser
import Captures
import Foundation
import SyncML

/// `convert`: a capture in another form, and without its secrets.
struct ConvertCommand: AsyncParsableCommand {
    /// What a capture can be written as.
    enum Form: String, ExpressibleByArgument, CaseIterable {
        case xml, pretty, wbxml, messages, record, har
    }

    /// How each message is written.
    enum MessageStyle: String, ExpressibleByArgument, CaseIterable {
        case xml, pretty, wbxml
    }

    static let configuration = CommandConfiguration(
        commandName: "convert",
        abstract: "Write a capture in another form, on request without its secrets.",
        discussion: """
            It reads what replay reads. --to says what is written:

              xml       the messages of the sessions, each on a line as it goes over the network
              pretty    the same, laid out for reading
              wbxml     one message as WBXML
              messages  a folder with a file for each message's body, in their order
              record    a folder with a file for each request and answer with its head, as --record writes them
              har       one HTTP Archive, which browsers' tools and proxies read

            xml, pretty, wbxml and har go to standard output where no --output is given. In a folder and in a HAR messages stay as \
            they are; --form writes them anew. Enrolment and other exchanges are kept there too; xml and pretty hold \
            sessions alone. record keeps the phones that a folder of --record holds, so that it replays as exactly; every other \
            form is without them, and --redact takes them out.

            --redact puts stand-ins in the place of PINs, passwords, tokens, nonces, keys, certificates, names, ids, mail \
            addresses, servers and network addresses, the same for the same one throughout: the capture still replays, and \
            can be shown to others. What cannot be looked into is left out and told. Look over the result all the same \
            before you hand it on: a secret that nothing marks as one, such as a word in a text, only you can know.

            EXAMPLES
              understudy convert capture.har --to pretty | less
              understudy convert message.wbxml --to xml
              understudy convert flows.mitm --to messages --output messages
              understudy convert recorded/ --to record --form wbxml --output recorded-wbxml
              understudy convert capture.saz --to har --redact --output to-mail.har
            """)

    @Argument(help: ArgumentHelp("Files and folders of the capture, or - for standard input.", valueName: "capture"))
    var captures: [String]

    @Option(help: ArgumentHelp("What to write: xml, pretty, wbxml, messages, record or har.", valueName: "form"))
    var to: Form

    @Option(
        help: ArgumentHelp(
            "How messages are written in messages, record and har: xml, pretty or wbxml.", valueName: "form"))
    var form: MessageStyle?

    @Flag(help: "Put stand-ins in the place of secrets.")
    var redact = false

    @Option(
        name: [.long, .customShort("o")],
        help: ArgumentHelp("The file or folder to write; what is there already stays.", valueName: "path"))
    var output: String?

    @Flag(help: "Replace what --output names: a file, or the messages in a folder that holds nothing else.")
    var overwrite = false

    @OptionGroup var options: OutputOptions

    func validate() throws {
        guard !captures.isEmpty else { throw ValidationError("name a file or folder, or - for standard input") }
        if to == .messages || to == .record, output == nil {
            throw ValidationError("--to \(to.rawValue) writes a folder; name it with --output")
        }
        if form != nil, ![.messages, .record, .har].contains(to) {
            throw ValidationError("--form is for --to messages, record and har; --to \(to.rawValue) says it already")
        }
        if options.json, output == nil {
            throw ValidationError("with --json standard output is for the report; name a file with --output")
        }
        if overwrite, output == nil { throw ValidationError("--overwrite is for what --output names; give that too") }
    }

    func run() async throws {
        try await options.reporting {
            let input = try CaptureInput(captures)
            let read = try input.recording()
            let redaction = redact ? read.redacted() : nil
            let recording = redaction?.recording ?? read
            let phones = RecordingPhones(read, redact ? nil : input.description?.folder)
            let written = try write(recording, phones)
            let report = ConversionReport(
                form: to.rawValue, output: output, files: written, sessions: recording.sessions.count,
                messages: recording.readableMessages.count, others: recording.others.count,
                unreadable: read.unreadable, leavesOutPhone: to == .record ? !phones.areThere : !phones.names.isEmpty,
                warnings: read.warnings.map(ConversionReport.Remark.init), redaction: redaction)
            if !options.json {
                let lines = ConversionText.lines(
                    report, notes: read.warnings, leftOut: redaction?.leftOut ?? [], passedOver: passedOver(recording))
                lines.forEach { Console.error($0) }
            }
            // What is whole is written by now.
            var result = CommandResult(read.damage == nil ? .done : .unreadableInput, body: report)
            result.error = read.damage?.description
            return result
        }
    }

    /// - Returns: the names of the files.
    private func write(_ recording: Recording, _ phones: RecordingPhones) throws -> [String] {
        do {
            switch to {
            case .xml: return try write(try recording.text(style: .wire))
            case .pretty: return try write(try recording.text(style: .pretty))
            case .wbxml: return try write(try Self.binary(recording))
            case .har: return try write(try styled(recording).files(as: .har).first?.octets ?? [])
            case .messages: return try write(try styled(recording).files(as: .messages))
            case .record:
                let styled = try styled(recording)
                return try write(
                    phones.isKept ? styled.files(keepingPhones: phones.octets(of:)) : styled.files(as: .record))
            }
        } catch let error as SyncMLError {
            throw Failure.data("a message cannot be written anew: \(error)")
        }
    }

    private func styled(_ recording: Recording) throws(SyncMLError) -> Recording {
        switch form {
        case .xml: try recording.converted(to: .xml)
        case .pretty: try recording.converted(to: .xml, style: .pretty)
        case .wbxml: try recording.converted(to: .wbxml)
        case nil: recording
        }
    }

    private static func binary(_ recording: Recording) throws -> [UInt8] {
        let messages = recording.readableMessages
        guard let only = messages.first, messages.count == 1 else {
            throw Failure.usage(
                "there are \(messages.count) messages, and WBXML cannot stand one behind another in a file; say --to messages "
                    + "--form wbxml, or --to record --form wbxml")
        }
        return try only.converted(to: .wbxml).octets
    }

    private func write(_ octets: [UInt8]) throws -> [String] {
        guard !octets.isEmpty else {
            throw Failure.data("there is no message of a session in it that could be written")
        }
        guard let output else {
            if to == .wbxml, isatty(STDOUT_FILENO) == 1 {
                throw Failure.usage("WBXML is not for a terminal; name a file with --output")
            }
            Console.writeMarkup(octets)
            return []
        }
        try OutputPlace(path: output, mayReplace: overwrite).write(file: octets)
        return [output]
    }

    private func write(_ files: [CaptureFile]) throws -> [String] {
        guard let output, !files.isEmpty else { throw Failure.data("there is nothing in it that could be written") }
        try OutputPlace(path: output, mayReplace: overwrite).write(folder: files)
        return files.map(\.name)
    }

    /// What the form has no room for.
    private func passedOver(_ recording: Recording) -> Int {
        switch to {
        case .xml, .pretty, .wbxml: recording.others.count
        case .messages, .record, .har: 0
        }
    }
}
