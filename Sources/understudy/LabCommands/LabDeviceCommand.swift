import ArgumentParser
import GraphClient

/// `lab device show`, and `lab device` alone: what the portal's page of a device shows.
struct LabDeviceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show one device: who and what it is, its actions, its profiles, its passcode.",
        discussion: """
            A new passcode is shown for seven days, and the audit list notes that it was read.

            EXAMPLES
              understudy lab device
              understudy lab device 'Lumia 950'
              understudy lab device 'Lumia 950' --json | jq -r '.deviceActionResults[].passcode // empty'
            """)

    @Argument(help: "The device by name or id, see `lab devices`; the only one if not given.")
    var device: String?

    @OptionGroup var lab: LabAccess

    func run() async throws {
        try await lab.administer { graph in
            let found = try await graph.device(try await graph.device(named: device).id)
            let states = try await graph.profileStates(of: found.id)
            return LabOutcome(
                LabDeviceText.lines(found, states), LabDeviceReport(device: found, profiles: states))
        }
    }
}

/// A device, with how its profiles stand as one member more.
struct LabDeviceReport: Encodable, Sendable {
    var device: GraphDevice
    var profiles: [GraphProfileState]

    private enum CodingKeys: String, CodingKey { case deviceConfigurationStates }

    func encode(to encoder: any Encoder) throws {
        try device.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(profiles, forKey: .deviceConfigurationStates)
    }
}
