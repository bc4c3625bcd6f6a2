import Foundation
import Notation
import SimulatedPhone
import Testing

@Suite("The Hello container")
struct HelloContainerTests {
    static let now = Instant(seconds: 1_491_350_400)
    static let tenant = "7c4f1de2-0b35-4a86-9f0e-5d2a7be0c913"

    static func withProtector(using generator: inout SeededGenerator) -> HelloContainer {
        var container = HelloContainer()
        container.addKey(named: HelloKey.azureADSignIn, now: now, using: &generator)
        container.reviewProtector(hasPIN: true, recoveryTenant: tenant, now: now, using: &generator)
        return container
    }

    @Test(
        "gets a protector only where a PIN exists, recovery is effective and it is open",
        arguments: [true, false], [true, false]
    )
    func making(hasPIN: Bool, isUnlocked: Bool) {
        for tenant in [Self.tenant, nil] {
            var generator = SeededGenerator(seed: 1)
            var container = HelloContainer(isUnlocked: isUnlocked)
            let change = container.reviewProtector(
                hasPIN: hasPIN, recoveryTenant: tenant, now: Self.now, using: &generator)
            let isMade = hasPIN && isUnlocked && tenant != nil
            #expect(change == (isMade ? .made : .none))
            #expect((container.protector != nil) == isMade)
            #expect((generator == SeededGenerator(seed: 1)) == !isMade)
        }
    }

    @Test("gets its protector at the next unlock where the policy came while it was closed")
    func nextUnlock() {
        var generator = SeededGenerator(seed: 2)
        var container = HelloContainer(isUnlocked: false)
        container.reviewProtector(hasPIN: true, recoveryTenant: Self.tenant, now: Self.now, using: &generator)
        #expect(container.protector == nil)
        container.open()
        let later = Self.now.adding(minutes: 1)
        #expect(
            container.reviewProtector(hasPIN: true, recoveryTenant: Self.tenant, now: later, using: &generator) == .made
        )
        #expect(container.protector?.createdAt == later)
        #expect(container.protector?.tenant == Self.tenant)
    }

    @Test("counts how often it was opened with the protector, and an older form that says nothing was never opened")
    func openings() throws {
        var generator = SeededGenerator(seed: 3)
        var container = Self.withProtector(using: &generator)
        container.countOpening()
        container.countOpening()
        let kept = try JSONEncoder().encode(container)
        #expect(try JSONDecoder().decode(HelloContainer.self, from: kept) == container)
        #expect(container.protector?.openings == 2)
        let older = #"{"id":"p","tenant":"T","createdAt":0}"#
        let protector = try JSONDecoder().decode(PINResetProtector.self, from: Data(older.utf8))
        #expect(protector == PINResetProtector(id: "p", tenant: "t", createdAt: .epoch) && protector.openings == 0)
    }

    @Test("keeps one and the same protector while it is closed and opened again")
    func keeping() {
        var generator = SeededGenerator(seed: 3)
        var container = Self.withProtector(using: &generator)
        let protector = container.protector
        container.close()
        for tenant in [Self.tenant, Self.tenant.uppercased()] {
            #expect(
                container.reviewProtector(hasPIN: true, recoveryTenant: tenant, now: Self.now, using: &generator)
                    == .none)
            container.open()
        }
        #expect(protector != nil)
        #expect(container.protector == protector)
    }

    @Test(
        "loses the protector when the policy is turned off or the PIN is gone, open or closed",
        arguments: [true, false], [true, false])
    func dropping(isClosed: Bool, policyOff: Bool) {
        var generator = SeededGenerator(seed: 4)
        var container = Self.withProtector(using: &generator)
        if isClosed { container.close() }
        let change = container.reviewProtector(
            hasPIN: policyOff, recoveryTenant: policyOff ? nil : Self.tenant, now: Self.now, using: &generator)
        #expect(change == .dropped)
        #expect(container.protector == nil)
        #expect(container.keys.count == 1)
    }

    @Test("drops a protector of another tenant, and makes one for the present tenant when it is open")
    func otherTenant() {
        var generator = SeededGenerator(seed: 5)
        var container = Self.withProtector(using: &generator)
        let old = container.protector
        let change = container.reviewProtector(
            hasPIN: true, recoveryTenant: "0aaa", now: Self.now, using: &generator)
        #expect(change == .made)
        #expect(container.protector?.tenant == "0aaa")
        #expect(container.protector?.id != old?.id)
        container.close()
        #expect(
            container.reviewProtector(hasPIN: true, recoveryTenant: "0bbb", now: Self.now, using: &generator)
                == .dropped)
    }

    @Test(
        "keeps its keys when a PIN is recovered and loses them when it is reset; the protector stays",
        arguments: [true, false])
    func rekey(keepingKeys: Bool) {
        var generator = SeededGenerator(seed: 6)
        var container = Self.withProtector(using: &generator)
        let before = container
        container.rekey(keepingKeys: keepingKeys)
        #expect(container.keys == (keepingKeys ? before.keys : []))
        #expect(!container.isUnlocked)
        #expect(container.protector == before.protector)
        #expect(before.protector != nil)
    }

    @Test("holds one key per id")
    func keys() {
        var container = HelloContainer()
        container.add(HelloKey(id: "1", name: "a", createdAt: Self.now))
        container.add(HelloKey(id: "2", name: "b", createdAt: Self.now))
        container.add(HelloKey(id: "1", name: "c", createdAt: Self.now))
        #expect(container.keys.map(\.name) == ["b", "c"])
    }
}
