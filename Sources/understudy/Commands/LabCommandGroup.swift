import ArgumentParser
import Foundation
import Wire

/// `lab`: the other side, to test against.
struct LabCommandGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lab",
        abstract: "A management server to test against.",
        subcommands: [LabServeCommand.self, LabQueueCommand.self, LabResetPasscodeCommand.self, LabDevicesCommand.self])
}

/// `lab devices`: who has enrolled.
struct LabDevicesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "devices", abstract: "List the phones that the lab's server knows, as JSON.")

    @OptionGroup var lab: LabAccess

    func run() async throws { try await lab.ask(.get, as: "devices") { "/lab/devices" } }
}

/// `lab queue`: commands for a phone.
struct LabQueueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "queue",
        abstract: "Queue the commands of a SyncML file for a phone; it gets them in its next session.",
        discussion: """
            EXAMPLES
              understudy lab queue Samples/syncml/missing-path.xml
              understudy lab queue Samples/syncml/missing-path.xml --url https://127.0.0.1:9443 --folder lab
            """)

    @Argument(help: "A file with SyncML commands.")
    var file: String

    @Option(help: ArgumentHelp("The phone; the only one if not given.", valueName: "id"))
    var device: String?

    @OptionGroup var lab: LabAccess

    func run() async throws {
        let octets = Result { try InputFile.bytes(of: file) }
        try await lab.ask(.post, sending: ((try? octets.get()) ?? [], "application/vnd.syncml.dm+xml")) {
            _ = try octets.get()
            return "\(try await lab.device(device))/commands"
        }
    }
}

/// `lab reset-passcode`: what an administrator does in the portal.
struct LabResetPasscodeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset-passcode",
        abstract: "Queue what resets a phone's passcode; `lab devices` shows it after the next session.",
        discussion: """
            A device whose passcode cannot be reset, such as a PC, is refused before anything is sent, with the reason.

            EXAMPLES
              understudy lab reset-passcode --tenant 7c4f1de2-0b35-4a86-9f0e-5d2a7be0c913
              understudy lab reset-passcode --no-policy
            """)

    @Option(help: ArgumentHelp("The phone; the only one if not given.", valueName: "id"))
    var device: String?

    @Option(
        help: ArgumentHelp(
            "The phone's Azure AD directory, which `understudy status` tells; what its token said if not given.",
            valueName: "guid"))
    var tenant: String?

    @Flag(help: "Send the reset alone: EnablePinRecovery stays as it is on the phone.")
    var noPolicy = false

    @OptionGroup var lab: LabAccess

    func run() async throws {
        let query = noPolicy ? "?policy=no" : tenant.map { "?tenant=\($0)" } ?? ""
        try await lab.ask(.post) { "\(try await lab.device(device))/reset-passcode\(query)" }
    }
}
