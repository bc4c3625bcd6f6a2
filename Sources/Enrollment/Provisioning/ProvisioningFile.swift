package import Certificates
package import Notation
import XML
import Wire

/// A provisioning document that somebody has, in place of one that a server was asked for: from a capture, or from who
/// runs the server.
package enum ProvisioningFile {
    /// What the phone is known by to the server of such a document.
    package struct Identity: Equatable, Sendable {
        /// The phone's own first, then what leads to its authority; empty where the document has the key's certificate.
        package var certificates: [ParsedCertificate]
        package var key: SigningKey

        package init(certificates: [ParsedCertificate], key: SigningKey) {
            self.certificates = certificates
            self.key = key
        }
    }

    package struct Reading: Equatable, Sendable {
        package var provisioning: Provisioning
        package var tolerances: [EnrollmentTolerance]
        /// Whether the phone's certificate is one of the document, for the identity's key.
        package var hasOwnCertificate: Bool
        /// The user, where the document names one (`DMClient/Provider/<id>/UPN`).
        package var user: String?
    }

    /// Reads a document and judges it as one of a server.
    /// - Parameters:
    ///   - bytes: the document as XML or in base64; a server's answer that holds it; the same with its HTTP head above.
    ///   - plan: how the phone would have enrolled.
    package static func read(
        _ bytes: [UInt8], for plan: EnrollmentPlan, identity: Identity, at seconds: Int64
    ) throws(EnrollmentFailure) -> Reading {
        var tolerances: [EnrollmentTolerance] = []
        let document = try ProvisioningDocument.read(try content(of: bytes, &tolerances))
        var rules = ProvisioningRules(
            key: identity.key, needsDeviceStore: plan.kind == .device, allowsInsecureHTTP: plan.allowsInsecureHTTP,
            now: seconds)
        rules.given = identity.certificates
        rules.isOfFile = true
        let provisioning = try rules.provisioning(of: document)
        let user = provisioning.providerSettings.last { $0.path.isEmpty && $0.name == "UPN" }?.value
        return Reading(
            provisioning: provisioning, tolerances: tolerances + rules.tolerances,
            hasOwnCertificate: provisioning.certificates.own != identity.certificates.first,
            user: user.flatMap { $0.isEmpty ? nil : $0 })
    }

    /// What is found in a document by who only looks at it.
    package struct Inspection: Equatable, Sendable {
        /// The account as far as it is right; nil where the document has none, or none with a name.
        package var account: ProvisionedAccount?
        /// The values for CSPs, with the whole way, in the order in which they are applied.
        package var values: [ProvisionedValue] = []
        package var tolerances: [EnrollmentTolerance] = []
        /// All that fails the enrolment, in the order of the rules.
        package var failures: [EnrollmentFailure] = []
    }

    /// Judges a document without the key of the request that it answers: all but whether its certificate is for that key.
    /// - Parameters:
    ///   - bytes: as for `read`.
    ///   - kind: how the phone would have enrolled.
    /// - Throws: why it cannot be read at all.
    package static func inspect(
        _ bytes: [UInt8], kind: EnrollmentType, at seconds: Int64
    ) throws(EnrollmentFailure) -> Inspection {
        var tolerances: [EnrollmentTolerance] = []
        let document = try ProvisioningDocument.examine(try content(of: bytes, &tolerances))
        var rules = ProvisioningRules(
            key: nil, needsDeviceStore: kind == .device, allowsInsecureHTTP: false, now: seconds)
        var inspection = rules.inspection(of: document)
        inspection.tolerances.insert(contentsOf: tolerances, at: 0)
        return inspection
    }

    /// The document itself out of what is around it.
    private static func content(
        of bytes: [UInt8], _ tolerances: inout [EnrollmentTolerance]
    ) throws(EnrollmentFailure) -> [UInt8] {
        let body = withoutHead(bytes)
        if !body.contains(UInt8(ascii: "<")), let decoded = Base64.decode(String(decoding: body, as: UTF8.self)),
            !decoded.isEmpty
        {
            return decoded
        }
        guard let root = try? XMLElement.read(body), root.name.lowercased() == "envelope" else { return body }
        let answer = WireResponse(status: 200, headers: ["Content-Type": "application/soap+xml"], body: body)
        let response = try SOAPAnswer.read(answer, .token, url: "the file")
        // This phone has asked nobody, so whose request the answer relates to says nothing.
        tolerances += response.tolerances.filter { $0.kind != .otherRelation }
        return try TokenAnswer.document(response)
    }

    /// What stands behind the first empty line of an HTTP message.
    private static func withoutHead(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.starts(with: Array("HTTP/".utf8)) else { return bytes }
        for end in ["\r\n\r\n", "\n\n"] {
            if let range = bytes.firstOccurrence(of: Array(end.utf8)) { return Array(bytes[range.upperBound...]) }
        }
        return bytes
    }
}
