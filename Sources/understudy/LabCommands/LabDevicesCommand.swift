import ArgumentParser
import Foundation
import GraphClient
import Wire

/// `lab devices`: who is managed.
struct LabDevicesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "devices", abstract: "List the devices of the lab.",
        discussion: """
            On a terminal, with --table and with --filter: all devices that the tenant has, as administrators see them. \
            Elsewhere, for scripts: the phones that the server has sessions with, as JSON, with their passcodes.

            --filter takes what $filter of Microsoft Graph takes: comparisons of properties (eq, ne, gt, ge, lt, le, in), \
            startswith, endswith, contains, and, or, not.

            EXAMPLES
              understudy lab devices
              understudy lab devices --filter "operatingSystem eq 'WindowsPhone' and startswith(model,'Lumia')"
              understudy lab devices --json | jq -r '.devices[].passcode'
            """)

    @Option(help: ArgumentHelp("Those devices only, as Graph's $filter has it.", valueName: "expression"))
    var filter: String?

    @Flag(help: "Print the table of a terminal wherever the output goes.")
    var table = false

    @OptionGroup var lab: LabAccess

    func run() async throws {
        let isShown = !lab.output.json && isatty(STDOUT_FILENO) == 1
        guard filter != nil || table || isShown else {
            return try await lab.ask(.get, as: "devices") { "/lab/devices" }
        }
        try await lab.administer { graph in
            let devices = try await graph.devices(filter: filter)
            let rows = devices.map { device in
                [
                    device.deviceName, device.userPrincipalName ?? "", "\(device.operatingSystem) \(device.osVersion)",
                    LabText.time(device.lastSyncDateTime), device.standing, device.id,
                ]
            }
            return LabOutcome(
                ["DEVICE", "USER", "SYSTEM", "LAST SYNC (UTC)", "STATE", "ID"], rows,
                none: filter == nil ? "No device has enrolled yet." : "No device is so.", ["devices": devices])
        }
    }
}

extension GraphDevice {
    /// How it stands to management, in a word.
    var standing: String { deviceRegistrationState == "registered" ? managementState : "left" }
}
