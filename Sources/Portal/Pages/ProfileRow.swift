import Administration

/// A profile of a device with how it stands there, setting by setting.
struct ProfileRow {
    struct Setting {
        let name: String
        let address: String
        let mark: StateMark
        /// The number of Intune, as it shows it; nil for 0.
        let code: String?
        /// In the visitor's language.
        let why: String?
        /// As Intune has it, which is English.
        let detail: String?
    }

    let name: String
    let link: String
    let mark: StateMark
    let settings: [Setting]
}

extension PortalPages {
    static func profileRows(of device: ManagedDevice, _ context: PortalContext) -> [ProfileRow] {
        let (tenant, texts) = (context.tenant, context.texts)
        let profiles = tenant.assignedProfiles(of: device)
        return profiles.configurations.map { configuration in
            let statuses = tenant.settingStatuses(of: configuration, among: profiles)
            return ProfileRow(
                name: configuration.displayName, link: PortalRoute.profile(configuration.id).path,
                mark: StateMark(tenant.state(of: configuration, among: profiles), texts),
                settings: statuses.map { row($0, of: configuration.id, context) })
        }
    }

    static func row(
        _ status: SettingStatus, of configuration: ObjectID, _ context: PortalContext
    ) -> ProfileRow.Setting {
        let rivals = status.sources.filter { $0 != configuration }
            .compactMap { context.tenant.configurations[$0]?.displayName }
        let against = context.texts("state.against", ["profiles": rivals.joined(separator: ", ")])
        return ProfileRow.Setting(
            name: status.setting.displayName, address: status.setting.omaURI,
            mark: StateMark(status.state, context.texts),
            code: status.errorCode == 0 ? nil : code(status.errorCode),
            why: rivals.isEmpty ? why(status, context.texts) : against,
            detail: rivals.isEmpty ? status.errorDescription : nil)
    }

    private static func why(_ status: SettingStatus, _ texts: PortalTexts) -> String? {
        status.errorCode == ReportedError.remediationFailed
            ? texts["state.unanswered"] : texts.meaning(of: status.errorCode)
    }

    /// A number of Intune as it shows it, and as Windows does.
    static func code(_ number: Int32) -> String {
        let digits = String(UInt32(bitPattern: number), radix: 16, uppercase: true)
        return "\(number) (0x\(String(repeating: "0", count: max(0, 8 - digits.count)))\(digits))"
    }
}
