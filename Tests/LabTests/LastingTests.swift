import Administration
import Lab
import LabSupport
import Notation
import SyncML
import Testing

/// A server that ends at any moment and begins again on what it kept goes on where it was.
@Suite("What a server knows survives its end")
struct LastingTests {
    /// A phone's conversation with a server that can end and begin again.
    private struct Lasting {
        let store = MemoryStore()
        let records = MemoryRecords()
        let time = ManualTime(1_500_000_000)
        let settings: LabManagementSettings
        var talk: DeskTalk

        init(_ settings: LabManagementSettings = LabManagementSettings()) async throws {
            self.settings = settings
            talk = try await DeskTalk(settings, store: store, records: records, time: time)
        }

        /// The server is gone, and another begins.
        mutating func beginAgain() async throws {
            let phone = talk.phone
            talk = try await DeskTalk(settings, store: store, records: records, time: time, isNew: false)
            talk.phone = phone
        }
    }

    @Test("The queue, with what was answered, the phone and its certificate")
    func queue() async throws {
        var lasting = try await Lasting()
        let id = lasting.talk.phone.id
        var device = DeskTalk.device(id)
        device.thumbprint = "A1"
        device.credentials = LabCredentials(
            deviceName: id, deviceSecret: "s", deviceNonce: [1], serverSecret: "t", serverNonce: [2])
        try await lasting.talk.management.enroll(device)
        let command = LabCommand.container(.atomic, [.add("./A", "<x> & ü", format: .chr), .delete("./B")])
        for command in [.get("./A", "./B"), command, LabCommand(.raw("<Odd/>")), .exec("./C", data: "1")] {
            try await lasting.talk.management.queue(command, for: id)
        }
        let before = try await lasting.talk.management.device(id)
        try await lasting.beginAgain()
        let after = try await lasting.talk.management.device(id)
        #expect(after == before)
        #expect(await lasting.talk.management.refusal(ofCertificate: "A1", isSecure: true) == nil)
    }

    @Test("At each moment of a session it goes on, and nothing that was answered is sent again", arguments: 0...3)
    func session(ends: Int) async throws {
        var lasting = try await Lasting(LabManagementSettings(commandsPerMessage: 1))
        let id = lasting.talk.phone.id
        for uri in ["./A", "./B"] { try await lasting.talk.management.queue(.exec(uri), for: id) }
        try await lasting.talk.request(.resetPasscode)
        var (message, sent) = (lasting.talk.phone.packageOne(), [String]())
        for step in 0...3 {
            if step == ends { try await lasting.beginAgain() }
            let reply = try await lasting.talk.send(message)
            if step == ends {
                // The answer was lost: the phone sends the same again, to a server that has ended once more.
                try await lasting.beginAgain()
                #expect(try await lasting.talk.send(message) == reply)
            }
            sent += reply.requestLines
            let results = step == 2 ? [DeskTalk.pin("482915", messageRef: "3", commandRef: "4")] : []
            message = lasting.talk.phone.answer(reply.message, results: results)
        }
        #expect(
            sent == [
                "Exec 4 ./A", "Exec 2 ./B",
                "Sequence 2 {Exec 3 ./Vendor/MSFT/RemoteLock/LockAndRecoverPIN; "
                    + "Get 4 ./Vendor/MSFT/RemoteLock/NewPINValue}",
            ])
        #expect(try await lasting.talk.management.device(id).queue.map(\.codes) == [[200], [200]])
        #expect(try await lasting.talk.actions.map(\.state) == [.done])
        #expect(try await lasting.talk.tenant.passcodes.rows.map(\.value) == ["482915"])
    }

    @Test("A value that goes in pieces, and one that comes in pieces, go on")
    func pieces() async throws {
        var lasting = try await Lasting(LabManagementSettings(chunkSize: 4))
        let id = lasting.talk.phone.id
        try await lasting.talk.management.queue(.replace("./A", "abcdefghij"), for: id)
        try await lasting.talk.management.queue(.get("./B"), for: id)
        var message = lasting.talk.phone.packageOne()
        var pieces: [String] = []
        for code in [213, 213, 200] as [StatusCode] {
            let reply = try await lasting.talk.send(message)
            for case .access(let command) in reply.requests {
                if let text = command.items.first?.data?.text { pieces.append(text) }
            }
            try await lasting.beginAgain()
            message = lasting.talk.phone.answer(reply.message) { _ in code }
        }
        #expect(pieces == ["abcd", "efgh", "ij"])
        let get = try await lasting.talk.send(message)
        let meta = Meta(format: .chr, others: [MetaField(.size, "6")])
        let first = Item(source: "./B", meta: meta, data: .text("klm"), hasMoreData: true)
        let messageRef = try #require(get.message.header?.messageID)
        let commandRef = try #require(get.requests.first?.id)
        let part = Results(id: "20", messageRef: messageRef, commandRef: commandRef, items: [first])
        let more = try await lasting.talk.send(
            lasting.talk.phone.answer(get.message, results: [part], isFinal: false))
        try await lasting.beginAgain()
        let rest = Results(
            id: "21", messageRef: messageRef, commandRef: commandRef,
            items: [Item(source: "./B", data: .text("nop"))])
        _ = try await lasting.talk.send(lasting.talk.phone.answer(more.message, results: [rest]))
        #expect(try await lasting.talk.management.device(id).queue.last?.results.map(\.data) == ["klmnop"])
    }

    @Test("A PIN that was reported to a queued command goes after seven days too, with the server begun again between")
    func queuedReset() async throws {
        var lasting = try await Lasting()
        let (id, time) = (lasting.talk.phone.id, lasting.talk.time)
        try await lasting.talk.management.queue(.recoverPIN, for: id)
        let reply = try await lasting.talk.send(lasting.talk.phone.packageOne())
        let results = DeskTalk.pin("482915", commandRef: "6")
        _ = try await lasting.talk.send(lasting.talk.phone.answer(reply.message, results: [results]))
        try await lasting.beginAgain()
        time.add(7 * 86_400 - 1)
        #expect(try await !lasting.talk.management.expirePasscodes())
        #expect(try await lasting.talk.management.device(id).passcode == "482915")
        time.add(1)
        #expect(try await lasting.talk.management.expirePasscodes())
        try await lasting.beginAgain()
        let device = try await lasting.talk.management.device(id)
        #expect(device.passcode == nil && device.queue.map(\.codes) == [[200, 200, 200]])
        #expect(device.queue.flatMap(\.results).allSatisfy { $0.data.isEmpty })
    }
}
