import Foundation
import ManagementTree
import SimulatedPhone
import Store
import TestSupport
import Testing

@Suite("A phone on disk")
struct PhoneStoreTests {
    @Test("A new folder holds no phone")
    func empty() async throws {
        try await TemporaryFolder.with { path in
            let store = try PhoneStore(StateFolder(path))
            #expect(try await store.profile() == nil)
            #expect(try await store.load(RandomPhone.blueprint()) == nil)
        }
    }

    @Test("What was kept comes back equal, whatever is in it", arguments: Array(1...40) as [UInt64])
    func roundTrip(_ seed: UInt64) async throws {
        let phone = try RandomPhone.make(seed: seed)
        try await TemporaryFolder.with { path in
            try await PhoneStore(StateFolder(path)).save(phone)
            let store = try PhoneStore(StateFolder(path))
            let profile = try #require(try await store.profile())
            #expect(profile == phone.profile, "seed \(seed)")
            let loaded = try #require(try await store.load(RandomPhone.blueprint(profile)))
            #expect(loaded.tree.storedNodes == phone.tree.storedNodes, "seed \(seed)")
            #expect(loaded == phone, "seed \(seed)")
            // Equality of texts is Unicode's; what was kept must be the same to the byte.
            #expect(Self.bytes(loaded) == Self.bytes(phone), "seed \(seed)")
            #expect(loaded.state == phone.state, "seed \(seed)")
        }
    }

    static func bytes(_ phone: Phone) -> [[UInt8]] {
        phone.tree.storedNodes.map { node in
            let names: [UInt8] = node.names.flatMap { Array($0.text.utf8) + [0xFF] }
            let content: [UInt8] =
                switch node.value?.content {
                case .text(let text): [1] + Array(text.utf8)
                case .bytes(let bytes): [2] + bytes
                case nil: []
                }
            let type: [UInt8] = Array((node.value?.type ?? "-").utf8)
            return names + content + type
        }
    }

    @Test("The last of many phones in one folder is the one that is kept", arguments: [100, 200] as [UInt64])
    func overwritten(_ seed: UInt64) async throws {
        try await TemporaryFolder.with { path in
            let store = try PhoneStore(StateFolder(path))
            for offset in 0..<10 {
                let phone = try RandomPhone.make(seed: seed + UInt64(offset))
                try await store.save(phone)
                let loaded = try #require(try await store.load(phone.blueprint))
                #expect(
                    loaded == phone, "seed \(seed + UInt64(offset)): parts \(loaded.differences(from: phone).rawValue)")
            }
        }
    }

    @Test("A text that differs only in how its letters are composed is written")
    func composition() async throws {
        let fresh = Phone(fresh: try RandomPhone.blueprint(), seed: 1, now: RandomPhone.now)
        try await TemporaryFolder.with { path in
            let store = try PhoneStore(StateFolder(path))
            for text in ["\u{E9}", "e\u{301}", "e\u{301}\u{0}x", ""] {
                let node = StoredNode(scope: .device, names: ["Text"], value: .chr(text), ordinal: 1)
                try await store.save(Phone(fresh.state, tree: Tree(restoring: [node]), blueprint: fresh.blueprint))
                let kept = try await store.load(fresh.blueprint)?.tree.node(at: ["Text"], in: .device)?.value?.text
                #expect(kept.map { Array($0.utf8) } == Array(text.utf8))
            }
        }
    }

    @Test("A name that looks like a scope prefix stays a name")
    func prefixNames() async throws {
        let nodes = ["Device", "user", "DEVICE"].enumerated().map { index, name in
            StoredNode(
                scope: index == 0 ? .device : .user, names: [NodeName(name), "x"], value: .int(index),
                ordinal: UInt64(index + 10))
        }
        let fresh = Phone(fresh: try RandomPhone.blueprint(), seed: 1, now: RandomPhone.now)
        let phone = Phone(fresh.state, tree: Tree(restoring: nodes), blueprint: fresh.blueprint)
        try await TemporaryFolder.with { path in
            let store = try PhoneStore(StateFolder(path))
            try await store.save(phone)
            let loaded = try #require(try await store.load(phone.blueprint))
            #expect(loaded.tree.storedNodes == phone.tree.storedNodes)
            #expect(loaded.tree == phone.tree)
            #expect(loaded == phone)
        }
    }

    @Test("The longest name and the deepest address come back")
    func limits() async throws {
        let long = NodeName(String(repeating: "ü", count: NodeURI.maximumNameBytes / 2))
        let deep = [NodeName](repeating: "a/b", count: NodeURI.maximumDepth - 1)
        var tree = Tree()
        tree.set(.chr("end"), at: ["a/b"] + deep, in: .device)
        tree.set(.chr("end"), at: [long, long], in: .user)
        let fresh = Phone(fresh: try RandomPhone.blueprint(), seed: 1, now: RandomPhone.now)
        let phone = Phone(fresh.state, tree: tree, blueprint: fresh.blueprint)
        try await TemporaryFolder.with { path in
            let store = try PhoneStore(StateFolder(path))
            try await store.save(phone)
            #expect(try await store.load(phone.blueprint) == phone)
        }
    }

    @Test("A store keeps its folder from others for as long as it lives")
    func locked() async throws {
        try await TemporaryFolder.with { path in
            let store = try PhoneStore(StateFolder(path))
            let error = #expect(throws: StoreError.self) { try StateFolder(path) }
            #expect(error?.code == .inUse)
            _ = try await store.profile()
        }
    }
}
