package import SimulatedPhone

/// One phone on disk, written in one transaction each time.
package struct PhoneStore: Sendable {
    private let database: PhoneDatabase
    private let number: Int64

    /// Opens a folder for one phone, or makes an empty one.
    /// - Throws: `StoreError`, also where another process uses the folder.
    package init(_ folder: StateFolder) throws(StoreError) {
        self.init(try PhoneDatabase(folder), 1)
    }

    init(_ database: PhoneDatabase, _ number: Int64) {
        self.database = database
        self.number = number
    }

    /// The profile of the phone that is kept; nil where there is none.
    package func profile() async throws(StoreError) -> PhoneProfile? { try await database.profile(of: number) }

    /// The phone that is kept; nil where there is none.
    package func load(_ blueprint: Blueprint) async throws(StoreError) -> Phone? {
        try await database.load(number, blueprint)
    }

    /// Keeps a phone: all of it or, where anything fails, nothing. Who is told to stop meanwhile has kept it all the same.
    package func save(_ phone: Phone) async throws(StoreError) { try await database.save(phone, as: number) }
}
