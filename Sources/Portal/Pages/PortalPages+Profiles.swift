import Administration
import Notation
import Settings

/// Custom profiles: the list, one of them, the form for one.
extension PortalPages {
    private struct ListRow {
        let link: String
        let name: String
        let details: String?
        let assigned: String
        let changed: Moment
    }

    static func profiles(_ context: PortalContext) -> PortalAnswer {
        let texts = context.texts
        let part = context.part(context.tenant.configurations.rows, at: .profiles).map { profile in
            ListRow(
                link: PortalRoute.profile(profile.id).path, name: profile.displayName, details: profile.description,
                assigned: texts[profile.assignments.isEmpty ? "answer.no" : "answer.yes"],
                changed: Moment(profile.lastModifiedDateTime, texts))
        }
        return context.page(
            "profiles", texts["profiles.title"], at: .profiles,
            Listing(part: part, target: PortalRoute.newProfile.path))
    }

    /// What the pages of one profile have in common.
    struct ProfileHead {
        let profileName: String
        let tabs: [PortalTab]
        let removal: String

        init(_ profile: DeviceConfiguration, at route: PortalRoute, _ texts: PortalTexts) {
            profileName = profile.displayName
            removal = PortalRoute.profileRemoval(profile.id).path
            let parts: [(PortalRoute, String)] =
                [
                    (.profile(profile.id), "overview"), (.profileSettings(profile.id), "settings"),
                    (.assignments(profile.id), "assignments"),
                ] + ProfileStatus.allCases.map { (PortalRoute.status($0, profile.id), $0.rawValue) }
            tabs = parts.map { part, name in PortalTab(part, texts["profile.tab.\(name)"], isShown: part == route) }
        }
    }

    typealias ProfileStatus = PortalRoute.ProfileStatus

    private struct Overview {
        struct Setting {
            let name: String
            let address: String
            let type: String
            let value: String
        }

        let head: ProfileHead
        let details: String?
        let version: Int
        let made: Moment
        let changed: Moment
        let counts: [StateCount]
        let settings: [Setting]
        let warnings: [SettingWarning]
    }

    static func profile(_ id: ObjectID, _ context: PortalContext) -> PortalAnswer {
        guard let profile = context.tenant.configurations[id] else { return notFound(context) }
        let (tenant, texts) = (context.tenant, context.texts)
        let states = tenant.assignedProfiles(of: tenant.devices(of: profile)).map {
            tenant.state(of: profile, among: $0)
        }
        let page = Overview(
            head: ProfileHead(profile, at: .profile(id), texts),
            details: profile.description.unlessEmpty, version: profile.version,
            made: Moment(profile.createdDateTime, texts), changed: Moment(profile.lastModifiedDateTime, texts),
            counts: StateCount.all(of: states, texts),
            settings: profile.omaSettings.map { setting in
                Overview.Setting(
                    name: setting.displayName, address: setting.omaURI,
                    type: texts["type.\(setting.value.type.rawValue)"], value: setting.value.data)
            },
            warnings: ProfileDraft(profile).warnings(context).flatMap { $0 })
        return context.page("profile", profile.displayName, at: .profile(id), page)
    }

    // MARK: The form

    private struct Form {
        struct Row {
            let number: Int
            let shown: Int
            let name: String
            let address: String
            let types: [Choice]
            let value: String
            let isFalse: Bool
            let fileName: String
            let warnings: [SettingWarning]
        }

        /// Of a profile that is there already.
        let head: ProfileHead?
        let directory: String
        let example: String
        let target: String
        let rowTarget: String
        let adviceTarget: String
        let name: String
        let details: String
        let rows: [Row]
    }

    static func profileSettings(_ id: ObjectID, _ context: PortalContext) -> PortalAnswer {
        guard let profile = context.tenant.configurations[id] else { return notFound(context) }
        return profileForm(ProfileDraft(profile), of: id, context)
    }

    static func profileForm(_ draft: ProfileDraft, of id: ObjectID?, _ context: PortalContext) -> PortalAnswer {
        let texts = context.texts
        let route = id.map { PortalRoute.profileSettings($0) } ?? .newProfile
        let profile = id.flatMap { context.tenant.configurations[$0] }
        guard id == nil || profile != nil else { return notFound(context) }
        let told = draft.warnings(context)
        let rows = draft.rows.enumerated().map { number, row in
            Form.Row(
                number: number, shown: number + 1, name: row.name, address: row.address,
                types: ProfileDraft.types.map { type in
                    Choice(
                        value: type.rawValue, name: texts["type.\(type.rawValue)"], isChosen: type == row.type)
                },
                value: row.value, isFalse: !row.flag, fileName: row.fileName, warnings: told[number])
        }
        let form = Form(
            head: profile.map { ProfileHead($0, at: route, texts) }, directory: context.tenant.id.rawValue,
            example: "./Device/Vendor/MSFT/PassportForWork/\(context.tenant.id)/Policies/EnablePinRecovery",
            target: id == nil ? PortalRoute.profiles.path : route.path,
            rowTarget: id.map { "\(PortalRoute.profile($0).path)/row" } ?? PortalRoute.newProfile.path,
            adviceTarget: "\(PortalRoute.profiles.path)/advice", name: draft.name, details: draft.details, rows: rows)
        return context.page(
            "profile-form", profile?.displayName ?? texts["profile.new"], at: route, form)
    }
}
