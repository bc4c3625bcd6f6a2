internal import Certificates
internal import Notation
internal import Serving
internal import SyncML
internal import XML

/// Who the phone is, who the server is (OMA-TS-DM_Protocol-V1_2_1 section 9).
extension LabSession {
    struct Verdict: Equatable {
        var code: StatusCode
        var challenge: Meta?
        var isAdmitted: Bool
    }

    /// Looks at the phone's credentials, where it must show any.
    mutating func judgeDevice(
        _ header: Header, _ device: inout LabDevice, _ situation: LabSituation
    ) -> Verdict {
        guard let scheme = situation.settings.clientScheme else { return Verdict(code: .ok, isAdmitted: true) }
        if isAuthenticated { return Verdict(code: .authenticationAccepted, isAdmitted: true) }
        let isRight = isRight(header, scheme, device, situation)
        // A nonce is good for one try, so each answer brings the next.
        device.credentials?.deviceNonce = situation.nonce
        let challenge = scheme.challenge(nonce: Base64.encode(situation.nonce))
        if isRight {
            isAuthenticated = true
            note(.authenticated, scheme.rawValue)
            return Verdict(
                code: .authenticationAccepted, challenge: scheme == .md5 ? challenge : nil, isAdmitted: true)
        }
        deviceRefusals += 1
        let code: StatusCode = header.credential == nil ? .missingCredentials : .invalidCredentials
        note(.challenged, "\(code.rawValue) \(scheme.rawValue)")
        return Verdict(code: code, challenge: challenge, isAdmitted: false)
    }

    private mutating func isRight(
        _ header: Header, _ scheme: AuthenticationScheme, _ device: LabDevice, _ situation: LabSituation
    ) -> Bool {
        guard let credential = header.credential, let known = device.credentials else { return false }
        // Without a type it is basic (OMA-TS-DM_RepPro-V1_2_1 section 6.1.4).
        guard (credential.meta?.type ?? AuthenticationScheme.basic.rawValue) == scheme.rawValue else {
            return false
        }
        if scheme == .md5, header.sourceName != known.deviceName {
            note(.violation, "md5 credentials come without the user's name in Source/LocName")
        }
        let nonce = Self.hashed(known.deviceNonce, situation)
        return RandomToken.isEqual(
            scheme.data(name: known.deviceName, secret: known.deviceSecret, nonce: nonce, md5: Digest.md5),
            credential.data)
    }

    /// A nonce as it goes into the hash: its octets, or with the oddity the text that stands for them.
    private static func hashed(_ nonce: [UInt8], _ situation: LabSituation) -> [UInt8] {
        situation.settings.oddities.has(.undecodedNonce) ? Array(Base64.encode(nonce).utf8) : nonce
    }

    /// The server's credentials: with every message until the phone says 212.
    func serverCredential(_ device: LabDevice, _ situation: LabSituation) -> Credential? {
        let settings = situation.settings
        guard settings.authenticatesItself, !isServerAccepted, let known = device.credentials else { return nil }
        let scheme = AuthenticationScheme.md5
        let nonce = Self.hashed(known.serverNonce, situation)
        let data = scheme.data(name: settings.providerID, secret: known.serverSecret, nonce: nonce, md5: Digest.md5)
        return Credential(meta: scheme.meta, data: data)
    }

    /// What the phone says to the server's header, and so to its credentials.
    mutating func readHeaderStatus(_ status: Status, _ device: inout LabDevice) {
        if let nonce = status.challenge?[.nextNonce].flatMap(Base64.decode) {
            device.credentials?.serverNonce = nonce
        }
        switch status.code {
        case .authenticationAccepted: isServerAccepted = true
        case .invalidCredentials, .missingCredentials:
            serverRefusals += 1
            note(.serverRefused, "\(status.code?.rawValue ?? 0)")
            takeBack(message: status.messageRef, &device)
        default: break
        }
    }

    /// What a refused message asked was not done, and is asked again.
    private mutating func takeBack(message: String, _ device: inout LabDevice) {
        for command in sent.take(message: message) where !command.isBesideChallenge {
            device.change(command.number) { $0.wait() }
        }
        refusedMessages.insert(message)
        outgoing = nil
    }
}
