import ArgumentParser
import GraphClient
import Wire

/// `lab devices`: who is managed.
struct LabDevicesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "devices", abstract: "List the devices of the lab.",
        discussion: """
            All devices that the tenant has, as administrators see them: phones that enrolled, and records of others.

            --phones lists instead whoever has talked to the server, as JSON: by the id of its messages, of whatever tenant, with \
            its queue and its passcode. Its state is of the enrolment alone, which a phone that is wiped does not take back.

            --filter takes what $filter of Microsoft Graph takes: comparisons of properties (eq, ne, gt, ge, lt, le, in), \
            startswith, endswith, contains, and, or, not.

            EXAMPLES
              understudy lab devices
              understudy lab devices --filter "operatingSystem eq 'WindowsPhone' and startswith(model,'Lumia')"
              understudy lab devices --json | jq -r '.devices[].deviceName'
              understudy lab devices --phones --json | jq -r '.devices[].passcode'
            """)

    @Option(help: ArgumentHelp("Those devices only, as Graph's $filter has it.", valueName: "expression"))
    var filter: String?

    @Flag(help: "List the phones that have talked to the server, as its sessions know them.")
    var phones = false

    @OptionGroup var lab: LabAccess

    func validate() throws {
        guard filter == nil || !phones else {
            throw ValidationError("--filter is for the tenant's devices; leave it out with --phones")
        }
    }

    func run() async throws {
        guard !phones else { return try await lab.ask(.get, as: "devices") { "/lab/devices" } }
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
