import SyncML

/// What the server has said of itself in the Meta of its header; it holds until it says otherwise
/// (OMA-TS-DM_RepPro-V1_2_1 section 6.4).
struct PeerLimits: Sendable {
    /// The longest message in bytes that the server takes; nil for no limit.
    var messageSize: Int?
    /// The longest value in bytes.
    var objectSize: Int?

    /// Of the header's Meta only these two count (Microsoft, *OMA DM protocol support*; MS-MDM notes 13 and 14).
    mutating func update(_ meta: Meta?) {
        guard let meta else { return }
        if let size = meta[.maxMsgSize].flatMap({ Int($0) }), size > 0 { messageSize = size }
        if let size = meta[.maxObjSize].flatMap({ Int($0) }), size > 0 { objectSize = size }
    }
}
