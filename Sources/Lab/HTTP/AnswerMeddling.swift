import Notation

/// What is done to the bytes of one answer, pure: bytes go in as they are written, and come out as they are sent.
struct AnswerMeddling: Equatable, Sendable {
    private let plan: LabWirePlan
    /// The head as far as it is here; nil once it has been sent.
    private var head: [UInt8]? = []
    /// Bytes of the body that are still to come, by the true Content-Length.
    private var bodyLeft = 0
    private var sentCount = 0
    /// Whether the connection is to end now.
    private(set) var isFinished: Bool
    /// Whether it ends in the middle of the answer.
    private(set) var isCut: Bool

    init(_ plan: LabWirePlan) {
        self.plan = plan
        isFinished = plan.cutAfter == 0
        isCut = isFinished
    }

    mutating func spoil(_ bytes: [UInt8]) -> [UInt8] {
        guard !isFinished else { return [] }
        var out: [UInt8] = []
        var rest = bytes
        if var head {
            head += bytes
            guard let end = Self.end(of: head) else {
                self.head = head
                return []
            }
            rest = Array(head[end...])
            out = lengthened(Array(head[..<end]))
            self.head = nil
        }
        bodyLeft -= rest.count
        return limited(out + rest)
    }

    private mutating func limited(_ bytes: [UInt8]) -> [UInt8] {
        if let limit = plan.cutAfter, sentCount + bytes.count >= limit {
            isFinished = true
            isCut = true
            let part = Array(bytes.prefix(limit - sentCount))
            sentCount = limit
            return part
        }
        sentCount += bytes.count
        // The promised bytes never come, so the end of the connection is all that ends the answer.
        isFinished = plan.missingBytes > 0 && bodyLeft <= 0
        return bytes
    }

    /// The head with a Content-Length that promises too much.
    private mutating func lengthened(_ head: [UInt8]) -> [UInt8] {
        let lines = String(decoding: head, as: UTF8.self).components(of: "\r\n")
        let name = "content-length:"
        let changed = lines.map { line in
            guard line.lowercased().hasPrefix(name), let length = Int(line.dropFirst(name.count).trimmed) else {
                return line
            }
            bodyLeft += length
            return "Content-Length: \(length + plan.missingBytes)"
        }
        return Array(changed.joined(separator: "\r\n").utf8)
    }

    /// Where the head ends: behind the empty line.
    private static func end(of bytes: [UInt8]) -> Int? {
        let mark: [UInt8] = [13, 10, 13, 10]
        guard bytes.count >= mark.count else { return nil }
        return (0...bytes.count - mark.count).first { bytes[$0..<$0 + mark.count].elementsEqual(mark) }
            .map { $0 + mark.count }
    }
}

extension String {
    /// The parts between occurrences of a separator, empty ones included.
    fileprivate func components(of separator: String) -> [String] {
        split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }
}
