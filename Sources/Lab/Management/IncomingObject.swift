internal import SyncML

/// A value that comes from the phone in pieces.
struct IncomingObject: Codable, Equatable, Sendable {
    let address: String
    let format: String?
    let type: String?
    /// What the first piece announced.
    let size: Int?
    private(set) var text = ""

    init(_ item: Item, _ results: Results) {
        address = item.source ?? results.sourceRef ?? ""
        format = item.meta?.format?.rawValue ?? results.meta?.format?.rawValue
        type = item.meta?.type ?? results.meta?.type
        size = (item.meta?[.size] ?? results.meta?[.size]).flatMap { Int($0) }
    }

    mutating func append(_ item: Item) {
        text += item.data?.text ?? ""
    }

    /// What it takes up until now.
    var octets: Int { text.utf8.count }

    /// Whether more came than was announced.
    var isTooLong: Bool { size.map { octets > $0 } ?? false }

    /// Whether as much came as was announced.
    var isWhole: Bool { size == text.utf8.count }

    var result: LabResult { LabResult(address: address, format: format, type: type, data: text) }
}

extension IncomingObject {
    /// A value that came in one piece.
    static func whole(_ item: Item, _ results: Results) -> LabResult {
        var object = IncomingObject(item, results)
        object.append(item)
        return object.result
    }
}
