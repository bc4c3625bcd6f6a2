package import Administration
import Notation

/// A place in the portal. Its text is the path below the server's address, and is read back.
package enum PortalRoute: Equatable, Sendable {
    case start
    case signIn
    case devices
    case device(ObjectID)
    /// How a device's actions stand, for the script that watches them.
    case deviceState(ObjectID)
    /// What a device and the lab said to each other; below it, for scripts, are the messages.
    case conversation(ObjectID)
    case question(DeviceActionKind, ObjectID)
    case removal(ObjectID)
    case failure(ObjectID, action: ObjectID)
    case profiles
    case newProfile
    case profile(ObjectID)
    case profileSettings(ObjectID)
    case assignments(ObjectID)
    case status(ProfileStatus, ObjectID)
    case profileRemoval(ObjectID)
    case groups
    case group(ObjectID)
    case groupRemoval(ObjectID)
    case users
    /// Where is asked whether a user becomes an administrator, or is none any more.
    case role(ObjectID)
    case applications
    case actions
    case audit

    /// Three ways to see how a profile stands.
    package enum ProfileStatus: String, Sendable, CaseIterable {
        case devices = "device-status"
        case users = "user-status"
        case settings = "setting-status"
    }

    /// Below it is the portal, and nothing else.
    package static let root = DeviceAction.portal

    /// Below the server's address, without a query.
    package var path: String {
        switch self {
        case .start: Self.root
        case .signIn: "\(Self.root)/sign-in"
        case .devices: "\(Self.root)/devices"
        case .device(let id): "\(Self.root)/devices/\(id)"
        case .deviceState(let id): "\(Self.root)/devices/\(id)/state"
        case .conversation(let id): "\(Self.root)/devices/\(id)/conversation"
        case .question(let kind, let id): "\(Self.root)/devices/\(id)/ask/\(kind.rawValue)"
        case .removal(let id): "\(Self.root)/devices/\(id)/remove"
        case .failure(let id, let action): "\(Self.root)/devices/\(id)/actions/\(action)"
        case .profiles: "\(Self.root)/profiles"
        case .newProfile: "\(Self.root)/profiles/new"
        case .profile(let id): "\(Self.root)/profiles/\(id)"
        case .profileSettings(let id): "\(Self.root)/profiles/\(id)/settings"
        case .assignments(let id): "\(Self.root)/profiles/\(id)/assignments"
        case .status(let status, let id): "\(Self.root)/profiles/\(id)/\(status.rawValue)"
        case .profileRemoval(let id): "\(Self.root)/profiles/\(id)/remove"
        case .groups: "\(Self.root)/groups"
        case .group(let id): "\(Self.root)/groups/\(id)"
        case .groupRemoval(let id): "\(Self.root)/groups/\(id)/remove"
        case .users: "\(Self.root)/users"
        case .role(let id): "\(Self.root)/users/\(id)/role"
        case .applications: "\(Self.root)/applications"
        case .actions: "\(Self.root)/actions"
        case .audit: "\(Self.root)/audit"
        }
    }

    /// - Parameter path: without a query.
    /// - Returns: nil for a path that is no page's.
    package init?(_ path: String) {
        let parts = Self.parts(path)
        guard let first = parts.first else {
            guard Self.isBelow(path) else { return nil }
            self = .start
            return
        }
        let rest = Array(parts.dropFirst())
        let found: PortalRoute? =
            switch (first, rest.count) {
            case ("sign-in", 0): .signIn
            case ("devices", 0): .devices
            case ("profiles", 0): .profiles
            case ("groups", 0): .groups
            case ("users", 0): .users
            case ("applications", 0): .applications
            case ("actions", 0): .actions
            case ("audit", 0): .audit
            case ("devices", _): Self.deviceRoute(rest)
            case ("profiles", _): Self.profileRoute(rest)
            case ("groups", 1): .group(ObjectID(rest[0]))
            case ("groups", 2) where rest[1] == "remove": .groupRemoval(ObjectID(rest[0]))
            case ("users", 2) where rest[1] == "role": .role(ObjectID(rest[0]))
            default: nil
            }
        guard let found else { return nil }
        self = found
    }

    /// What stands below the portal's root.
    static func parts(_ path: String) -> [String] {
        guard isBelow(path) else { return [] }
        return path.dropFirst(root.count).split(separator: "/").map { String($0) }
    }

    private static func isBelow(_ path: String) -> Bool { path == root || path.hasPrefix(root + "/") }

    private static func deviceRoute(_ parts: [String]) -> PortalRoute? {
        let id = ObjectID(parts[0])
        switch (parts.dropFirst().first, parts.count) {
        case (nil, 1): return .device(id)
        case ("state", 2): return .deviceState(id)
        case ("conversation", 2): return .conversation(id)
        case ("remove", 2): return .removal(id)
        case ("ask", 3): return DeviceActionKind(rawValue: parts[2]).map { .question($0, id) }
        case ("actions", 3): return .failure(id, action: ObjectID(parts[2]))
        default: return nil
        }
    }

    private static func profileRoute(_ parts: [String]) -> PortalRoute? {
        let id = ObjectID(parts[0])
        if parts == ["new"] { return .newProfile }
        guard let what = parts.dropFirst().first else { return .profile(id) }
        guard parts.count == 2 else { return nil }
        switch what {
        case "settings": return .profileSettings(id)
        case "assignments": return .assignments(id)
        case "remove": return .profileRemoval(id)
        default: return ProfileStatus(rawValue: what).map { .status($0, id) }
        }
    }

    /// Whether the page of it has a place of its own in the list of parts, or stands below one that has.
    func isBelow(_ other: PortalRoute) -> Bool { path == other.path || path.hasPrefix(other.path + "/") }
}
