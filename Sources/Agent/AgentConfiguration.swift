package import Certificates
package import Conversations
package import PINReset
package import Session

/// How an agent behaves where the phone leaves it open.
package struct AgentConfiguration: Sendable {
    /// Who gives PIN reset tickets.
    package var pinResetService: any PINResetService
    /// Where another one is, which is asked in its place; nil for none.
    package var pinResetPlace: RemotePINResetService.Place?
    /// How often a lost connection is tried again; nil for what the account says.
    package var retryLimit: Int?
    /// The name of the header with the message's signature: Microsoft's documents have two (csp.md C20).
    package var signatureHeader = SignatureHeader.mdmSignature
    /// How long to wait between scheduled sessions; nil for what the server's poll schedule says.
    package var pollInterval: Duration?
    /// How long the phone takes to run the commands of a message; while it does, alert 1224 keeps the server waiting
    /// (EnableOmaDmKeepAliveMessage).
    package var busyTime = Duration.zero
    /// Inferred: how often a busy phone says so; no document has a number.
    package var keepAliveInterval = Duration.seconds(30)
    /// How the phone answers otherwise than it would, from the start on.
    package var answerRules: [AnswerRule] = []
    /// Whether the phone ends what it does where its server breaks the protocol, in place of going on with a tolerance.
    package var isStrict = false
    /// What opens the files of PKCS#12 that a server sends.
    package var identities = IdentityReader.none
    /// Makes the key of an enrolment. It takes a moment; who enrols many phones may make keys ahead.
    package var makeKey: @Sendable (KeyKind) throws(CertificateError) -> SigningKey = SigningKey.generate(_:)

    /// Who is told what sessions depend on; nil where nobody records them.
    package var witness: (any SessionWitness)?

    /// Where messages are kept for who looks at the phone's page; nil where nobody does.
    package var conversation: ConversationLog?

    /// What happens where the server wants a person to sign in on a web page that does not sign in by itself; nil where
    /// nobody is there.
    package var signIn: SignInDesk?

    package init(pinResetService: any PINResetService) {
        self.pinResetService = pinResetService
    }

    package enum SignatureHeader: String, Sendable {
        /// MS-MDE2 and the DMClient page.
        case mdmSignature = "MDM-Signature"
        /// MS-MDM.
        case msSignature = "MS-Signature"
    }
}
