/// All that the API can do, each operation once.
package enum GraphRoutes {
    /// What counts stands before what takes ids, for `/users/$count` would be the user `$count` as well.
    package static let all: [GraphOperation] = rows.compactMap(\.counting) + rows

    private static let rows = [
        devices, deviceRecords, configurations, groups, people, roles, applications, rehearsal,
    ].flatMap { $0 }
}
