import Certificates
import ManagementTree
import Notation
import Session
import SimulatedPhone
import SyncML
import Wire
import XML

/// A message as the HTTP request that Windows makes of it (MS-MDM 2.1; protocol.md section 7).
enum WindowsRequest {
    /// As captured from a desktop, and the same on phones as far as documents tell.
    private static let userAgent = "MSFT OMA DM Client/1.2.0.1"

    private static let accepted =
        "\(MessageForm.xml.mediaType), \(MessageForm.wbxml.mediaType), application/octet-stream"

    /// What a phone of version 1703 does not send is left away: MS-CV, client-request-id, DeviceToken.
    static func make(
        _ message: OutgoingMessage, _ phone: Phone, _ configuration: AgentConfiguration, now: Instant
    ) throws(AgentError) -> WireRequest {
        try checkPlace(message.url, phone)
        var headers = WireHeaders([
            WireHeaders.Field("Content-Type", message.form.mediaType),
            WireHeaders.Field("User-Agent", userAgent),
            WireHeaders.Field("Accept", accepted),
            WireHeaders.Field("Accept-Charset", "UTF-8"),
        ])
        if let token = phone.enrolled?.userToken, phone.loginStatus == .user {
            headers.add("Authorization", "Bearer \(token)")
        }
        if let alerts = message.alertHeader { headers.add("MDM-GenericAlert", alerts) }
        if let signature = try signature(of: message.bytes, phone, now) {
            headers.add(configuration.signatureHeader.rawValue, Base64.encode(signature))
        }
        return WireRequest(.post, address(message.url, phone), headers: headers, body: message.bytes)
    }

    /// What a message carries (token, credentials, the phone's certificate) is for the servers of the account, and RespURI
    /// sends it to no other.
    /// - Throws: where an address is none of theirs.
    static func checkPlace(_ url: String, _ phone: Phone) throws(AgentError) {
        guard let account = phone.enrolled?.account, url != account.address else { return }
        let place = WebAddress(url)
        let isOwn = account.addresses.contains { own in
            guard let place, let own = WebAddress(own) else { return false }
            return place.isSameServer(as: own)
        }
        guard !isOwn else { return }
        throw AgentError(
            .session(.foreignAddress),
            "the server wants the next message at \(url) (RespURI), which is no server of the account "
                + "(\(account.addresses.joined(separator: ", "))); the phone's credentials go to no other: let RespURI keep "
                + "scheme, host and port, or name the other server in the account")
    }

    /// The same for the answer to a message, before anything is run whose outcome the server could not be told.
    static func checkAnswerPlace(of message: Message, _ phone: Phone) throws(AgentError) {
        guard let place = message.header?.responseURI, !place.isEmpty, message.needsAnswer else { return }
        try checkPlace(place, phone)
    }

    /// The address with the query of Windows: whether a user is signed in, and the platform.
    private static func address(_ url: String, _ phone: Phone) -> String {
        let query = phone.loginStatus == .none ? "mode=Machine&Platform=WoA" : "mode=Maintenance&Platform=WoA"
        var address = url
        address.reserveCapacity(url.utf8.count + query.utf8.count + 1)
        address += address.withUTF8 { $0.contains(UInt8(ascii: "?")) } ? "&" : "?"
        address += query
        return address
    }

    private static let signingNode: [NodeName] = ["RequireMessageSigning"]

    /// The detached signature over the whole message, where the server wants one (RequireMessageSigning).
    private static func signature(
        of bytes: [UInt8], _ phone: Phone, _ now: Instant
    ) throws(AgentError) -> [UInt8]? {
        guard phone.accountValue(signingNode)?.flag == true,
            let identity = phone.shownIdentity, let key = identity.privateKey
        else { return nil }
        do {
            return try CMS.detachedSignature(
                over: bytes, certificate: ParsedCertificate(der: identity.certificate), key: SigningKey(der: key),
                at: now.seconds)
        } catch {
            throw AgentError(.notEnrolled, "the message cannot be signed with the phone's certificate: \(error)")
        }
    }
}

extension Message {
    /// Whether the phone has to say something to it.
    fileprivate var needsAnswer: Bool {
        !isFinal
            || commands.contains { command in
                switch command {
                case .access, .container, .alert, .unknown: true
                case .status(let status): status.command == "SyncHdr" && status.code?.isSuccess != true
                case .results: false
                }
            }
    }
}
