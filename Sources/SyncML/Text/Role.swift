/// What an open element is to the reader: decided by its name and the element around it.
enum Role: UInt8 {
    /// No role: the element is not expected where it stands.
    case none
    // Elements with elements inside. Only these have a row of rules.
    /// Not an element: what is outside of all roots.
    case document
    case syncML, header, body
    // In the order of `AccessCommand.Verb`.
    case add, replace, delete, get, exec, copy
    case alert, atomic, sequence, status, results, unknownCommand
    case item, target, source, meta, credential, challenge
    // Elements with text inside; TargetRef and SourceRef may wrap it in a LocURI.
    case targetRef, sourceRef
    case wrappedText
    case cmdID, msgRef, cmdRef, cmd, code, correlator, data, locURI, locName
    case verDTD, verProto, sessionID, msgID, respURI, credentialData
    case format, type, mark, size, version, nextNonce, maxMsgSize, maxObjSize, emi
    // Elements that only need to be there.
    case final, moreData, noResp

    /// Whether the element's text is wanted.
    var hasText: Bool { rawValue >= Role.targetRef.rawValue }

    /// The number of roles that can have rules for what is inside.
    static let rowCount = Int(Role.sourceRef.rawValue) + 1

    var isContainer: Bool { self == .atomic || self == .sequence }

    /// The verb of a command on the tree.
    var verb: AccessCommand.Verb? {
        guard rawValue >= Role.add.rawValue, rawValue <= Role.copy.rawValue else { return nil }
        return AccessCommand.Verb(rawValue: rawValue - Role.add.rawValue)
    }

    /// The Meta field that the text goes to.
    var metaField: MetaField.Name? {
        switch self {
        case .mark: .mark
        case .size: .size
        case .version: .version
        case .nextNonce: .nextNonce
        case .maxMsgSize: .maxMsgSize
        case .maxObjSize: .maxObjSize
        case .emi: .emi
        default: nil
        }
    }
}
