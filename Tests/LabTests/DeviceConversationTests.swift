import Advice
import Conversations
import Foundation
import Lab
import Notation
import Synchronization
import SyncML
import Testing
import Wire

/// What a person sees in the portal of what phones and the lab said to each other.
@Suite("The lab remembers the conversations of its phones, within bounds")
struct DeviceConversationTests {
    /// Counts who looks at a clock.
    private final class Looks: Sendable {
        private let count = Mutex<Int64>(0)

        func next() -> Int64 {
            count.withLock { count in
                count += 1
                return count
            }
        }
    }

    /// A phone that sends octets, as over a socket.
    private struct Talk {
        let lab: LabManagement
        let time = ManualTime(1_500_000_000)
        private let looks = Looks()
        var phone: TestPhone

        init(_ id: String = "PHONE-1", _ change: (inout LabBounds) -> Void = { _ in }) async throws {
            var settings = LabManagementSettings()
            change(&settings.bounds)
            lab = LabManagement(
                settings: settings,
                // Somebody looks at the clock before an answer and after it, and each look takes a while.
                sources: LabSources(
                    now: { [time] in time.seconds }, octets: LabSources.counting().octets,
                    milliseconds: { [looks] in 7 * looks.next() }))
            phone = TestPhone(id: id)
            try await lab.enroll(LabDevice(id: id))
        }

        @discardableResult
        func say(_ message: Message) async throws -> Message? {
            let answer = await lab.answer(
                LabManagementRequest(
                    body: MessageWriter().write(message), mediaType: MessageForm.xml.mediaType,
                    address: TestPhone.server,
                    headers: ["Authorization": "Bearer of-the-user"]))
            return answer.status == 200 ? try MessageReader().read(answer.body).message : nil
        }

        /// A session of two exchanges.
        mutating func talk() async throws {
            let asked = try #require(try await say(phone.packageOne()))
            try await say(phone.answer(asked))
            let (id, session) = (phone.id, (Int(phone.session) ?? 0) + 1)
            phone = TestPhone(id: id)
            phone.session = String(session)
        }

        func ask<Value: Decodable>(
            _ part: ConversationQuestion.Part, _ query: [String: String] = [:],
            by interpreter: StatusInterpreter? = nil, as type: Value.Type = Value.self
        ) async throws -> Value {
            let log = try #require(await lab.conversation(of: phone.id))
            let question = ConversationQuestion(part, query: query, interpreter: interpreter)
            guard case .json(let value) = try question.answer(from: log) else {
                throw CocoaError(.fileReadUnknown)
            }
            return try JSONDecoder().decode(type, from: try JSONEncoder().encode(value))
        }

        func page(_ query: [String: String] = [:]) async throws -> ConversationPage { try await ask(.page, query) }
    }

    @Test("Each message is a line of its session; a command has the status that the phone told for it")
    func lines() async throws {
        var wire = try await Talk()
        try await wire.lab.queue(.get("./A", "./B"), for: wire.phone.id)
        try await wire.lab.queue(.exec("./C"), for: wire.phone.id)
        let asked = try #require(try await wire.say(wire.phone.packageOne()))
        let before = try await wire.page()
        #expect(before.messages.map(\.worstStatus) == [nil, 200] && before.sessions.first?.ended == nil)
        try await wire.say(
            wire.phone.answer(asked) { command in
                if case .access(let access) = command, access.verb == .get { 404 } else { 500 }
            })
        let page = try await wire.page()
        #expect(
            page.messages.sorted { $0.number < $1.number }.map(\.sender) == ["device", "server", "device", "server"])
        #expect(page.sessions.map(\.outcome) == ["completed"] && page.messages.allSatisfy { $0.session == 1 })
        let opened: ConversationMessage = try await wire.ask(.message, ["number": "2"])
        let rows = opened.commands.filter { !["Status", "Alert"].contains($0.name) }
        #expect(rows.map(\.address) == ["./A", "./B", "./C"] && rows.map(\.status) == [404, 404, 500])
        #expect(opened.line.worstStatus == 500)
        // Who looked before is told of it.
        #expect(try await wire.page(["after": "\(before.revision)"]).messages.map(\.number).contains(2))
        #expect(try await wire.page(["status": "500"]).messages.map(\.number).sorted() == [2, 3])
    }

    @Test("An answer has the time that it took, and a request has none")
    func durations() async throws {
        var wire = try await Talk()
        try await wire.talk()
        let messages = try await wire.page().messages.sorted { $0.number < $1.number }
        #expect(messages.map(\.milliseconds) == [nil, 7, nil, 7])
    }

    @Test("Of several items each has the status that names it")
    func items() async throws {
        var wire = try await Talk()
        try await wire.lab.queue(.get("./A", "./B"), for: wire.phone.id)
        let asked = try #require(try await wire.say(wire.phone.packageOne()))
        let get = try #require(asked.commands.last { if case .access = $0 { true } else { false } }?.id)
        let statuses = [("./A", 200), ("./B", 404)].enumerated().map { index, told in
            Command.status(
                Status(
                    id: "\(index + 2)", messageRef: "1", commandRef: get, command: "Get", targetRefs: [told.0],
                    code: StatusCode(rawValue: UInt16(told.1))))
        }
        let header = Command.status(Status(id: "1", messageRef: "1", commandRef: "0", command: "SyncHdr", code: 200))
        try await wire.say(wire.phone.message([header] + statuses))
        let opened: ConversationMessage = try await wire.ask(.message, ["number": "2"])
        #expect(opened.commands.filter { $0.name == "Get" }.map(\.status) == [200, 404])
    }

    @Test("What is not plain success is told with what its status means, and with no reason: that stays on the phone")
    func meanings() async throws {
        var wire = try await Talk()
        try await wire.lab.queue(.get("./DevDetail/SwVV"), for: wire.phone.id)
        try await wire.lab.queue(.exec("./C"), for: wire.phone.id)
        let asked = try #require(try await wire.say(wire.phone.packageOne()))
        try await wire.say(
            wire.phone.answer(asked) { command in
                if case .access(let access) = command, access.verb == .get { 404 } else { 200 }
            })
        let interpreter = StatusInterpreter(tenant: "7c4f1de2-0b35-4a86-9f0e-5d2a7be0c913")
        let opened: ConversationMessage = try await wire.ask(.message, ["number": "2"], by: interpreter)
        let rows = opened.commands.filter { ["Get", "Exec"].contains($0.name) }
        #expect(rows.map(\.status) == [404, 200] && rows.allSatisfy { $0.reason == nil })
        #expect(rows.first?.meaning?.joined().contains("Probably meant is ./DevDetail/SwV (") == true)
        #expect(rows.last?.meaning == nil)
        // Of the phone's message nothing is told again, and to who asks for no meaning none is told.
        let answer: ConversationMessage = try await wire.ask(.message, ["number": "3"], by: interpreter)
        #expect(answer.commands.allSatisfy { $0.meaning == nil })
        let plain: ConversationMessage = try await wire.ask(.message, ["number": "2"])
        #expect(plain.commands.allSatisfy { $0.meaning == nil })
    }

    @Test("Of many nodes in a message some are looked up, and each status is told")
    func many() async throws {
        var wire = try await Talk()
        for number in 1...150 {
            try await wire.lab.queue(.get("./Vendor/MSFT/DMClient/Provider/P\(number)"), for: wire.phone.id)
        }
        let asked = try #require(try await wire.say(wire.phone.packageOne()))
        try await wire.say(wire.phone.answer(asked) { _ in 404 })
        let interpreter = StatusInterpreter(tenant: "7c4f1de2-0b35-4a86-9f0e-5d2a7be0c913")
        let opened: ConversationMessage = try await wire.ask(.message, ["number": "2"], by: interpreter)
        let rows = opened.commands.filter { $0.name == "Get" }
        #expect(!rows.isEmpty && rows.allSatisfy { ($0.meaning?.count ?? 0) > 1 })
        #expect(rows.first?.meaning?.joined().contains("Get gets it where the node is not there") == true)
    }

    @Test("A refusal is told with its reason, and secrets only to who asks")
    func refusals() async throws {
        var wire = try await Talk()
        _ = wire.phone.packageOne()
        // A second message of a session that never began.
        try await wire.say(wire.phone.message([]))
        let line = try #require(try await wire.page().messages.last)
        #expect(line.httpStatus == 400 && line.failure?.contains("belongs to no session") == true)
        let masked: ConversationMessage = try await wire.ask(.message, ["number": "1"])
        #expect(masked.isMasked && !masked.head.joined().contains("of-the-user"))
        let whole: ConversationMessage = try await wire.ask(.message, ["number": "1", "secrets": "true"])
        #expect(whole.head.contains("Authorization: Bearer of-the-user"))
    }

    @Test("Nothing is remembered of who never enrolled")
    func strangers() async throws {
        let wire = try await Talk()
        var stranger = TestPhone(id: "STRANGER")
        try await wire.say(stranger.packageOne())
        #expect(await wire.lab.conversation(of: "STRANGER") == nil)
    }

    @Test("Whoever has not the phone's certificate says nothing in its conversation; the events tell of it")
    func otherCertificate() async throws {
        let lab = LabManagement(sources: .counting())
        var device = LabDevice(id: "PHONE-1")
        device.thumbprint = "AA"
        try await lab.enroll(device)
        for (thumbprint, status) in [("BB", 403), ("AA", 200)] {
            var phone = TestPhone(id: "PHONE-1")
            let answer = await lab.answer(
                LabManagementRequest(
                    body: MessageWriter().write(phone.packageOne()), mediaType: MessageForm.xml.mediaType,
                    address: TestPhone.server, isSecure: true, thumbprint: thumbprint))
            #expect(answer.status == status)
            let log = await lab.conversation(of: "PHONE-1")
            #expect((log == nil) == (status == 403))
        }
        #expect(await lab.events().count { $0.kind == .requestRefused } == 1)
    }

    @Test("Of a phone the last messages are remembered")
    func messages() async throws {
        var wire = try await Talk { $0.phoneMessages = 10 }
        for _ in 1...20 { try await wire.talk() }
        let page = try await wire.page()
        #expect(page.messages.count <= 10 && page.messages.map(\.number).max() == 80)
        #expect(page.oldest > 60 && page.sessions.last?.id == "20")
    }

    @Test("Of many phones those go first that have been silent longest")
    func phones() async throws {
        // Each message counts for a kilobyte more than its octets.
        let wire = try await Talk { bounds in
            bounds.phoneOctets = 20 << 10
            bounds.messageOctets = 100 << 10
        }
        for number in 1...40 {
            let id = "PHONE-\(number + 1)"
            try await wire.lab.enroll(LabDevice(id: id))
            var other = TestPhone(id: id)
            try await wire.say(other.packageOne())
            var first = TestPhone(id: "PHONE-1")
            first.session = "\(number)"
            try await wire.say(first.packageOne())
        }
        #expect(await wire.lab.conversation(of: "PHONE-1") != nil)
        #expect(await wire.lab.conversation(of: "PHONE-41") != nil)
        #expect(await wire.lab.conversation(of: "PHONE-2") == nil)
    }

    @Test("What was said is forgotten after as many days as a passcode is")
    func age() async throws {
        var wire = try await Talk()
        try await wire.talk()
        wire.time.add(6 * 86_400)
        try await wire.talk()
        _ = try await wire.lab.expirePasscodes()
        #expect(try await wire.page().messages.count == 8)
        wire.time.add(2 * 86_400)
        _ = try await wire.lab.expirePasscodes()
        #expect(try await wire.page().messages.count == 4)
        wire.time.add(7 * 86_400)
        _ = try await wire.lab.expirePasscodes()
        #expect(await wire.lab.conversation(of: wire.phone.id) == nil)
    }
}
