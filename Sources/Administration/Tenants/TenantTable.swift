internal import HashTreeCollections

/// An object that a tenant keeps.
package protocol TableRow: Codable, Equatable, Sendable {
    var id: ObjectID { get }
    /// By what else it is looked for, such as the device that it belongs to.
    var keys: [String] { get }
}

extension TableRow {
    package var keys: [String] { [] }
}

/// Objects of one kind by id, in the order in which they came.
///
/// A copy costs nothing and shares what it does not change, so that a change that fails is undone by keeping the copy.
/// It knows what was changed since somebody last asked, so that a store writes that and nothing else.
package struct TenantTable<Row: TableRow>: Sendable {
    private struct Entry: Sendable {
        var ordinal: Int64
        var row: Row
    }

    private var entries = TreeDictionary<ObjectID, Entry>()
    /// The ids of the rows of a key.
    private var index = TreeDictionary<String, TreeSet<ObjectID>>()
    private var lastOrdinal: Int64 = 0
    private var touched: Set<ObjectID> = []

    package init() {}

    package var count: Int { entries.count }

    /// All of them, the oldest first.
    package var rows: [Row] { entries.values.sorted { $0.ordinal < $1.ordinal }.map(\.row) }

    /// Those that somebody wants, the oldest first.
    package func rows(where isWanted: (Row) -> Bool) -> [Row] {
        entries.values.filter { isWanted($0.row) }.sorted { $0.ordinal < $1.ordinal }.map(\.row)
    }

    /// All of them in no order, for who only counts or compares.
    package var unordered: some Sequence<Row> { entries.values.lazy.map(\.row) }

    /// How many a key has.
    package func count(ofKey key: String) -> Int { index[key]?.count ?? 0 }

    /// Those of a key, the oldest first, whatever else there is.
    package func rows(ofKey key: String) -> [Row] {
        (index[key] ?? []).compactMap { entries[$0] }.sorted { $0.ordinal < $1.ordinal }.map(\.row)
    }

    package subscript(id: ObjectID) -> Row? {
        get { entries[id]?.row }
        set {
            guard newValue != entries[id]?.row else { return }
            touched.insert(id)
            guard let newValue else { return store(nil, at: id) }
            let ordinal = entries[id]?.ordinal ?? lastOrdinal + 1
            lastOrdinal = max(lastOrdinal, ordinal)
            store(Entry(ordinal: ordinal, row: newValue), at: id)
        }
    }

    /// Puts an entry into its place, and into the index.
    private mutating func store(_ entry: Entry?, at id: ObjectID) {
        let (old, new) = (entries[id]?.row.keys ?? [], entry?.row.keys ?? [])
        entries[id] = entry
        guard old != new else { return }
        for key in old {
            index[key]?.remove(id)
            if index[key]?.isEmpty == true { index[key] = nil }
        }
        for key in new { index[key, default: []].insert(id) }
    }

    /// Puts an object in, in the place of one with the same id.
    package mutating func put(_ row: Row) { self[row.id] = row }

    /// Takes away all that somebody does not want.
    package mutating func remove(where isUnwanted: (Row) -> Bool) {
        for entry in entries.values where isUnwanted(entry.row) { self[entry.row.id] = nil }
    }

    /// Of more than so many the oldest go; a tenth more may be there meanwhile, so that not each new one costs a search for
    /// the oldest.
    package mutating func keepNewest(_ limit: Int) {
        guard count > limit + limit / 10 else { return }
        for row in rows.prefix(count - limit) { self[row.id] = nil }
    }
}

extension TenantTable: Equatable {
    /// Whether both hold the same in the same order, whatever was changed since when.
    package static func == (left: TenantTable, right: TenantTable) -> Bool { left.rows == right.rows }
}

/// What a store needs of a table.
extension TenantTable {
    /// One object as it is to be kept: at its place in the order, or not any more.
    package struct Change {
        package var id: ObjectID
        package var ordinal: Int64
        /// nil for one that is gone.
        package var row: Row?
    }

    /// What has changed since this was last asked.
    package mutating func takeChanges() -> [Change] {
        defer { touched = [] }
        return touched.sorted().map { id in
            let entry = entries[id]
            return Change(id: id, ordinal: entry?.ordinal ?? 0, row: entry?.row)
        }
    }

    /// Puts in what a store has kept; that is no change.
    package mutating func restore(_ row: Row, ordinal: Int64) {
        store(Entry(ordinal: ordinal, row: row), at: row.id)
        lastOrdinal = max(lastOrdinal, ordinal)
    }
}
