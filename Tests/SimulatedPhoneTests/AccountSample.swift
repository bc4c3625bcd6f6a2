import ManagementTree
import Notation
import SimulatedPhone

extension ManagementAccount {
    /// An account with a server of this name.
    static func sample(_ providerID: String = "Lab") -> ManagementAccount {
        ManagementAccount(
            providerID: providerID, addresses: ["https://mdm.example.test/omadm"], user: "adele@contoso.example",
            enrollmentType: .full, discoveryURL: "https://mdm.example.test/EnrollmentServer/Discovery.svc")
    }
}

extension Phone {
    /// A phone that has just enrolled. The default one is not joined to Azure AD, so its server may unenrol it.
    static func enrolledSample(isJoined: Bool = false) throws -> Phone {
        var profile = PhoneProfile.lumia950
        if !isJoined { profile.joined = nil }
        var phone = try sample(profile)
        phone.enroll(
            Enrolled(account: .sample(), since: PhoneEnvironment.sample.now))
        return phone
    }

    /// The address of a node below DMClient/Provider/Lab, or another server's.
    static func provider(_ names: NodeName..., of id: String = "Lab") -> NodeURI {
        NodeURI(prefix: .none, names: Phone.accountNode(id) + names)
    }

    /// The text of a leaf, as a Get tells it.
    mutating func text(at uri: NodeURI, _ environment: PhoneEnvironment = .sample) throws -> String? {
        guard case .text(let text) = try get(uri, environment).first?.content else { return nil }
        return text
    }
}
