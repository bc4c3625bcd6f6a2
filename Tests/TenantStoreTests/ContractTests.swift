import Administration
import Notation
import TenantStore
import TestSupport
import Testing

@Suite("Every store of tenants")
struct ContractTests {
    enum Kind: CaseIterable, Sendable {
        case memory, database
    }

    /// A store of a kind, as long as `work` runs.
    private static func with(_ kind: Kind, _ work: (any AdministrationStore) async throws -> Void) async throws {
        switch kind {
        case .memory: try await work(MemoryStore())
        case .database: try await TemporaryFolder.with { try await work(TenantDatabase(folder: $0)) }
        }
    }

    @Test("keeps what rules have made of a tenant", arguments: Kind.allCases)
    func kept(kind: Kind) async throws {
        try await Self.with(kind) { store in
            try await store.add(FilledTenant.empty())
            try await store.change(FilledTenant.id) { tenant throws(AdministrationError) in
                try FilledTenant.fill(&tenant)
            }
            let tenant = try #require(await store.tenant(FilledTenant.id))
            #expect(tenant.users.count == 1)
            #expect(tenant.passcodes.rows.map(\.value) == ["471123"])
            #expect(await store.tenantIDs == [FilledTenant.id])
        }
    }

    @Test("keeps nothing of a change that fails", arguments: Kind.allCases)
    func failed(kind: Kind) async throws {
        try await Self.with(kind) { store in
            try await store.add(FilledTenant.empty())
            let before = await store.tenant(FilledTenant.id)
            await #expect(throws: AdministrationError(.notSupported, "")) {
                try await store.change(FilledTenant.id) { tenant throws(AdministrationError) in
                    try FilledTenant.fill(&tenant)
                    throw AdministrationError(.notSupported, "in the end")
                }
            }
            #expect(await store.tenant(FilledTenant.id) == before)
        }
    }

    @Test("knows no tenant twice, and none that was not added", arguments: Kind.allCases)
    func unknown(kind: Kind) async throws {
        try await Self.with(kind) { store in
            try await store.add(FilledTenant.empty())
            await #expect(throws: AdministrationError(.conflict, "")) { try await store.add(FilledTenant.empty()) }
            await #expect(throws: AdministrationError(.notFound, "")) {
                try await store.change("other") { _ throws(AdministrationError) in }
            }
            #expect(await store.tenant("other") == nil)
        }
    }

    @Test("keeps tenants apart, in the order in which they came", arguments: Kind.allCases)
    func apart(kind: Kind) async throws {
        try await Self.with(kind) { store in
            for id in ["t2", FilledTenant.id, "t1"] { try await store.add(FilledTenant.empty(id)) }
            try await store.change(FilledTenant.id) { tenant throws(AdministrationError) in
                try FilledTenant.fill(&tenant)
            }
            #expect(await store.tenantIDs == ["t2", FilledTenant.id, "t1"])
            #expect(await store.tenant("t1") == FilledTenant.empty("t1"))
        }
    }

    @Test(
        "S10: takes passcodes away when seven days are over, and not before", arguments: Kind.allCases,
        [(7 * 86_400 - 1, 1), (7 * 86_400, 0)] as [(Int64, Int)])
    func expired(kind: Kind, row: (seconds: Int64, left: Int)) async throws {
        try await Self.with(kind) { store in
            try await store.add(FilledTenant.empty())
            try await store.change(FilledTenant.id) { tenant throws(AdministrationError) in
                try FilledTenant.fill(&tenant)
            }
            try await store.expirePasscodes(at: FilledTenant.start.adding(seconds: row.seconds))
            #expect(await store.tenant(FilledTenant.id)?.passcodes.count == row.left)
        }
    }

    @Test("takes changes from many tasks at once and loses none", arguments: Kind.allCases)
    func many(kind: Kind) async throws {
        try await Self.with(kind) { store in
            try await store.add(FilledTenant.empty())
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                for number in 0..<200 {
                    tasks.addTask {
                        try await store.change(FilledTenant.id) { tenant throws(AdministrationError) in
                            try tenant.add(
                                DirectoryUser(
                                    id: ObjectID("u\(number)"), displayName: "x", userPrincipalName: "\(number)@x"))
                        }
                    }
                }
                try await tasks.waitForAll()
            }
            #expect(await store.tenant(FilledTenant.id)?.users.count == 200)
        }
    }

    @Test("keeps what somebody has changed who was told to stop", arguments: Kind.allCases)
    func cancelled(kind: Kind) async throws {
        try await Self.with(kind) { store in
            try await store.add(FilledTenant.empty())
            let changing = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                try await store.change(FilledTenant.id) { tenant throws(AdministrationError) in
                    try FilledTenant.fill(&tenant)
                }
            }
            try await changing.value
            #expect(await store.tenant(FilledTenant.id)?.passcodes.count == 1)
        }
    }
}
