import SyncML

/// What is seen of a message in a list, and what filters look at.
package struct MessageDigest: Sendable {
    /// Of one command, what a filter can ask for.
    package struct Row: Sendable {
        package var name: String
        package var address: String?
        package var status: Int?
    }

    var form: MessageForm?
    /// MsgID.
    var messageID: String?
    package var rows: [Row]
    var tolerances: Int
    /// How many commands of each name, in the order in which they come first.
    var counts: [ConversationLine.Count]
    /// The worst status in it, or that the phone gave to something in it.
    var worst: Int?

    init(_ read: MessageRows) {
        form = read.form
        messageID = read.reading?.message.header?.messageID
        tolerances = read.reading?.tolerances.filter { $0.kind.rank > .usual }.count ?? 0
        rows = read.rows.map { Row(name: $0.name, address: $0.address, status: $0.status) }
        worst = rows.compactMap(\.status).max()
        var places: [String: Int] = [:]
        counts = []
        for row in rows {
            if let place = places[row.name] {
                counts[place].count += 1
            } else {
                places[row.name] = counts.count
                counts.append(ConversationLine.Count(name: row.name, count: 1))
            }
        }
    }
}
