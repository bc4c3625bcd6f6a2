import Agent
import Certificates
import Enrollment
import Lab
import Notation
import Testing
import XML

/// One of the ways in which a phone may enrol and talk, all of which come to the same.
struct Way: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var lab = LabConfiguration()
    var phone = Phones.joined
    var tune: @Sendable (inout EnrollmentOrder) throws -> Void = { _ in }

    init(_ description: String, change: (inout Way) -> Void = { _ in }) {
        testDescription = description
        change(&self)
    }

    func converse(_ work: @Sendable (Conversation) async throws -> Void) async throws {
        try await Conversation.with(lab, phone: phone) { conversation in
            var order = conversation.order
            try tune(&order)
            try await conversation.agent.enroll(order)
            try await work(conversation)
        }
    }
}

/// Credentials beside passwords.
enum Credentials {
    /// A token as Azure AD issues it to a phone that joins: unsigned, because the lab has no directory.
    static let token: String = {
        let claims =
            #"{"upn":"\#(Phones.user)","tid":"\#(Phones.tenant)","deviceid":"00000000-0000-4000-8000-000000000001"}"#
        let parts = [#"{"alg":"none"}"#, claims].map { text in
            Base64.encode(Array(text.utf8)).replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
        }
        return parts.joined(separator: ".") + ".c2ln"
    }()

    /// A certificate that the user has of the lab's authority.
    static func certificate(_ type: KeyType = .rsa) throws -> EnrollmentCredential {
        let key = try SharedKeys.next(KeyKind(type))
        let request = try CertificateRequest.make(
            commonName: Phones.user, deviceID: "0123456789ABCDEF0123456789ABCDEF",
            guid: "AAAAAAAA-BBBB-CCCC-DDDD-EEEEEEEEEEEE", key: key, form: .standard(.sha256))
        let der = try Conversation.authority.get().deviceCertificate(
            for: try LabCertificateRequest(der: request), commonName: Phones.user, now: LabSources.system.now(), days: 1
        )
        return .certificate(try ParsedCertificate(der: der), key)
    }
}
