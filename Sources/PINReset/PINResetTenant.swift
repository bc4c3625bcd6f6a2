/// A tenant as the PIN reset service knows it: its directory id and the applications that it has consented to.
package struct PINResetTenant: Equatable, Sendable {
    /// The directory id: a GUID in lower case without braces.
    package let id: String
    /// What an administrator of the tenant has consented to.
    package var consentedApplications: Set<PINResetApplication>

    /// - Parameters:
    ///   - id: the directory id in any letter case, with or without braces.
    ///   - consentedApplications: both applications unless told otherwise.
    package init(id: String, consentedApplications: Set<PINResetApplication> = Set(PINResetApplication.allCases)) {
        self.id = Self.normalized(id)
        self.consentedApplications = consentedApplications
    }

    /// The applications that still lack consent, in the order in which an administrator is told to consent.
    package var missingApplications: [PINResetApplication] {
        PINResetApplication.allCases.filter { !consentedApplications.contains($0) }
    }

    /// A directory id in the one form in which ids are compared: lower case, no braces.
    package static func normalized(_ id: String) -> String {
        var id = id.lowercased()[...]
        if id.hasPrefix("{"), id.hasSuffix("}"), id.count > 1 {
            id = id.dropFirst().dropLast()
        }
        return String(id)
    }
}

extension PINResetTenant: Codable {
    private enum CodingKeys: String, CodingKey {
        case id, consentedApplications
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            id: try container.decode(String.self, forKey: .id),
            consentedApplications: Set(try container.decode([PINResetApplication].self, forKey: .consentedApplications))
        )
    }

    /// Writes the applications in a fixed order: equal tenants have equal bytes.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        let applications = PINResetApplication.allCases.filter(consentedApplications.contains)
        try container.encode(applications, forKey: .consentedApplications)
    }
}
