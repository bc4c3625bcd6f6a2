package import Administration
internal import JSON
internal import Notation

/// The portal's pages as a function: a tenant, who asks, a place and a time go in, HTML comes out.
package enum PortalPages {
    /// The page of a place. Only an administrator of the tenant sees any.
    package static func answer(_ route: PortalRoute, _ context: PortalContext) -> PortalAnswer {
        guard context.tenant.mayConsent(context.visitor.name) else {
            // Who has taken the role from themself comes here by what they did, which was no refusal.
            if context.query["done"] == PortalDone.roleTaken.rawValue {
                return signIn(context.texts, notice: context.texts["signIn.roleTaken"])
            }
            return signIn(context.texts, refusal: .notAdministrator)
        }
        switch route {
        case .start, .signIn: return .redirect(PortalRoute.devices.path)
        case .devices: return devices(context)
        case .device(let id): return device(id, context)
        case .deviceState(let id): return deviceState(id, context)
        case .conversation(let id): return conversation(id, context)
        case .question(let kind, let id): return question(kind, id, context)
        case .removal(let id): return deviceRemoval(id, context)
        case .failure(let id, let action): return failure(action, of: id, context)
        case .profiles: return profiles(context)
        case .newProfile: return profileForm(ProfileDraft(), of: nil, context)
        case .profile(let id): return profile(id, context)
        case .profileSettings(let id): return profileSettings(id, context)
        case .assignments(let id): return assignments(id, context)
        case .status(let status, let id): return profileStatus(status, id, context)
        case .profileRemoval(let id): return profileRemoval(id, context)
        case .groups: return groups(context)
        case .group(let id): return group(id, context)
        case .groupRemoval(let id): return groupRemoval(id, context)
        case .users: return users(context)
        case .role(let id): return roleQuestion(id, context)
        case .applications: return applications(context)
        case .actions: return actions(context)
        case .audit: return audit(context)
        }
    }

    /// A page for what is not there.
    package static func notFound(_ context: PortalContext) -> PortalAnswer {
        var context = context
        context.status = 404
        return context.page("missing", context.texts["missing.title"], at: .start, Nothing())
    }

    /// A page for what could not be done, whoever asked for it: such as a store that cannot be written.
    package static func refused(_ error: AdministrationError, _ context: PortalContext) -> PortalAnswer {
        var context = context
        context.refuse(PortalRefusal(RefusedRequest(error), context.texts))
        return context.page("missing", context.texts["missing.title"], at: .start, Nothing())
    }

    struct Nothing {}
}
