import Agent
import Enrollment
import Lab
import Session
import SimulatedPhone
import Store
import SyncML
import Testing

/// What tests do in a conversation.
extension Conversation {
    /// What a person types to enrol this phone with this server.
    var order: EnrollmentOrder {
        var order = EnrollmentOrder(
            discoveryURL: lab.discoveryURL, user: Phones.user,
            credential: .password(user: Phones.user, password: "secret"))
        order.allowsInsecureHTTP = !lab.server.configuration.usesTLS
        return order
    }

    func enroll(_ tune: @Sendable (inout EnrollmentOrder) -> Void = { _ in }) async throws {
        var order = order
        tune(&order)
        try await agent.enroll(order)
    }

    /// The id by which the server knows the phone.
    var id: String { get async { await agent.phone.reportedDeviceID } }

    /// Puts commands into the phone's queue.
    /// - Returns: their numbers there.
    @discardableResult
    func queue(_ commands: [LabCommand]) async throws -> [Int] {
        let id = await id
        var numbers: [Int] = []
        for command in commands { numbers.append(try await lab.management.queue(command, for: id)) }
        return numbers
    }

    /// What the phone has answered so far.
    func entries(_ numbers: [Int]) async throws -> [LabQueueEntry] {
        let device = try await device
        return numbers.compactMap { device.entry($0) }
    }

    /// Queues commands, lets the phone have a session, and tells what became of them.
    @discardableResult
    func ask(_ commands: LabCommand...) async throws -> [LabQueueEntry] {
        let numbers = try await queue(commands)
        _ = try await agent.sync()
        return try await entries(numbers)
    }

    /// The value that the server reads from a node.
    func value(of uri: String) async throws -> String? {
        try await ask(.get(uri)).first?.results.first?.data
    }

    var device: LabDevice { get async throws { try await lab.management.device(await id) } }

    /// What the phone did that it must not, as the server sees it.
    var violations: [String] {
        get async { await details(.violation) }
    }

    /// What the server noted of one kind, in order.
    func details(_ kind: LabEvent.Kind) async -> [String] {
        await lab.management.events().filter { $0.kind == kind }.map(\.detail)
    }

    /// Changes what is wrong with the server from now on.
    func setOddities(_ oddities: LabOddities) async {
        await lab.management.setOddities(oddities)
    }
}

/// What must hold however a conversation went.
extension Conversation {
    /// The phone's PIN is the server's, and no other opens it.
    func expectPINOfServer(insteadOf old: String, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let new = try #require(try await device.passcode, sourceLocation: sourceLocation)
        #expect(new != old, sourceLocation: sourceLocation)
        #expect(try await agent.unlock(pin: old) == .wrong(remaining: nil), sourceLocation: sourceLocation)
        #expect(try await agent.unlock(pin: new) == .opened, sourceLocation: sourceLocation)
    }

    /// The next session does all that a session can.
    func expectGoodSession(sourceLocation: SourceLocation = #_sourceLocation) async throws {
        await setOddities(LabOddities())
        let entries = try await ask(.get("./DevInfo/DevId"))
        #expect(entries.first?.codes == [200], sourceLocation: sourceLocation)
        #expect(entries.first?.results.map(\.data) == [await id], sourceLocation: sourceLocation)
    }

    /// Nothing is left on the phone of what was tried, nor in its store; only random numbers have been used up.
    func expectUnchanged(since before: Phone, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let kept = try #require(try await store.load(try kind.blueprint), sourceLocation: sourceLocation)
        for phone in [await agent.phone, kept] {
            var state = phone.state
            state.random = before.state.random
            #expect(state == before.state, sourceLocation: sourceLocation)
            #expect(phone.tree == before.tree, sourceLocation: sourceLocation)
        }
    }
}
