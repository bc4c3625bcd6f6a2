import Session
import SimulatedPhone
import SyncML
import Testing

/// What people are told of an answer: by command and item, whatever the CmdIDs are.
@Suite("Explanations")
struct ExplanationTests {
    private typealias S = Stimulus

    /// Each entry as `code command address = value`, without the header's.
    private static func lines(_ exchange: inout Exchange, _ body: String) throws -> [String] {
        try entries(&exchange, body).map { entry in
            "\(entry.code?.rawValue ?? 0) \(entry.command) \(entry.address ?? "-")"
                + (entry.value.map { " = \($0)" } ?? "")
        }
    }

    static func entries(_ exchange: inout Exchange, _ body: String) throws -> [Explanation.Entry] {
        let message = try Exchange.read(Array(S.message(body).utf8))
        let reply = ReplyBuilder.reply(to: message, phone: exchange.phone, exchange.environment)
        exchange.phone = reply.phone
        return Explanation(of: reply.answer, to: message, on: reply.phone).entries.filter { $0.position != nil }
    }

    @Test("Commands with the same CmdID are each told by their own node")
    func repeatedIDs() throws {
        var exchange = try Exchange()
        let body =
            S.get("1", "./DevInfo/Man") + S.get("1", "./DevInfo/No") + S.get("1", "./DevInfo/Mod")
            + S.atomic(
                "1", S.replace("1", "./DevDetail/Ext/Microsoft/DeviceName", "chr", "desk"), S.get("1", "./DevInfo"))
        #expect(
            try Self.lines(&exchange, body) == [
                "200 Get ./DevInfo/Man", "404 Get ./DevInfo/No", "200 Get ./DevInfo/Mod", "507 Atomic -",
                "216 Replace ./DevDetail/Ext/Microsoft/DeviceName = desk", "500 Get ./DevInfo",
            ])
    }

    @Test("Of a command with several items each is told, with its own reason, whether they share a status or not")
    func items() throws {
        var exchange = try Exchange()
        let mixed = try Self.entries(&exchange, S.get("1", "./DevInfo/Man", "./DevInfo/No", "./DevInfo/Mod"))
        #expect(mixed.map(\.code) == [200, 404, 200])
        #expect(mixed.map(\.address) == ["./DevInfo/Man", "./DevInfo/No", "./DevInfo/Mod"])
        let shared = try Self.entries(&exchange, S.get("1", "./DevInfo/No", "./DevInfo/Neither"))
        #expect(shared.map(\.item) == [0, 1])
        #expect(shared[0].reason?.contains("'No'") == true && shared[0].reason?.contains("'Neither'") == false)
        #expect(shared[1].reason?.contains("'Neither'") == true && shared[1].reason?.contains("'No'") == false)
    }

    @Test(
        "A node that other devices have is not there, and the reason says who has it",
        arguments: [
            ("./Device/Vendor/MSFT/Policy/Config/DeviceLock/PreventLockScreenSlideShow", "not on a phone"),
            ("./Device/Vendor/MSFT/Policy/Config/Update/PauseDeferrals", "0x85 (Mobile Enterprise)"),
            ("./User/Vendor/MSFT/Policy/Config/DeviceLock/DevicePasswordEnabled", "./Device"),
        ])
    func elsewhere(_ address: String, _ reason: String) throws {
        var exchange = try Exchange()
        let entry = try #require(try Self.entries(&exchange, S.add("1", address, "int", "1")).first)
        #expect(entry.code == 404 || entry.code == 405, "\(entry)")
        #expect(entry.reason?.contains(reason) == true, "\(entry.reason ?? "no reason")")
    }

    @Test(
        "Of a node that is there Replace is told where its description admits it",
        arguments: [
            ("./Vendor/MSFT/DMClient/Provider/MS%20DM%20Server/Push", "node", false),
            ("./Vendor/MSFT/Policy/Config/Camera/AllowCamera", "int", true),
        ])
    func alreadyThere(_ row: (address: String, format: String, isReplaceable: Bool)) throws {
        var exchange = try Exchange()
        let add = S.add("1", row.address, row.format, row.format == "int" ? "1" : nil)
        let entry = try #require(try Self.entries(&exchange, add + add).last)
        #expect(entry.code == 418 && entry.reason?.contains("use Replace") == row.isReplaceable, "\(entry)")
    }

    @Test("What a failed Atomic skips, and what stands in it, is told by its node")
    func skipped() throws {
        var exchange = try Exchange()
        let body = S.atomic(
            "1", S.get("2", "./DevInfo"), S.sequence("3", S.get("4", "./DevInfo/Man")), S.delete("5", "./DevInfo/Mod"))
        let entries = try Self.entries(&exchange, body + S.get("6", "./DevInfo/Lang"))
        #expect(
            entries.map(\.address) == [nil, "./DevInfo", nil, "./DevInfo/Man", "./DevInfo/Mod", "./DevInfo/Lang"])
        #expect(entries.map(\.position) == [0, 1, 2, 3, 4, 5])
    }

    @Test("Commands that are not answered are counted all the same")
    func unanswered() throws {
        var exchange = try Exchange()
        let status = S.command(
            "Status", "9",
            [S.element("MsgRef", "1"), S.element("CmdRef", "0"), S.element("Cmd", "SyncHdr"), S.element("Data", "200")])
        #expect(try Self.lines(&exchange, status + S.get("1", "./DevInfo/Man")) == ["200 Get ./DevInfo/Man"])
    }

    @Test("Events and entries of a message whose CmdIDs repeat grow with it, not with its square")
    func growth() throws {
        let item = S.get("1", "./DevInfo/Man")
        var counts: [Int] = []
        for size in [100, 1000] {
            var exchange = try Exchange()
            let entries = try Self.entries(&exchange, String(repeating: item, count: size))
            counts.append(entries.reduce(0) { $0 + ($1.address ?? "").utf8.count })
        }
        #expect(counts[1] == counts[0] * 10)
    }

    @Test("Only so many entries are made as were asked for, and the rest is counted")
    func most() throws {
        let body = String(repeating: S.get("1", "./DevInfo/Man"), count: 20)
        let message = try Exchange.read(Array(S.message(body).utf8))
        let exchange = try Exchange()
        let reply = ReplyBuilder.reply(to: message, phone: exchange.phone, exchange.environment)
        let explanation = Explanation(of: reply.answer, to: message, on: reply.phone, most: 5)
        #expect(explanation.entries.count == 5 && explanation.omitted == 16)
    }
}
