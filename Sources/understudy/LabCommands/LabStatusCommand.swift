import ArgumentParser
import GraphClient

/// `lab status`: how a profile stands.
struct LabStatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show how a profile stands on each device, setting by setting.",
        discussion: """
            A setting has succeeded, is an error (with the number that Intune shows: signed, and as an HRESULT), a conflict \
            (with the other profile), pending, or not applicable. Devices that a profile is not for are listed too where they \
            are a member's.

            EXAMPLES
              understudy lab status 'PIN recovery'
              understudy lab status 'PIN recovery' --json | jq '.devices[] | select(.status == "error")'
            """)

    @Argument(help: "The profile by name or id.")
    var profile: String

    @OptionGroup var lab: LabAccess

    /// A device with how the settings stand on it.
    struct Row: Encodable, Sendable {
        var device: GraphDeviceStatus
        var settings: [GraphSettingState]

        private enum CodingKeys: String, CodingKey { case settingStates }

        func encode(to encoder: any Encoder) throws {
            try device.encode(to: encoder)
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(settings, forKey: .settingStates)
        }
    }

    func run() async throws {
        try await lab.administer { graph in
            let found: GraphProfile = try await graph.find(named: profile)
            var rows: [Row] = []
            for device in try await graph.statuses(of: found) {
                let states = try await graph.profileStates(of: device.deviceID).first { $0.id == found.id }
                rows.append(Row(device: device, settings: states?.settingStates ?? []))
            }
            return LabOutcome(
                ["DEVICE", "USER", "STATE", "NUMBER", "WHY", "SETTING"], rows.flatMap { Self.lines($0, found) },
                none: "The profile reaches no device: assign it to a group that has members.", ["devices": rows])
        }
    }

    private static func lines(_ row: Row, _ profile: GraphProfile) -> [[String]] {
        let device = [row.device.deviceDisplayName, row.device.userPrincipalName ?? ""]
        return row.settings.map { setting in
            let rivals = setting.sources.filter { $0.id != profile.id }.compactMap(\.displayName)
            let why = rivals.isEmpty ? setting.errorDescription ?? "" : "against \(rivals.joined(separator: ", "))"
            return device + [LabText.state(setting.state), LabText.number(setting.errorCode), why, setting.setting]
        }
    }
}
