import ManagementTree
import Notation
import SyncML

/// A leaf of DMAcc that is a part of the phone's account (csp.md 10.2).
struct DMAccField: Sendable {
    typealias Side = DMAccCredential?
    typealias Write = @Sendable (inout ManagementAccount, Side, NodeValue, NodeURI) throws(Refusal) -> Void

    let place: String
    /// What the account has there; nil where it has nothing, and the node is there only where it was added.
    let read: @Sendable (ManagementAccount, Side) -> String?
    /// Changes the account, or says why it cannot be.
    let write: Write
    /// Whether the account itself is all that keeps the value.
    let isKept: @Sendable (ManagementAccount, Side) -> Bool

    static func at(_ place: String) -> DMAccField? { byPlace[place] }

    private static let byPlace = Dictionary(all.map { ($0.place, $0) }) { first, _ in first }

    private init(
        _ place: String, _ read: @escaping @Sendable (ManagementAccount, Side) -> String?,
        isKept: @escaping @Sendable (ManagementAccount, Side) -> Bool = { _, _ in true }, write: @escaping Write
    ) {
        self.place = place
        self.read = read
        self.write = write
        self.isKept = isKept
    }

    /// A part of the account that takes whatever the description admits.
    private init<Value>(
        _ place: String, _ path: any WritableKeyPath<ManagementAccount, Value> & Sendable,
        _ text: @escaping @Sendable (Value) -> String, _ value: @escaping @Sendable (NodeValue) -> Value?
    ) {
        self.init(place, { account, _ in text(account[keyPath: path]) }) { account, _, written, _ throws(Refusal) in
            if let value = value(written) { account[keyPath: path] = value }
        }
    }

    /// What is written there has no effect: it stands in the tree.
    private static func stored(_ place: String, _ standard: String) -> DMAccField {
        DMAccField(place, { _, _ in standard }, isKept: { _, _ in false }) { _, _, _, _ throws(Refusal) in }
    }

    static let all: [DMAccField] = addressing + credentials + extensions

    // MARK: - The server

    private static let addressing: [DMAccField] = [
        DMAccField("*/AppID", { _, _ in "w7" }) { _, _, _, _ throws(Refusal) in },
        DMAccField("*/ServerID", { account, _ in account.providerID }) { account, _, value, uri throws(Refusal) in
            // Inferred: polls, renewal and signing find the account by it.
            guard value.text == account.providerID else {
                throw Refusal(
                    .valueRefused, "\(uri): the account of the enrolment is that of \(account.providerID) for good")
            }
        },
        DMAccField("*/Name", \.name, { $0 }, { $0.text }),
        DMAccField("*/AppAddr/*/Addr", { account, _ in account.addresses.first }) {
            account, _, value, uri throws(Refusal) in
            guard ServerAddressList.addresses(in: value.text) == [value.text] else {
                throw Refusal(.valueRefused, "\(uri): '\(value.text.prefix(80))' is no address; write https://…")
            }
            account.setFirstAddress(value.text)
        },
        stored("*/AppAddr/*/AddrType", "URI"),
        DMAccField("*/AppAddr/*/Port/*/PortNbr", { account, _ in account.port.map { "\($0)" } }) {
            account, _, value, uri throws(Refusal) in
            guard let port = UInt16(value.text), port > 0, let address = account.address(withPort: port) else {
                throw Refusal(.valueRefused, "\(uri): '\(value.text.prefix(80))' is no port")
            }
            account.setFirstAddress(address)
        },
    ]

    // MARK: - Credentials

    private static let credentials: [DMAccField] = [
        DMAccField(
            "*/AAuthPref", { account, _ in account.clientCredential?.scheme.dmAccName },
            isKept: { account, _ in account.clientCredential != nil }
        ) { account, _, value, _ throws(Refusal) in
            if let scheme = AuthenticationScheme(dmAccName: value.text) { account.clientCredential?.scheme = scheme }
        },
        credential("AAuthLevel", { _, side in side?.rawValue }) { _, side, value, uri throws(Refusal) in
            guard value.text == side?.rawValue else {
                throw Refusal(.valueRefused, "\(uri): the name of the node says \(side?.rawValue ?? "") already")
            }
        },
        credential("AAuthType", { credential, _ in credential.scheme.dmAccName }) {
            credential, side, value, uri throws(Refusal) in
            guard let scheme = AuthenticationScheme(dmAccName: value.text), side == .client || scheme == .md5 else {
                throw Refusal(.valueRefused, "\(uri): a server shows itself by DIGEST only")
            }
            credential.scheme = scheme
        },
        credential("AAuthName", { credential, _ in credential.name }) { credential, _, value, _ throws(Refusal) in
            credential.name = value.text
        },
        credential("AAuthSecret", { _, _ in "" }) { credential, _, value, _ throws(Refusal) in
            credential.secret = value.text
        },
        // Octets, which the account has as base64.
        credential("AAuthData", { _, _ in "" }) { credential, _, value, _ throws(Refusal) in
            credential.nonce = value.text
        },
    ]

    /// A leaf of one of the two credentials, which the first leaf that is written makes.
    private static func credential(
        _ name: String, _ read: @escaping @Sendable (AccountCredential, Side) -> String?,
        _ write: @escaping @Sendable (inout AccountCredential, Side, NodeValue, NodeURI) throws(Refusal) -> Void
    ) -> DMAccField {
        DMAccField(
            "*/AppAuth/*/\(name)",
            { account, side in
                guard let side else {
                    // Whether there is any.
                    return DMAccCredential.allCases.contains { $0.value(in: account) != nil } ? "" : nil
                }
                return side.value(in: account).flatMap { read($0, side) }
            }
        ) { account, side, value, uri throws(Refusal) in
            guard let side else { return }
            var credential = side.value(in: account) ?? AccountCredential(scheme: .md5, name: "", secret: "")
            try write(&credential, side, value, uri)
            side.set(credential, in: &account)
        }
    }

    // MARK: - Ext/Microsoft

    private static let extensions: [DMAccField] = [
        // Inferred: that of an enterprise's server (w7 APPLICATION CSP, ROLE).
        stored("*/Ext/Microsoft/Role", "32"),
        DMAccField("*/Ext/Microsoft/ProtoVer", \.version, { $0.rawValue }, { MarkupVersion(rawValue: $0.text) }),
        DMAccField(
            "*/Ext/Microsoft/DefaultEncoding", \.encoding, { $0.mediaType }, { MessageForm(mediaType: $0.text) }),
        DMAccField("*/Ext/Microsoft/UseHwDevID", \.usesHardwareDeviceID, { "\($0)" }, { $0.flag }),
        DMAccField("*/Ext/Microsoft/ConnRetryFreq", \.retry.count, { "\($0)" }, { $0.number }),
        DMAccField("*/Ext/Microsoft/InitialBackOffTime", \.retry.initialBackOff, { "\($0)" }, { $0.number }),
        DMAccField("*/Ext/Microsoft/MaxBackOffTime", \.retry.maximumBackOff, { "\($0)" }, { $0.number }),
        DMAccField("*/Ext/Microsoft/BackCompatRetryDisabled", \.backCompatRetryDisabled, { "\($0)" }, { $0.flag }),
        stored("*/Ext/Microsoft/UseNonceResync", "false"),
        DMAccField(
            "*/Ext/Microsoft/SSLCLIENTCERTSEARCHCRITERIA", { account, _ in account.certificateCriteria.first }
        ) { account, _, value, _ throws(Refusal) in account.certificateCriteria = [value.text] },
    ]
}

extension AuthenticationScheme {
    /// As AAuthType and AAuthPref write it; read in any case, as their description takes it.
    fileprivate var dmAccName: String {
        switch self {
        case .basic: "BASIC"
        case .md5: "DIGEST"
        }
    }

    fileprivate init?(dmAccName: String) {
        guard let scheme = Self.allCases.first(where: { $0.dmAccName == dmAccName.uppercased() }) else { return nil }
        self = scheme
    }
}

extension ManagementAccount {
    fileprivate var port: Int? { addresses.first.flatMap { WebAddress($0)?.port } }

    fileprivate func address(withPort port: UInt16) -> String? {
        addresses.first.flatMap { WebAddress($0) }.map {
            "\($0.isSecure ? "https" : "http")://\($0.bracketedHost):\(port)\($0.rest)"
        }
    }

    /// Only the first of several addresses is one of DMAcc.
    fileprivate mutating func setFirstAddress(_ address: String) {
        addresses = [address] + addresses.dropFirst()
        addressIndex = 0
    }
}
