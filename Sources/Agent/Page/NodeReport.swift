import Advice
import Captures
import Conversations
import ManagementTree
import Notation
import SimulatedPhone

/// What the phone's page tells of one node: what its description says, how it stands, and which message wrote it.
package struct NodeReport: Codable, Equatable, Sendable {
    package var uri: String
    /// What it is, in a sentence or two.
    package var description: String?
    /// The CSP's name; empty for a node that only leads to others.
    package var csp: String
    /// What the CSP is for.
    package var purpose: String?
    package var format: String
    /// The verbs that the description admits.
    package var access: [String]
    /// Which values it takes, in one line.
    package var allowed: String?
    /// The values that it takes, where they are a list, with what they mean behind.
    package var values: [Value]
    package var defaultValue: String?
    package var since: String?
    package var isDeprecated: Bool
    /// Why this phone does not have it; nil where it does.
    package var obstacle: String?
    package var isPresent: Bool
    package var value: String?
    package var notes: [String]
    /// The number of the message that wrote it last, as far as that message is still kept; nil too where somebody did by hand.
    package var writtenIn: Int?
    package var writtenBy: String?
    /// ISO 8601.
    package var writtenAt: String?

    package struct Value: Codable, Equatable, Sendable {
        package var value: String
        package var meaning: String?
    }

    /// By what a node was written.
    struct Writing {
        /// A verb.
        var by: String
        var at: Instant
        /// Of the message; nil where somebody wrote it by hand.
        var number: Int?
    }

    init(_ advice: NodeAdvice, written: Writing?) {
        uri = advice.uri
        description = advice.description
        csp = advice.csp.name
        purpose = advice.csp.purpose
        format = advice.format
        access = advice.access
        allowed = advice.allowed
        values = advice.values.map { Value(value: $0.value, meaning: $0.meaning) }
        defaultValue = advice.defaultValue
        since = advice.since
        isDeprecated = advice.isDeprecated
        obstacle = advice.obstacle
        isPresent = advice.isPresent
        value = advice.value
        notes = advice.notes
        writtenIn = written?.number
        writtenBy = written?.by
        writtenAt = written?.at.text
    }
}

extension ConversationLog {
    /// The last message that wrote a node with success, and by which verb.
    func lastWriting(of uri: NodeURI) -> NodeReport.Writing? {
        let wanted = uri.comparedText
        for entry in entries.reversed() where entry.sender == .server {
            let row = entry.digest.rows.last { row in
                guard ["Add", "Replace", "Exec"].contains(row.name), let status = row.status,
                    (200..<214).contains(status), let address = row.address, let own = try? NodeURI(parsing: address)
                else { return false }
                return own.comparedText == wanted
            }
            if let row { return NodeReport.Writing(by: row.name, at: entry.time, number: entry.number) }
        }
        return nil
    }
}

extension NodeURI {
    /// By which addresses of one node are the same: device and plain ones are, and case counts for nothing.
    var comparedText: String {
        (scope == .user ? "user/" : "") + names.map { $0.text.lowercased() }.joined(separator: "/")
    }
}
