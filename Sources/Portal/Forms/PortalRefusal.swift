import Administration
import Graph

/// Why something was not done, as a page tells it.
struct PortalRefusal: Error, Equatable {
    /// Of the page that tells it, as HTTP has it.
    var status: Int
    /// In the visitor's language.
    var text: String
    /// What the server says beside, in English; nil where the text says all.
    var detail: String?
}

extension PortalRefusal {
    /// What Graph has refused, in the portal's own words: those for the form where there are any, or those for the kind of
    /// error, with Graph's sentence behind them.
    init(_ failure: RefusedRequest, of form: PortalForm, _ context: PortalContext) {
        if let text = Self.text(failure.code, of: form, context) {
            self.init(status: failure.status, text: text)
        } else {
            self.init(failure, context.texts)
        }
    }

    /// The same of what no form has asked for.
    init(_ failure: RefusedRequest, _ texts: PortalTexts) {
        self.init(
            status: failure.status, text: texts[failure.code.map { "refused.any.\($0)" } ?? "refused.unknown"],
            detail: failure.message)
    }

    /// What there is to say of a form that got an error: a text `refused.FORM.ERROR`.
    private static func text(_ code: GraphError.Code?, of form: PortalForm, _ context: PortalContext) -> String? {
        guard let code else { return nil }
        if case .action(let kind, let id, _) = form, code == .notSupported, let device = context.tenant.devices[id] {
            return PortalPages.obstacle(kind, device, context.texts)
        }
        let name = "refused.\(form.kind.rawValue).\(code)"
        guard context.texts.has(name) else { return nil }
        return context.texts(name, bounds.merging(["name": form.subject(in: context.tenant)]) { first, _ in first })
    }

    /// What the texts name. Octets that are many are told in MiB.
    private static let bounds: [String: String] = [
        "text": "\(AdministrationBounds.text)", "users": "\(AdministrationBounds.users)",
        "groups": "\(AdministrationBounds.groups)", "members": "\(AdministrationBounds.members)",
        "memberships": "\(AdministrationBounds.memberships)", "profiles": "\(AdministrationBounds.configurations)",
        "settings": "\(AdministrationBounds.settings)", "assignments": "\(AdministrationBounds.assignments)",
        "valueSize": "\(AdministrationBounds.value >> 20)", "profileSize": "\(AdministrationBounds.profile >> 20)",
        "profilesSize": "\(AdministrationBounds.profiles >> 20)",
    ]
}

/// An error as Graph answers it.
struct RefusedRequest: Equatable {
    var status: Int
    /// nil for one that is none of Graph's.
    var code: GraphError.Code?
    var message: String?
}

extension RefusedRequest {
    init(_ error: AdministrationError) {
        let error = GraphError(error)
        self.init(status: error.code.status, code: error.code, message: error.message)
    }
}

extension PortalForm {
    /// Of what a form is, by a word that texts are named by.
    package enum Kind: String, Sendable, CaseIterable {
        case action, cancel, readPasscode, removeDevice, saveProfile, addRow, advise, assign, removeProfile
        case createGroup, addMember, removeMember, removeGroup, createUser, giveRole, takeRole, setApplication
    }

    package var kind: Kind {
        switch self {
        case .action: .action
        case .cancel: .cancel
        case .readPasscode: .readPasscode
        case .removeDevice: .removeDevice
        case .saveProfile: .saveProfile
        case .addRow: .addRow
        case .advise: .advise
        case .assign: .assign
        case .removeProfile: .removeProfile
        case .createGroup: .createGroup
        case .addMember: .addMember
        case .removeMember: .removeMember
        case .removeGroup: .removeGroup
        case .createUser: .createUser
        case .giveRole: .giveRole
        case .takeRole: .takeRole
        case .setApplication: .setApplication
        }
    }

    /// The name of what is to be made, added or changed, as somebody has typed it or sees it.
    fileprivate func subject(in tenant: Tenant) -> String {
        switch self {
        case .createUser(_, let name), .addMember(_, let name), .createGroup(let name, _): name
        case .saveProfile(let draft, _): draft.name
        case .giveRole(let id), .takeRole(let id): tenant.users[id]?.userPrincipalName ?? id.rawValue
        default: ""
        }
    }
}
