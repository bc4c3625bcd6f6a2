import SyncML

/// The parts of a value that have come, put together as they come.
struct CollectedParts: Sendable {
    private var text = ""
    private var bytes: [UInt8] = []
    /// Whether octets have come: they stay such only if all parts are.
    private var holdsBytes = false
    private var holdsText = false

    /// The length of the value as it travels (OMA-TS-DM_Protocol-V1_2_1 section 7; protocol.md 1.8).
    var byteCount: Int { text.utf8.count + bytes.count }

    /// The value so far; nil where no part had data.
    var data: ItemData? {
        if holdsText { return .text(text) }
        return holdsBytes ? .bytes(bytes) : nil
    }

    mutating func append(_ part: ItemData?) {
        switch part {
        case nil: break
        case .bytes(let more) where !holdsText:
            holdsBytes = true
            bytes += more
        case let part?:
            if !bytes.isEmpty {
                text = String(decoding: bytes, as: UTF8.self)
                bytes = []
            }
            holdsText = true
            text += part.text
        }
    }
}
