import Lab
import SyncML
import Testing

/// What phones can make the lab hold has an end.
@Suite("What the lab keeps is bounded")
struct BoundsTests {
    private func settings(_ change: (inout LabBounds) -> Void) -> LabManagementSettings {
        var settings = LabManagementSettings()
        change(&settings.bounds)
        return settings
    }

    @Test("Of the events the last are remembered, with the numbers that they had")
    func journal() async {
        let lab = LabManagement(
            settings: settings { bounds in
                bounds.events = 3
                bounds.detail = 4
            }, sources: .counting())
        for count in 1...20 { await lab.record(.probed, "event \(count)") }
        #expect(await lab.events().map(\.number) == [18, 19, 20])
        #expect(await lab.events(after: 19).map(\.number) == [20])
        #expect(await lab.events(after: .max).isEmpty)
        #expect(await lab.events(after: .min).count == 3)
        #expect(await lab.events().allSatisfy { $0.detail == "even…" })
    }

    /// What strangers send that is refused, where SCEP gives certificates and where it gives none.
    static let refusals: [(String, Bool)] = [
        ("/scep?operation=PKIOperation", true), ("/scep?operation=PKIOperation", false),
        (LabEnrollment.Path.management, true), (LabEnrollment.Path.discovery, true),
        (LabEnrollment.Path.policy, true), (LabEnrollment.Path.enrollment, true),
    ]

    @Test("Of a stranger's refused requests so many are told in a minute, and no more", arguments: refusals)
    func refused(path: String, takesAnybody: Bool) async throws {
        let time = ManualTime(1_600_000_000)
        var configuration = TestServer.plain()
        configuration.takesAnybody = takesAnybody
        let sources = LabSources(now: { time.seconds }, octets: LabSources.system.octets)
        try await LabServer.withServer(
            configuration, authority: try TestServer.authority.get(), sources: sources, logger: .quiet
        ) { lab in
            let client = RawClient(port: lab.port)
            for minute in 1...2 {
                for _ in 0...AttemptBrake.most {
                    let answer = try await client.post(path, Array("x".utf8), type: "application/soap+xml")
                    #expect(answer.status != 200, "\(answer.text)")
                }
                let told = await lab.management.events().count {
                    $0.kind == .requestRefused || $0.kind == .enrollmentRefused
                }
                #expect(told == minute * AttemptBrake.most)
                time.add(AttemptBrake.window)
            }
        }
    }

    @Test("So many commands wait for a phone, and no more")
    func waiting() async throws {
        let lab = LabManagement(settings: settings { $0.waiting = 2 }, sources: .counting())
        try await lab.enroll(LabDevice(id: "PHONE1"))
        try await lab.queue(.get("./A"), for: "PHONE1")
        try await lab.queue(.get("./B"), for: "PHONE1")
        await #expect(throws: LabError(.queueFull, "")) { try await lab.queue(.get("./C"), for: "PHONE1") }
    }

    @Test("The oldest commands that are done are forgotten; the others keep their numbers")
    func commands() async throws {
        var talk = try await Conversation(settings { $0.commands = 2 })
        for number in 1...4 {
            talk.phone = TestPhone()
            talk.phone.session = String(number)
            try await talk.queue(.get("./\(number)"))
            let asked = try await talk.send(talk.phone.packageOne())
            _ = try await talk.send(talk.phone.answer(asked.message))
        }
        #expect(try await talk.device.queue.map(\.number) == [3, 4])
        #expect(try await talk.entry(4).codes == [200])
        await #expect(throws: LabError(.unknownCommand, "")) { try await talk.entry(2) }
    }

    @Test("A phone that never enrolled is forgotten for the next one, with its session")
    func strangers() async throws {
        let lab = LabManagement(settings: settings { $0.strangers = 2 }, sources: .counting())
        try await lab.enroll(LabDevice(id: "KNOWN"))
        for id in ["A", "B", "C"] {
            var phone = TestPhone(id: id)
            _ = await lab.reply(to: phone.packageOne(), address: TestPhone.server)
        }
        #expect(await lab.devices.map(\.id) == ["B", "C", "KNOWN"])
    }

    @Test("A Source longer than any name is refused before anything is kept")
    func longSource() async {
        let lab = LabManagement(settings: settings { $0.name = 8 }, sources: .counting())
        var phone = TestPhone(id: "PHONE-123")
        let body = MessageWriter().write(phone.packageOne())
        let answer = await lab.answer(LabManagementRequest(body: body, address: TestPhone.server))
        #expect(answer.status == 400)
        #expect(await lab.devices.isEmpty)
        #expect(await lab.events().map(\.device) == ["PHONE-12…"])
    }

    @Test("Results beyond the room that all phones share are answered with 413 and not kept")
    func results() async throws {
        var talk = try await Conversation(settings { $0.results = 2000 })
        try await talk.queue(.get("./A"))
        let asked = try await talk.send(talk.phone.packageOne())
        let items = ["small", String(repeating: "x", count: 3000)].map { Item(source: "./A", data: .text($0)) }
        let results = Results(id: "9", messageRef: "1", commandRef: "4", items: items)
        let reply = try await talk.send(talk.phone.answer(asked.message, results: [results]))
        #expect(try await talk.entry(1).results.map(\.data) == ["small"])
        #expect(reply.codes(of: "Results") == [413])
    }

    @Test("A value in pieces that grows beyond what it announced is refused to its last piece")
    func pieces() async throws {
        var talk = try await Conversation()
        try await talk.queue(.get("./A"))
        let asked = try await talk.send(talk.phone.packageOne())
        var codes: [[UInt16]] = []
        var last = asked.message
        for (number, text) in ["12345", "6789", "0"].enumerated() {
            let size = number == 0 ? [MetaField(.size, "6")] : []
            let item = Item(
                source: "./A", meta: Meta(others: size), data: .text(text), hasMoreData: number < 2)
            let results = Results(id: "9", messageRef: "1", commandRef: "4", items: [item])
            let reply = try await talk.send(talk.phone.answer(last, results: [results]))
            codes.append(reply.codes(of: "Results"))
            last = reply.message
        }
        #expect(codes == [[213], [413], [413]])
        #expect(try await talk.entry(1).results.isEmpty)
    }

    @Test("A session ends after so many messages")
    func messages() async throws {
        var settings = settings { $0.messages = 3 }
        settings.oddities = LabOddities([.endless])
        var talk = try await Conversation(settings)
        var last = try await talk.send(talk.phone.packageOne()).message
        for _ in 2...3 { last = try await talk.send(talk.phone.answer(last)).message }
        let fourth = talk.phone.answer(last)
        #expect(await talk.management.reply(to: fourth, address: TestPhone.server) == nil)
    }

    @Test("What a phone says of itself is kept as far as it can be meant")
    func properties() async throws {
        let bounds = settings { bounds in
            bounds.properties = 2
            bounds.property = 3
        }
        let lab = LabManagement(settings: bounds, sources: .counting())
        let items = (1...4).map { Item(source: "./DevInfo/P\($0)", data: .text("long value")) }
        var phone = TestPhone(id: "PHONE1")
        var message = phone.packageOne()
        message.commands = [.access(AccessCommand(.replace, id: "1", items: items))]
        _ = await lab.reply(to: message, address: TestPhone.server)
        let device = try await lab.device("PHONE1")
        #expect(device.properties == ["P1": "lon…", "P2": "lon…"])
    }
}
