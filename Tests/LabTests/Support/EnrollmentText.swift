import Certificates
import Notation
import XML

/// Requests of enrolment as a phone makes them, as short as the lab lets them be.
enum EnrollmentText {
    static let messageID = "urn:uuid:0d5a1441-5891-453b-becf-a2e5f6ea3749"

    static let discover = envelope(
        security: "",
        "<Discover><request><EmailAddress>ann@lab.example</EmailAddress><RequestVersion>4.0</RequestVersion>"
            + "</request></Discover>")

    static func policies(_ security: String) -> [UInt8] {
        envelope(security: security, "<GetPolicies><client/></GetPolicies>")
    }

    static func token(
        _ request: [UInt8], _ security: String, type: String = "Issue", enrollment: String = "Full",
        device: String = "PHONE1", valueType: String? = nil
    ) -> [UInt8] {
        let attribute = valueType.map { " ValueType=\"\($0)\"" } ?? ""
        return envelope(
            security: security,
            "<w:RequestSecurityToken xmlns:w=\"t\"><w:RequestType>http://docs.oasis-open.org/ws-sx/ws-trust/200512/"
                + "\(type)</w:RequestType><o:BinarySecurityToken xmlns:o=\"o\"\(attribute)>\(Base64.encode(request))"
                + "</o:BinarySecurityToken><AdditionalContext>\(item("DeviceID", device))"
                + "\(item("EnrollmentType", enrollment))</AdditionalContext></w:RequestSecurityToken>")
    }

    static func password(_ user: String, _ password: String) -> String {
        "<UsernameToken><Username>\(user)</Username><Password>\(password)</Password></UsernameToken>"
    }

    static func bearer(_ token: String) -> String {
        "<BinarySecurityToken>\(token)</BinarySecurityToken>"
    }

    /// A token with these claims, unsigned.
    static func jwt(_ claims: String) -> String {
        let parts = ["{\"alg\":\"none\"}", claims].map { text in
            Base64.encode(Array(text.utf8)).filter { $0 != "=" }
        }
        return parts.joined(separator: ".") + ".c2ln"
    }

    private static func item(_ name: String, _ value: String) -> String {
        "<ContextItem Name=\"\(name)\"><Value>\(value)</Value></ContextItem>"
    }

    private static func envelope(security: String, _ body: String) -> [UInt8] {
        let header = security.isEmpty ? "" : "<Security>\(security)</Security>"
        let text =
            "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Header><MessageID>\(messageID)"
            + "</MessageID>\(header)</s:Header><s:Body>\(body)</s:Body></s:Envelope>"
        return Array(text.utf8)
    }
}
