package import Administration
package import Graph
import JSON
import Notation

/// What comes of a form: what the browser is answered, and what has to follow outside of the tenant.
package struct PortalOutcome: Sendable {
    /// What follows outside, such as a push.
    package let effects: [GraphEffect]
    private let make: @Sendable () -> PortalAnswer

    init(effects: [GraphEffect] = [], answer: @escaping @Sendable () -> PortalAnswer) {
        self.effects = effects
        make = answer
    }

    /// What the browser gets. It is made when it is asked for: a page may judge a whole profile, and who changes the tenant
    /// has phones wait for the store meanwhile.
    package var answer: PortalAnswer { make() }
}

/// The portal's forms as a function. Each does what the request of Graph does that it stands for, asked by the visitor: so
/// permissions, audit, refusals and effects are the same on both ways, and there is one way only.
package enum PortalForms {
    /// - Parameter tenant: left as it was where the form is refused.
    package static func take(
        _ form: PortalForm, _ tenant: inout Tenant, _ context: PortalContext, _ occasion: Occasion
    ) -> PortalOutcome {
        guard tenant.mayConsent(context.visitor.name) else {
            return PortalOutcome { [texts = context.texts] in PortalPages.signIn(texts, refusal: .notAdministrator) }
        }
        var context = context
        do throws(PortalRefusal) {
            guard let step = try Self.step(form, tenant, context) else {
                context.tenant = tenant
                return PortalOutcome { [context] in shown(form, context) }
            }
            let caller = GraphCaller(name: context.visitor.name, userPrincipalName: context.visitor.name)
            let response = GraphAPI(base: "").answer(step.request, from: caller, &tenant, occasion)
            context.tenant = tenant
            guard (200..<300).contains(response.status) else {
                throw PortalRefusal(response.failure, of: form, context)
            }
            return PortalOutcome(effects: response.effects) { [context] in answer(form, step, response, context) }
        } catch {
            context.tenant = tenant
            context.refuse(error)
            return PortalOutcome { [context] in shown(form, context) }
        }
    }

    private static func answer(
        _ form: PortalForm, _ step: FormStep, _ response: GraphResponse, _ context: PortalContext
    ) -> PortalAnswer {
        if case .readPasscode(let device) = form {
            var context = context
            context.passcode = response.passcode
            if context.passcode == nil {
                context.refuse(PortalRefusal(status: 200, text: context.texts["passcode.gone"]))
            }
            return PortalPages.answer(.device(device), context)
        }
        let made = response.body?["id"]?.text.map { ObjectID($0) }
        let route = step.next ?? made.map(step.nextOfNew) ?? .start
        return .redirect(route.path + "?done=\(step.done.rawValue)")
    }

    /// The page that a form stands on, with what was typed.
    private static func shown(_ form: PortalForm, _ context: PortalContext) -> PortalAnswer {
        switch form {
        case .action(_, let device, _), .cancel(_, let device), .readPasscode(let device), .removeDevice(let device):
            return PortalPages.answer(.device(device), context)
        case .saveProfile(let draft, let id): return PortalPages.profileForm(draft, of: id, context)
        case .addRow(var draft, let id):
            draft.rows.append(ProfileDraft.Row())
            return PortalPages.profileForm(draft, of: id, context)
        case .advise(let draft):
            let rows = draft.warnings(context).map { JSONValue.array($0.map(\.json)) }
            return .json(["rows": .array(rows)])
        case .assign(let id, _, _, _): return PortalPages.answer(.assignments(id), context)
        case .removeProfile(let id): return PortalPages.answer(.profile(id), context)
        case .createGroup: return PortalPages.answer(.groups, context)
        case .addMember(let id, _), .removeMember(let id, _), .removeGroup(let id):
            return PortalPages.answer(.group(id), context)
        case .createUser, .giveRole, .takeRole: return PortalPages.answer(.users, context)
        case .setApplication: return PortalPages.answer(.applications, context)
        }
    }
}

extension GraphResponse {
    /// What an error says.
    fileprivate var failure: RefusedRequest {
        let error = body?["error"]
        return RefusedRequest(
            status: status, code: error?["code"]?.text.flatMap { GraphError.Code(rawValue: $0) },
            message: error?["message"]?.text)
    }

    /// The passcode that a device's answer shows.
    fileprivate var passcode: String? {
        guard case .array(let results)? = body?["deviceActionResults"] else { return nil }
        return results.lazy.compactMap { $0["passcode"]?.text }.first
    }
}

extension JSONValue {
    fileprivate var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }
}
