import Administration
import Notation
import PINReset

/// What is of the whole tenant: enterprise applications, the actions of all devices, the audit list.
extension PortalPages {
    private struct Applications {
        struct Row {
            let name: String
            let id: String
            let status: String
            let mark: String
            let consented: Moment?
            let by: String?
            /// Where the administrator is asked for consent.
            let consentLink: String?
            let target: String?
            /// What the button would make of it.
            let wish: Bool
        }

        let rows: [Row]
        let isComplete: Bool
    }

    static func applications(_ context: PortalContext) -> PortalAnswer {
        let (tenant, texts) = (context.tenant, context.texts)
        let rows = PINResetApplication.allCases.map { application in
            let known = tenant.servicePrincipal(of: application)
            let isEnabled = known?.accountEnabled ?? false
            let status = known == nil ? "missing" : isEnabled ? "enabled" : "disabled"
            return Applications.Row(
                name: application.name, id: application.clientID, status: texts["application.\(status)"],
                mark: isEnabled ? "good" : "poor", consented: Moment(known?.createdDateTime, texts),
                by: known?.consentedBy, consentLink: known == nil ? application.consentPath : nil,
                target: known.map { "\(PortalRoute.applications.path)/\($0.id)" }, wish: !isEnabled)
        }
        return context.page(
            "applications", texts["applications.title"], at: .applications,
            Applications(rows: rows, isComplete: tenant.missingApplications.isEmpty))
    }

    static func actions(_ context: PortalContext) -> PortalAnswer {
        let part = context.part(context.tenant.actions.rows.reversed(), at: .actions).map { ActionRow($0, context) }
        return context.page("actions", context.texts["actions.title"], at: .actions, Listing(part: part))
    }

    private struct AuditRow {
        let moment: Moment
        let what: String
        let by: String
        let object: String
        let link: String?
        /// How often and when last, of what was done again and again.
        let again: String?
    }

    static func audit(_ context: PortalContext) -> PortalAnswer {
        let (tenant, texts) = (context.tenant, context.texts)
        let part = context.part(tenant.audits.rows.reversed(), at: .audit).map { event in
            let device = tenant.devices[event.target]
            let isAction = event.activity == .actionRequested || event.activity == .actionCanceled
            let isRole = event.activity == .roleGiven || event.activity == .roleTaken
            let name: String? =
                isAction
                ? DeviceActionKind(rawValue: event.detail).map { texts["action.\($0.rawValue)"] } ?? event.detail
                : PINResetApplication(clientID: event.detail)?.name
            let known =
                device?.deviceName ?? tenant.servicePrincipals[event.target]?.application.name
                ?? tenant.users[event.target]?.userPrincipalName
            return AuditRow(
                moment: Moment(event.activityDateTime, texts),
                what: [texts["activity.\(event.activity.rawValue)"], name].compactMap { $0 }.joined(separator: ": "),
                by: event.initiatedBy,
                // Who is removed is told by the name that they had.
                object: known ?? (isRole ? event.detail : event.target.rawValue),
                link: device.map { PortalRoute.device($0.id).path },
                again: event.count > 1
                    ? texts("audit.again", ["count": "\(event.count)", "time": texts.time(event.lastDateTime)]) : nil)
        }
        return context.page("audit", texts["audit.title"], at: .audit, Listing(part: part))
    }
}
