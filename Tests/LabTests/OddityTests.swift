import Lab
import SyncML
import Testing
import XML

/// Each oddity alone.
@Suite("Oddities")
struct OddityTests {
    @Test("Every form of a name is read, and written again the same")
    func names() throws {
        let names =
            LabOddities.Switch.allCases.map(\.rawValue) + [
                "slow=500", "message=3", "fault=discovery:Authentication", "cut=enrollment:120",
                "fault=enrollment:Authorization/DeviceCapReached", "status=management:503",
                "certificate=other-key", "document=zero-poll",
            ]
        let oddities = try LabOddities(names: names)
        #expect(Set(oddities.names) == Set(names))
        #expect(try LabOddities(names: oddities.names) == oddities)
        #expect(oddities.faults[.enrollment]?.errorType == "DeviceCapReached")
    }

    @Test("Who asks what there is is told which exchanges can be cut, refused and given a fault")
    func exchanges() {
        let forms = LabOddities.forms
        let all = "probe|discovery|policy|enrollment|management"
        let fault = "fault=discovery|policy|enrollment:SUBCODE[/ERRORTYPE]"
        for form in ["cut=\(all):BYTES", "status=\(all):CODE", fault] {
            #expect(forms.contains(form), "\(form) in \(forms)")
        }
    }

    @Test(
        "What is no oddity is refused",
        arguments: [
            "odd", "slow", "slow=-1", "slow=x", "cut=5", "cut=nowhere:5", "cut=policy:-5", "status=policy:99",
            "fault=management:X", "fault=policy:", "message=0", "certificate=x", "document=",
        ])
    func noNames(_ name: String) {
        #expect(throws: LabError(.unknownOddity, "")) { try LabOddities(names: [name]) }
    }

    @Test("With once a failure happens to one answer only")
    func once() {
        var oddities = LabOddities([.once, .chunked], delay: 5, cuts: [.policy: 7])
        let first = oddities.takePlan(for: .policy)
        #expect(first.cutAfter == 7 && first.delay == 5 && first.isChunked)
        #expect(oddities.takePlan(for: .policy) == LabWirePlan())
        var faults = LabOddities([.once], faults: [.policy: LabFault("Authentication")])
        #expect(faults.takeFault(for: .policy) == LabFault("Authentication"))
        #expect(faults.takeFault(for: .policy) == nil)
    }

    @Test("A failure of one message leaves the others of the session alone")
    func oneMessage() {
        var oddities = LabOddities(cuts: [.management: 7], onlyMessage: 2)
        #expect(oddities.takePlan(for: .management, message: 1) == LabWirePlan())
        #expect(oddities.takePlan(for: .management, message: 2).cutAfter == 7)
    }

    private static func reply(_ oddities: LabOddities) async throws -> (Conversation, LabReply) {
        var talk = try await Conversation(LabManagementSettings(oddities: oddities))
        try await talk.queue(.get("./A"), .container(.atomic, [.delete("./B")]))
        let reply = try await talk.send(talk.phone.packageOne())
        return (talk, reply)
    }

    @Test(
        "CmdIDs have the shape that was asked for",
        arguments: [
            (.repeatedIDs, ["Get 4 ./A", "Atomic 4 {Delete 4 ./B}"]),
            (.missingIDs, ["Get - ./A", "Atomic - {Delete - ./B}"]),
            (
                .guidIDs,
                [
                    "Get 00000001-0000-4000-8000-000000000004 ./A",
                    "Atomic 00000001-0000-4000-8000-000000000005 {Delete 00000001-0000-4000-8000-000000000006 ./B}",
                ]
            ),
        ] as [(LabOddities.Switch, [String])])
    func ids(_ oddity: LabOddities.Switch, _ lines: [String]) async throws {
        var (talk, reply) = try await Self.reply(LabOddities([oddity]))
        #expect(reply.requestLines == lines)
        _ = try await talk.send(
            talk.phone.answer(reply.message) { command in
                if case .access(let access) = command { access.verb == .delete ? 404 : 200 } else { 507 }
            })
        #expect(try await talk.entry(1).codes == [200])
        #expect(try await talk.entry(2).codes == [507, 404])
    }

    @Test("An endless session has a further command each time")
    func endless() async throws {
        var talk = try await Conversation(LabManagementSettings(oddities: LabOddities([.endless])))
        var message = talk.phone.packageOne()
        for _ in 0..<300 {
            let reply = try await talk.send(message)
            try #require(!reply.requests.isEmpty)
            message = talk.phone.answer(reply.message)
        }
        #expect(await talk.count(.sessionEnded) == 0)
    }

    @Test("Each message may ask for the next at another address")
    func responseURI() async throws {
        let (_, reply) = try await Self.reply(LabOddities([.responseURI]))
        #expect(reply.message.header?.responseURI == TestPhone.server + "/1")
    }

    private static func text(_ oddities: LabOddities, _ commands: LabCommand...) async throws -> LabAnswer {
        var phone = TestPhone()
        let management = LabManagement(
            settings: LabManagementSettings(oddities: oddities), sources: .counting())
        try await management.enroll(LabDevice(id: phone.id))
        for command in commands { try await management.queue(command, for: phone.id) }
        let body = MessageWriter().write(phone.packageOne())
        return await management.answer(LabManagementRequest(body: body, address: TestPhone.server))
    }

    @Test("Pretty messages have a declaration and lines, and say the same")
    func pretty() async throws {
        let plain = try await Self.text(LabOddities(), .get("./A"))
        let pretty = try await Self.text(LabOddities([.pretty]), .get("./A"))
        let text = String(decoding: pretty.body, as: UTF8.self)
        #expect(text.hasPrefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<SyncML") && text.contains("\n    <Get>"))
        let messages = try [plain, pretty].map { try MessageReader().read($0.body).message }
        #expect(messages[0] == messages[1])
    }

    @Test("Children in strange order are the same message to a lenient reader")
    func childOrder() async throws {
        let plain = try await Self.text(LabOddities(), .replace("./A", "<&\">", format: .chr))
        let odd = try await Self.text(LabOddities([.childOrder]), .replace("./A", "<&\">", format: .chr))
        let text = String(decoding: odd.body, as: UTF8.self)
        #expect(text.contains("<Status><Data>200</Data><Cmd>SyncHdr</Cmd>"))
        #expect(text.contains("</Item><CmdID>4</CmdID></Replace>"))
        #expect(text.contains("xmlns=\"syncml:metinf\""))
        let readings = try [plain, odd].map { try MessageReader().read($0.body) }
        #expect(readings[0].message == readings[1].message)
        #expect(readings[1].tolerances.contains { $0.kind == .childOrder })
    }

    @Test("Raw mark-up stands before the end as it is")
    func raw() async throws {
        let answer = try await Self.text(LabOddities(), LabCommand(.raw("<Get>broken")))
        let text = String(decoding: answer.body, as: UTF8.self)
        #expect(text.hasSuffix("<Get>broken<Final/></SyncBody></SyncML>"))
    }

    @Test("A session may end with no bytes")
    func emptyEnd() async throws {
        let answer = try await Self.text(LabOddities([.emptyEnd]))
        #expect(answer == LabAnswer(status: 200, message: 1))
        let busy = try await Self.text(LabOddities([.emptyEnd]), .get("./A"))
        #expect(!busy.body.isEmpty)
    }

    @Test("What is no message is refused, and the lab remembers why")
    func noMessage() async throws {
        let management = LabManagement(sources: .counting())
        for text in ["", "<SyncML", "<Get/>"] {
            let answer = await management.answer(
                LabManagementRequest(body: Array(text.utf8), address: TestPhone.server))
            #expect(answer.status == 400, "\(text)")
        }
        let events = await management.events()
        #expect(events.map(\.kind) == [.requestRefused, .requestRefused, .requestRefused])
    }

    @Test("The answer has the form of the request, or the other one", arguments: [false, true], [false, true])
    func encoding(_ isBinary: Bool, _ isOther: Bool) async throws {
        var phone = TestPhone()
        let oddities = LabOddities(isOther ? [.otherEncoding] : [])
        let management = LabManagement(settings: LabManagementSettings(oddities: oddities), sources: .counting())
        let message = phone.packageOne()
        let form = "application/vnd.syncml.dm+"
        let answer = await management.answer(
            LabManagementRequest(
                body: isBinary ? WBXMLWriter().write(message) : MessageWriter().write(message),
                mediaType: form + (isBinary ? "wbxml" : "xml"), address: TestPhone.server))
        #expect(answer.mediaType == form + (isBinary != isOther ? "wbxml" : "xml"))
        let said =
            isBinary != isOther
            ? try WBXMLReader().read(answer.body).message : try MessageReader().read(answer.body).message
        #expect(said.header?.target == phone.id && said.commands.count == 3)
    }
}
