import Administration
import Lab
import LabSupport
import SyncML
import Testing

/// The server's side of a session, with messages as values.
@Suite("A session of the lab's server")
struct SessionTests {
    @Test("With nothing to do the server answers everything and ends the session")
    func nothingToDo() async throws {
        var talk = try await Conversation()
        let reply = try await talk.send(talk.phone.packageOne())
        #expect(reply.statusLines == ["SyncHdr 0=200", "Alert 2=200", "Replace 9=200"])
        #expect(reply.requests.isEmpty)
        #expect(reply.message.isFinal && !reply.isEmpty)
        #expect(reply.message.header?.messageID == "1")
        #expect(reply.message.header?.target == talk.phone.id)
        #expect(try await talk.device.properties["Mod"] == "Model")
        #expect(await talk.count(.sessionEnded) == 1)
    }

    @Test("Queued commands are sent in order, numbered on, and their outcome is kept")
    func commands() async throws {
        var talk = try await Conversation()
        try await talk.queue(
            .get("./DevDetail/SwV"), .container(.sequence, [.exec("./A"), .get("./B")]), .delete("./C"))
        let reply = try await talk.send(talk.phone.packageOne())
        #expect(reply.requestLines == ["Get 4 ./DevDetail/SwV", "Sequence 5 {Exec 6 ./A; Get 7 ./B}", "Delete 8 ./C"])
        #expect(try await talk.entry(1).state == .sent)
        let results = Results(
            id: "20", messageRef: "1", commandRef: "4",
            items: [Item(source: "./DevDetail/SwV", meta: Meta(format: .chr), data: .text("10.0"))])
        let answer = talk.phone.answer(reply.message, results: [results]) { command in
            if case .access(let access) = command, access.verb == .delete { 404 } else { 200 }
        }
        let end = try await talk.send(answer)
        #expect(end.statusLines == ["SyncHdr 0=200"] && end.requests.isEmpty)
        let first = try await talk.entry(1)
        #expect(first.state == .done)
        #expect(first.results == [LabResult(address: "./DevDetail/SwV", format: "chr", data: "10.0")])
        let second = try await talk.entry(2)
        #expect(second.statuses.map(\.command) == ["Sequence", "Exec", "Get"])
        let third = try await talk.entry(3)
        #expect(third.codes == [404])
        #expect(await talk.count(.violation) == 0)
    }

    @Test("While the phone has more to say the server asks for it and sends nothing new")
    func notFinal() async throws {
        var talk = try await Conversation()
        try await talk.queue(.get("./A"))
        let first = try await talk.send(talk.phone.packageOne())
        try await talk.queue(.get("./B"))
        let part = try await talk.send(talk.phone.answer(first.message, isFinal: false))
        #expect(part.requestLines == ["Alert 2 1222"])
        #expect(!part.message.isFinal)
        #expect(try await talk.entry(1).state == .sent)
        let rest = try await talk.send(talk.phone.answer(part.message))
        #expect(rest.requestLines == ["Get 2 ./B"])
        #expect(try await talk.entry(1).state == .done)
    }

    @Test("A limit of commands spreads them over messages")
    func limit() async throws {
        var talk = try await Conversation(LabManagementSettings(commandsPerMessage: 1))
        try await talk.queue(.get("./A"), .get("./B"))
        let first = try await talk.send(talk.phone.packageOne())
        #expect(first.requestLines == ["Get 4 ./A"])
        let second = try await talk.send(talk.phone.answer(first.message))
        #expect(second.requestLines == ["Get 2 ./B"])
    }

    @Test("An abort is answered and nothing is asked")
    func abort() async throws {
        var talk = try await Conversation()
        try await talk.queue(.get("./A"))
        let reply = try await talk.send(talk.phone.message([.alert(Alert(id: "1", code: .sessionAbort))]))
        #expect(reply.statusLines == ["SyncHdr 0=200", "Alert 1=200"])
        #expect(reply.requests.isEmpty && reply.message.isFinal)
        #expect(try await talk.entry(1).state == .waiting)
        #expect(await talk.count(.sessionAborted) == 1)
    }

    @Test("A phone that leaves is remembered as gone and asked nothing")
    func unenrollment() async throws {
        var talk = try await Conversation()
        try await talk.queue(.get("./A"))
        let item = Item(
            meta: Meta(format: .int, type: "com.microsoft:mdm.unenrollment.userrequest"), data: .text("1"))
        let reply = try await talk.send(
            talk.phone.packageOne([.alert(Alert(id: "4", code: .genericAlert, items: [item]))]))
        #expect(reply.requests.isEmpty)
        #expect(try await talk.device.state == .unenrolled)
    }

    @Test("A command that gets no status is done when the phone has finished answering")
    func noStatus() async throws {
        var talk = try await Conversation()
        try await talk.queue(.unenroll(provider: "UnderstudyLab"))
        let reply = try await talk.send(talk.phone.packageOne())
        _ = try await talk.send(talk.phone.answer(reply.message) { _ in nil })
        let entry = try await talk.entry(1)
        #expect(entry.state == .done && entry.statuses.isEmpty)
    }

    @Test("The same message again gets the same answer, and nothing is done twice")
    func repetition() async throws {
        var talk = try await Conversation()
        try await talk.queue(.get("./A"))
        let reply = try await talk.send(talk.phone.packageOne())
        let answer = talk.phone.answer(reply.message)
        let once = try await talk.send(answer)
        let twice = try await talk.send(answer)
        #expect(once == twice)
        #expect(try await talk.entry(1).codes == [200])
    }

    @Test("What a session left unanswered is sent again in the next")
    func nextSession() async throws {
        var talk = try await Conversation()
        try await talk.queue(.get("./A"))
        _ = try await talk.send(talk.phone.packageOne())
        talk.phone = TestPhone()
        talk.phone.session = "2"
        let reply = try await talk.send(talk.phone.packageOne())
        #expect(reply.requestLines == ["Get 4 ./A"])
    }

    @Test("A message of a session that there is not gets no answer")
    func foreignSession() async throws {
        var talk = try await Conversation()
        _ = try await talk.send(talk.phone.packageOne())
        talk.phone.session = "77"
        let reply = await talk.management.reply(to: talk.phone.message([]), address: TestPhone.server)
        #expect(reply == nil)
    }

    @Test("The PIN that a phone reports is kept with it")
    func passcode() async throws {
        var talk = try await Conversation()
        try await talk.queue(.enablePINRecovery(tenant: "T"), .recoverPIN)
        let reply = try await talk.send(talk.phone.packageOne())
        #expect(
            reply.requestLines == [
                "Replace 4 ./Device/Vendor/MSFT/PassportForWork/T/Policies/EnablePinRecovery",
                "Sequence 5 {Exec 6 ./Vendor/MSFT/RemoteLock/LockAndRecoverPIN; "
                    + "Get 7 ./Vendor/MSFT/RemoteLock/NewPINValue}",
            ])
        let results = Results(
            id: "20", messageRef: "1", commandRef: "7",
            items: [Item(source: ActionCommand.newPINValue, data: .text("482915"))])
        _ = try await talk.send(talk.phone.answer(reply.message, results: [results]))
        #expect(try await talk.device.passcode == "482915")
        #expect(await talk.count(.passcodeReceived) == 1)
    }

    @Test("A phone of DM 1.1 is answered in its own version")
    func version() async throws {
        var talk = try await Conversation()
        var message = talk.phone.packageOne()
        message.version = .v1_1
        message.header?.verDTD = "1.1"
        message.header?.verProto = "DM/1.1"
        let reply = try await talk.send(message)
        #expect(reply.message.version == .v1_1 && reply.message.header?.verProto == "DM/1.1")
    }

    @Test("Waiting for an outcome ends when the phone has answered")
    func waiting() async throws {
        var talk = try await Conversation()
        try await talk.queue(.get("./A"))
        let management = talk.management
        let id = talk.phone.id
        async let outcome = management.outcome(of: 1, for: id)
        let reply = try await talk.send(talk.phone.packageOne())
        _ = try await talk.send(talk.phone.answer(reply.message) { _ in 405 })
        let entry = try await outcome
        #expect(entry.codes == [405])
    }

    @Test("Of a hundred who wait each is told of their own command, and who listens to some events hears no others")
    func manyWaiting() async throws {
        var talk = try await Conversation()
        for number in 1...100 { try await talk.queue(.get("./A\(number)")) }
        let (management, id) = (talk.management, talk.phone.id)
        let events = await management.eventStream { $0.kind == .commandDone && $0.detail == "77" }
        let waiting = (1...100).map { number in Task { try await management.outcome(of: number, for: id) } }
        let reply = try await talk.send(talk.phone.packageOne())
        _ = try await talk.send(talk.phone.answer(reply.message))
        for (place, task) in waiting.enumerated() {
            let entry = try await task.value
            #expect(entry.number == 1 + place && entry.codes == [200])
        }
        #expect(await events.first { _ in true }?.detail == "77")
    }

    @Test("What is asked of an unknown device is refused with a sentence")
    func unknownDevice() async throws {
        let management = LabManagement(sources: .counting())
        await #expect(throws: LabError(.unknownDevice, "")) {
            try await management.queue(.get("./A"), for: "nobody")
        }
    }
}
