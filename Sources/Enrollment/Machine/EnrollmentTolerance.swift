/// Something in the answers of a server that breaks the documents and is taken all the same, as real devices do: what it
/// was, and where (protocol.md 6; MS-MDE2).
package struct EnrollmentTolerance: Equatable, Sendable, CustomStringConvertible {
    /// What was odd: few and fixed, so that metrics can count by them.
    package enum Kind: String, CaseIterable, Equatable, Hashable, Sendable {
        // The envelope.
        case wrongMediaType, olderSOAP, foreignEnvelope, mendedMarkup
        case wrongAction, missingRelation, otherRelation, foreignNamespace
        // What is in it.
        case unknownEnrollmentVersion, noPolicies
        // The provisioning document.
        case operatorParameter, oneCredential, missingCredentialType, missingKeyContainer, otherCertificateStore
        case criteriaMatchNothing
        // The phone's certificate.
        case certificateNotYetValid, certificateExpired, certificateNotSigned
    }

    package var kind: Kind
    /// What was odd and what would be right, in sentences.
    package var text: String
    /// Which message, and where in it: `discovery answer, line 1, column 5`.
    package var place: String

    package init(_ kind: Kind, _ text: String, place: String) {
        self.kind = kind
        self.text = text
        self.place = place
    }

    package var description: String { "\(place): \(text)" }
}
