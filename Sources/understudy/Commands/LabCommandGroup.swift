import ArgumentParser
import Foundation
import Wire

/// `lab`: the other side, to test against.
struct LabCommandGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lab",
        abstract: "A management server to test against, and what its administrators do.",
        discussion: """
            All but serve, watch and queue speak the lab's API, which has the shape of Microsoft Graph: what they do, a script \
            written for Graph does too. Devices, users, groups and profiles are named by name or id. They find the server at \
            --url, and its token and certificate in the lab's --folder.

            EXAMPLES
              understudy lab serve
              understudy lab consent --grant both
              understudy lab profile add 'PIN recovery' Samples/settings/reset-passcode.json
              understudy lab group add Phones --member adele@lab.example
              understudy lab assign 'PIN recovery' Phones
              understudy lab status 'PIN recovery'
              understudy lab reset-passcode 'Lumia 950' --wait
            """,
        groupedSubcommands: [
            CommandGroup(
                name: "The server",
                subcommands: [
                    LabServeCommand.self, LabWatchCommand.self, LabQueueCommand.self, LabThrottleCommand.self,
                ]),
            CommandGroup(
                name: "Devices",
                subcommands: [
                    LabDevicesCommand.self, LabDeviceGroup.self, LabResetPasscodeCommand.self, LabSyncCommand.self,
                    LabLockCommand.self, LabRebootCommand.self, LabRetireCommand.self, LabWipeCommand.self,
                    LabCancelCommand.self, LabActionsCommand.self, LabAuditCommand.self,
                ]),
            CommandGroup(
                name: "Profiles",
                subcommands: [LabProfileGroup.self, LabAssignCommand.self, LabStatusCommand.self]),
            CommandGroup(
                name: "The directory",
                subcommands: [LabUserGroup.self, LabGroupGroup.self, LabConsentCommand.self]),
        ])
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
