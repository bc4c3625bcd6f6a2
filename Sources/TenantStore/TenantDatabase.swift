package import Administration
import Foundation
import GRDB
package import Logging
package import Notation
import Wire

/// The database of a state folder: `tenants.sqlite`, with all that administrators manage.
///
/// The tenants are held as values too; a change is made on a copy, what has changed is written in one transaction, and only
/// then the copy takes the other's place. It writes on a queue of its own: who waits for it is suspended.
package actor TenantDatabase: AdministrationStore {
    let connection: DatabaseQueue
    let passcodes: PasscodeRows
    let logger: Logger
    private let executor = QueueExecutor(label: "understudy.tenants")
    private var order: [ObjectID]
    private var tenants: [ObjectID: Tenant]
    /// Whether the log still has what was to be gone, because it could not be emptied.
    private var isLogToBeEmptied = false

    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Opens the database of a folder, or makes an empty one. Folder and files are their owner's only.
    /// - Parameters:
    ///   - keyFile: where the key to the passcodes is, which is made where none is needed yet; in the folder if nil. Who
    ///     wants the database to be of no use without it names another place.
    ///   - now: passcodes whose time is over by then are not opened any more.
    /// - Throws: `TenantStoreError`, also where another process uses the folder.
    package init(
        folder: String, keyFile: String? = nil, now: Instant = Instant(seconds: Int64(Date().timeIntervalSince1970)),
        logger: Logger = Logger(label: "understudy.tenants")
    ) throws(TenantStoreError) {
        self.logger = logger
        do {
            _ = try PrivateFolder(folder)
            connection = try Self.open("\(folder)/tenants.sqlite")
            let isAnySealed = try connection.write { database in
                try PasscodeRows.expire(at: now, in: database)
                return try PasscodeRows.isAnySealed(in: database)
            }
            passcodes = PasscodeRows(
                key: try PasscodeKey(file: keyFile ?? "\(folder)/passcodes.key", mayMake: !isAnySealed))
            let kept = try connection.read { [passcodes] database in
                try TenantReading.tenants(database, passcodes)
            }
            order = kept.map(\.id)
            tenants = Dictionary(kept.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
            // A process that was killed may have left behind what was to be gone.
            try connection.emptyLog()
        } catch {
            throw TenantStoreError(folder: folder, error)
        }
    }

    private static func open(_ path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.prepareDatabase { database in
            // The lock is held while the process lives, so a second one cannot come in. What is deleted is overwritten.
            try database.execute(
                sql: """
                    PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
                    PRAGMA secure_delete = ON
                    """)
        }
        // Before SQLite writes anything: it gives the files beside the database the same mode.
        close(try PrivateFile.open(path))
        for suffix in ["-wal", "-shm", "-journal"] { try PrivateFile.tighten(path + suffix) }
        let connection = try DatabaseQueue(path: path, configuration: configuration)
        guard try !connection.read(TenantSchema.migrator.hasBeenSuperseded) else {
            throw SupersededError()
        }
        try TenantSchema.migrator.migrate(connection)
        return connection
    }

    package var tenantIDs: [ObjectID] { order }

    package func tenant(_ id: ObjectID) -> Tenant? { tenants[id] }

    package func add(_ tenant: Tenant) throws(AdministrationError) {
        guard tenants[tenant.id] == nil else { throw .known(tenant: tenant.id) }
        var tenant = tenant
        try write(&tenant, in: order.count + 1)
        order.append(tenant.id)
        tenants[tenant.id] = tenant
        emptyLog()
    }

    package func change<Value: Sendable>(
        _ id: ObjectID, _ body: @Sendable (inout Tenant) throws(AdministrationError) -> Value
    ) throws(AdministrationError) -> Value {
        guard let old = tenants[id], let place = order.firstIndex(of: id) else { throw .unknown(tenant: id) }
        var tenant = old
        let value = try body(&tenant)
        try write(&tenant, instead: old, in: place + 1)
        tenants[id] = tenant
        emptyLog()
        return value
    }

    /// Writes what has changed.
    /// - Parameters:
    ///   - old: the tenant as it is on disk; nil for one that is not.
    ///   - place: the tenant's among all, from 1.
    private func write(
        _ tenant: inout Tenant, instead old: Tenant? = nil, in place: Int
    ) throws(AdministrationError) {
        do {
            var changes = TenantChanges(of: tenant.id)
            try tenant.visitTables(&changes)
            let passcodeChanges = tenant.passcodes.takeChanges()
            let organization = old?.organization == tenant.organization ? nil : tenant.organization
            guard organization != nil || !changes.rows.isEmpty || !passcodeChanges.isEmpty else { return }
            try connection.write { [passcodes, changes] database in
                if let organization { try TenantRow.write(organization, place, to: database) }
                try changes.write(to: database)
                try passcodes.write(passcodeChanges, of: changes.tenant, to: database)
            }
            // The log has pages as they were before; a passcode that goes must not stay there.
            if passcodeChanges.contains(where: { $0.row == nil }) { isLogToBeEmptied = true }
        } catch {
            throw notWritten(error)
        }
    }

    /// What a client is told, who is not to read what SQLite says; the log has that.
    func notWritten(_ error: any Error) -> AdministrationError {
        logger.error("The lab's state cannot be written", metadata: ["reason": "\(error)"])
        return AdministrationError(
            .notKept, "The lab's state could not be written, and nothing was changed: its log says why.")
    }

    /// Empties the log where it has what was to be gone. What was changed is kept by then; so where this fails it is tried
    /// again with each change, and at the next start.
    private func emptyLog() {
        guard isLogToBeEmptied else { return }
        do {
            try connection.emptyLog()
            isLogToBeEmptied = false
        } catch {
            logger.error(
                "What was taken out of the lab's state still stands in its log, which cannot be emptied",
                metadata: ["reason": "\(error)"])
        }
    }
}

extension DatabaseQueue {
    /// Brings everything into the database's file and cuts the log to nothing.
    fileprivate func emptyLog() throws {
        let isBusy = try writeWithoutTransaction { database in
            try Bool.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
        guard isBusy == false else { throw DatabaseError(message: "the log cannot be emptied") }
    }
}
