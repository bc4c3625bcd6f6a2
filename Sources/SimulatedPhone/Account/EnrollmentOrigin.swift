/// What an account was made of, and where each part of it came from, in words for people: an enrolment need not come from
/// a server.
package struct EnrollmentOrigin: Codable, Equatable, Sendable {
    /// The provisioning document: `the server's answer`, or a file.
    package var document: String
    /// The phone's certificate and its key.
    package var certificate: String

    package init(document: String, certificate: String) {
        self.document = document
        self.certificate = certificate
    }
}
