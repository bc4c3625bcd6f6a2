/// The element names of the mark-up and of Meta that the reader tells apart (OMA-TS-SyncML_RepPro-V1_2_2 section 5,
/// OMA-TS-SyncML_MetaInfo-V1_2 section 5). The raw value is the index in the parser's vocabulary.
enum ElementName: Int, CaseIterable {
    // Messages and their parts.
    case syncML, syncHdr, syncBody, final
    // Commands.
    case add, replace, delete, get, exec, copy
    case alert, atomic, sequence, status, results
    // Common elements.
    case cmdID, msgRef, cmdRef, cmd, targetRef, sourceRef, correlator, item, data, moreData
    case target, source, locURI, locName, meta, cred, chal
    // Header.
    case verDTD, verProto, sessionID, msgID, respURI, noResp
    // Meta.
    case metInf, format, type, mark, size, version, nextNonce, maxMsgSize, maxObjSize, emi
    // Not used by DM (RepPro 1.2 section 6.1), or by nobody that was seen.
    case lang, noResults, archive, sftDel, numberOfChanges, sourceParent, targetParent, anchor, fieldLevel, filter, mem

    /// The name as it stands in a tag.
    var text: String {
        switch self {
        case .syncML: "SyncML"
        case .cmdID: "CmdID"
        case .locURI: "LocURI"
        case .verDTD: "VerDTD"
        case .sessionID: "SessionID"
        case .msgID: "MsgID"
        case .respURI: "RespURI"
        case .emi: "EMI"
        default: Self.capitalized("\(self)")
        }
    }

    /// Whether DM has no use for the element wherever it stands.
    var isUnused: Bool { rawValue >= ElementName.lang.rawValue || self == .noResp || self == .cred }

    private static func capitalized(_ text: String) -> String {
        text.prefix(1).uppercased() + text.dropFirst()
    }
}

/// The namespaces that the reader tells apart; the raw value is the index in the parser's vocabulary.
enum NamespaceName: Int, CaseIterable {
    case syncML12, syncML11, syncML10, metInf

    var text: String {
        switch self {
        case .syncML12: "SYNCML:SYNCML1.2"
        case .syncML11: "SYNCML:SYNCML1.1"
        case .syncML10: "SYNCML:SYNCML1.0"
        case .metInf: "syncml:metinf"
        }
    }
}
