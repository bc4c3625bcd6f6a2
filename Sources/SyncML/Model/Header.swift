/// `SyncHdr`: versions, ids, addresses and credentials of one message (OMA-TS-DM_RepPro-V1_2_1 section 6.2.2).
///
/// Ids and versions are kept as the text that was received, because peers compare and echo them as text.
package struct Header: Equatable, Sendable {
    /// `VerDTD`, such as `1.2`.
    package var verDTD: String
    /// `VerProto`, such as `DM/1.2`.
    package var verProto: String
    /// `SessionID`: opaque, the same in every message of the session.
    package var sessionID: String
    /// `MsgID`: counted by each sender from 1.
    package var messageID: String
    /// `Target/LocURI`: whom the message is for.
    package var target: String
    /// `Target/LocName`.
    package var targetName: String?
    /// `Source/LocURI`: who sends it.
    package var source: String
    /// `Source/LocName`: the user name when MD5 or HMAC credentials are present.
    package var sourceName: String?
    /// `RespURI`: where the answer must go, if not to the source.
    package var responseURI: String?
    /// `NoResp`, which DM does not use: statuses are sent all the same.
    package var wantsNoResponse: Bool
    /// `Cred`.
    package var credential: Credential?
    /// `Meta`, of which Windows honours `MaxMsgSize` and `MaxObjSize` only.
    package var meta: Meta?

    package init(
        verDTD: String = "1.2", verProto: String = "DM/1.2", sessionID: String, messageID: String,
        target: String, targetName: String? = nil, source: String, sourceName: String? = nil,
        responseURI: String? = nil, wantsNoResponse: Bool = false, credential: Credential? = nil, meta: Meta? = nil
    ) {
        self.verDTD = verDTD
        self.verProto = verProto
        self.sessionID = sessionID
        self.messageID = messageID
        self.target = target
        self.targetName = targetName
        self.source = source
        self.sourceName = sourceName
        self.responseURI = responseURI
        self.wantsNoResponse = wantsNoResponse
        self.credential = credential
        self.meta = meta
    }
}

/// `Cred`: what the sender shows to be let in (section 6.1.4). `Meta` names scheme and format, `data` is its text.
package struct Credential: Equatable, Sendable {
    package var meta: Meta?
    package var data: String

    package init(meta: Meta? = nil, data: String) {
        self.meta = meta
        self.data = data
    }
}
