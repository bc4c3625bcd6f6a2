import ArgumentParser
import GraphClient

/// `lab device`: what the portal's page of a device shows.
struct LabDeviceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "device",
        abstract: "Show one device: who and what it is, its actions, its profiles, its passcode.",
        discussion: """
            A new passcode is shown for seven days, and the audit list notes that it was read.

            EXAMPLES
              understudy lab device
              understudy lab device Lumia
              understudy lab device Lumia --json | jq -r '.deviceActionResults[].passcode // empty'
            """)

    @Argument(help: "The device by name or id; the only one if not given.")
    var device: String?

    @OptionGroup var lab: LabAccess

    func run() async throws {
        try await lab.administer { graph in
            let found = try await graph.device(try await graph.device(named: device).id)
            let states = try await graph.profileStates(of: found.id)
            return LabReply(
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

/// The page of a device, in lines.
enum LabDeviceText {
    static func lines(_ device: GraphDevice, _ states: [GraphProfileState]) -> [String] {
        facts(device).map { name, value in "\((name + ":").padded(to: 13))\(Console.visible(value))" }
            + section("Actions", actions(device)) + section("Profiles", profiles(states))
    }

    private static func facts(_ device: GraphDevice) -> [(String, String)] {
        let maker = [device.manufacturer, device.model].compactMap { $0 }.joined(separator: " ")
        var facts = [
            ("Device", device.deviceName), ("Id", device.id), ("User", device.userPrincipalName ?? "none"),
            ("System", "\(device.operatingSystem) \(device.osVersion)" + (maker.isEmpty ? "" : ", \(maker)")),
            ("Enrolled", "\(LabText.time(device.enrolledDateTime)) UTC, \(device.standing)"),
            ("Last sync", device.lastSyncDateTime.map { "\(LabText.time($0)) UTC" } ?? "never"),
            ("Azure AD", device.azureADRegistered ? "joined" : "not joined"),
        ]
        if let passcode = device.deviceActionResults.lazy.compactMap(\.shownPasscode).first {
            facts.append(("Passcode", passcode))
        }
        let obstacles = device.resetPasscodeObstacles
        facts.append(("Reset", obstacles.isEmpty ? "ready, as far as the lab knows" : obstacles.joined(separator: " ")))
        return facts
    }

    private static func actions(_ device: GraphDevice) -> [String] {
        guard !device.deviceActionResults.isEmpty else { return [] }
        return TextTable.lines(
            ["ACTION", "STATE", "ASKED FOR (UTC)", "BY", "WHY"],
            device.deviceActionResults.map { action in
                [
                    LabText.action(action.actionName), action.actionState, LabText.time(action.startDateTime),
                    action.initiatedByUserPrincipalName ?? "", LabText.reason(action),
                ]
            })
    }

    private static func profiles(_ states: [GraphProfileState]) -> [String] {
        guard !states.isEmpty else { return [] }
        return TextTable.lines(
            ["PROFILE", "SETTING", "STATE", "NUMBER"],
            states.flatMap { profile in
                profile.settingStates.map {
                    [profile.displayName, $0.setting, LabText.state($0.state), LabText.number($0.errorCode)]
                }
            })
    }

    private static func section(_ title: String, _ lines: [String]) -> [String] {
        lines.isEmpty ? [] : ["", title] + lines.map { "  \($0)" }
    }
}

extension GraphActionResult {
    /// The passcode, with until when it is shown.
    var shownPasscode: String? {
        passcode.map { "\($0), shown until \(LabText.time(passcodeShownUntil)) UTC" }
    }
}

extension String {
    /// Filled with blanks up to so many characters.
    func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
