/// What is wrong with the server on purpose: everything that servers were seen to do, and every way to fail that a
/// phone has to cope with, each on a switch of its own. None is on by default.
package struct LabOddities: Equatable, Sendable {
    /// The oddities that are either on or off; the raw value is the name on a command line.
    package enum Switch: String, Equatable, Hashable, Sendable, CaseIterable {
        /// Messages are indented and have an XML declaration.
        case pretty
        /// Children of Status stand in reverse, CmdID of commands comes last.
        case childOrder = "child-order"
        /// CmdIDs of commands are GUIDs.
        case guidIDs = "guid-ids"
        /// All commands of a message have the same CmdID.
        case repeatedIDs = "repeated-ids"
        /// Commands have no CmdID.
        case missingIDs = "missing-ids"
        /// Queued commands stand beside a 401 or 407, where they must not be executed.
        case commandsWithChallenge = "commands-with-challenge"
        /// Nonces are hashed as the base64 text that they travel as.
        case undecodedNonce = "undecoded-nonce"
        /// The server always has another command: the session never ends.
        case endless
        /// A session ends with an answer of no bytes.
        case emptyEnd = "empty-end"
        /// Every message asks for the next one at another address (`RespURI`).
        case responseURI = "response-uri"
        /// Answers are WBXML to XML, and XML to WBXML.
        case otherEncoding = "other-encoding"
        /// Content-Length promises more bytes than come.
        case longContentLength = "long-content-length"
        /// Answers come in chunks, without Content-Length.
        case chunked
        /// The failures of this list happen to one answer only, and then never again.
        case once
    }

    package var switches: Set<Switch>
    /// Milliseconds before each answer.
    package var delay: Int?
    /// The connection is cut after this many bytes of an answer, its head included.
    package var cuts: [LabExchange: Int]
    /// The HTTP status in place of an answer.
    package var statuses: [LabExchange: Int]
    /// The SOAP fault in place of an answer of enrolment.
    package var faults: [LabExchange: LabFault]
    /// Management answers other than the one with this number in its session are spared delay, cut and status.
    package var onlyMessage: Int?
    package var certificate: LabCertificateOddity?
    package var document: LabDocumentOddity?

    package init(
        _ switches: Set<Switch> = [], delay: Int? = nil, cuts: [LabExchange: Int] = [:],
        statuses: [LabExchange: Int] = [:], faults: [LabExchange: LabFault] = [:], onlyMessage: Int? = nil,
        certificate: LabCertificateOddity? = nil, document: LabDocumentOddity? = nil
    ) {
        self.switches = switches
        self.delay = delay
        self.cuts = cuts
        self.statuses = statuses
        self.faults = faults
        self.onlyMessage = onlyMessage
        self.certificate = certificate
        self.document = document
    }

    func has(_ one: Switch) -> Bool { switches.contains(one) }
}

/// What a phone may ask of the server.
package enum LabExchange: String, Equatable, Hashable, Sendable, CaseIterable {
    case probe, discovery, policy, enrollment, management
}

/// What may be wrong with the certificate that enrolment gives a phone.
package enum LabCertificateOddity: String, Equatable, Sendable, CaseIterable {
    /// It is for another key than the one of the request.
    case otherKey = "other-key"
    /// An authority issued it that the document does not name.
    case otherIssuer = "other-issuer"
    /// It is no certificate.
    case garbage
    /// There is none.
    case missing
}

/// What may be wrong with the provisioning document (the rules of MS-MDE2 2.2.9).
package enum LabDocumentOddity: String, Equatable, Sendable, CaseIterable {
    case notWellFormed = "not-well-formed"
    case noApplication = "no-application"
    /// The DMClient provider has another name than the account.
    case otherProvider = "other-provider"
    /// All poll values are 0.
    case zeroPoll = "zero-poll"
    /// `INIT`, which only operators may use.
    case initParameter = "init"
    /// `ROLE` of an operator.
    case operatorRole = "operator-role"
    /// Names of the account in lower case.
    case lowerCaseNames = "lower-case-names"
}
