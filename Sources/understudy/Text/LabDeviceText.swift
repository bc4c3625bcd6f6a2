import GraphClient

/// The page of a device, in lines.
enum LabDeviceText {
    static func lines(_ device: GraphDevice, _ states: [GraphProfileState]) -> [String] {
        facts(device).map { name, value in
            "\((name.isEmpty ? "" : name + ":").padded(to: 13))\(Console.visible(value))"
        }
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
        } else if let last = device.deviceActionResults.filter(\.hasBroughtPasscode).map(\.lastUpdatedDateTime).max() {
            facts.append(
                ("Passcode", "none any more; that of \(LabText.time(last)) UTC was shown for seven days at most"))
        }
        let obstacles = device.resetPasscodeObstacles
        if obstacles.isEmpty { facts.append(("Reset", "ready, as far as the lab knows")) }
        return facts + obstacles.enumerated().map { place, obstacle in (place == 0 ? "Reset" : "", obstacle) }
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
            ["PROFILE", "STATE", "NUMBER", "SETTING"],
            states.flatMap { profile in
                profile.settingStates.map {
                    [profile.displayName, LabText.state($0.state), LabText.number($0.errorCode), $0.setting]
                }
            })
    }

    private static func section(_ title: String, _ lines: [String]) -> [String] {
        lines.isEmpty ? [] : ["", title] + lines.map { "  \($0)" }
    }
}

extension GraphActionResult {
    /// Whether it is a reset that has worked.
    fileprivate var hasBroughtPasscode: Bool {
        actionName == GraphDeviceAction.resetPasscode.rawValue && actionState == "done"
    }

    /// The passcode, with until when it is shown.
    var shownPasscode: String? {
        passcode.map { "\($0), shown until \(LabText.time(passcodeShownUntil)) UTC" }
    }
}
