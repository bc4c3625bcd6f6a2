import ManagementTree
import Notation
import SimulatedPhone

/// The devices in these tests. None is enrolled anywhere yet.
enum Phones {
    /// Joined to Azure AD: PINs can be recovered, and the account cannot be left.
    case joined
    /// Of a person's own, enrolled by a work account.
    case personal
    /// A desktop of the same version, of a person's own.
    case desktop

    static let tenant = "7c4f1de2-0b35-4a86-9f0e-5d2a7be0c913"
    static let user = "adele@contoso.example"

    func fresh(now: Instant) throws -> Phone {
        Phone(fresh: try blueprint, seed: 20_170_425, now: now)
    }

    /// What each kind has in common is made once: it takes a while.
    var blueprint: Blueprint {
        get throws {
            switch self {
            case .joined: try Self.joinedBlueprint.get()
            case .personal: try Self.personalBlueprint.get()
            case .desktop: try Self.desktopBlueprint.get()
            }
        }
    }

    private static let joinedBlueprint = Result { try blueprint { _ in } }
    private static let personalBlueprint = Result { try blueprint { $0.joined = nil } }
    private static let desktopBlueprint = Result {
        try blueprint { profile in
            profile.joined = nil
            profile.platform = .desktop
            profile.edition = 0x30
            profile.editionName = "Professional"
        }
    }

    private static func blueprint(_ change: (inout PhoneProfile) -> Void) throws -> Blueprint {
        var profile = PhoneProfile.lumia950
        profile.enrolled = nil
        // A restart that nobody has to wait long for.
        profile.jobSeconds = ["Reboot": 3]
        change(&profile)
        return try Blueprint(profile: profile)
    }
}
