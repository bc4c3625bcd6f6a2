import Session
import SimulatedPhone
import SyncML
import Testing

/// What must hold of every answer that is longer than the server takes, tried with random limits and values. A failure
/// names the seed; put it alone into `seeds` to try it again.
struct SplittingPropertyTests {
    private typealias S = Stimulus
    static let seeds: [UInt64] = [1, 2, 3, 0xC0FFEE, 0x5EED, 20_170_405]
    private static let rounds = 15

    /// What one round asks for: commands of which some fail, and what their results must be when put together.
    private struct Question {
        var text = ""
        /// By the command's id, the values in the order of its items.
        var values: [String: [String]] = [:]
        var ids: [String] = []
    }

    @Test("No message is too long, every status comes once, every value whole, Final with the last", arguments: seeds)
    func anyLimit(seed: UInt64) throws {
        print("seed \(seed)")
        var generator = TextGenerator(seed: seed)
        var parts = 0
        for round in 0..<Self.rounds {
            var conversation = try Conversation()
            try conversation.begin()
            let question = try ask(&generator, &conversation)
            let limit = generator.number(1_000...4_000)
            let begin = conversation.sent.count
            var lines = try conversation.server(question.text, meta: S.metaField("MaxMsgSize", String(limit)))
            while lines.last == "no Final", conversation.sent.count < 150 {
                // Some servers end each of their messages with Final, others only the last of a package.
                let more = S.status("SyncHdr", 200) + S.alert("next", 1222)
                lines = try conversation.server(more, final: generator.number(0...1) == 1)
            }
            let messages = Array(conversation.sent[begin...])
            let place = "seed \(seed), round \(round), limit \(limit)"
            #expect(messages.allSatisfy { $0.bytes.count <= limit }, "\(place): \(messages.map(\.bytes.count))")
            #expect(messages.map(\.isFinal) == messages.indices.map { $0 == messages.count - 1 }, "\(place)")
            let read = try messages.map { try Exchange.read($0.bytes) }
            expectStatuses(of: read, question, place)
            parts += expectValues(of: read, question, limit, place)
        }
        // Otherwise the generator would not try what it is for.
        #expect(parts > Self.rounds)
    }

    /// Puts random values into the phone and makes Gets for them, among commands that fail.
    private func ask(_ generator: inout TextGenerator, _ conversation: inout Conversation) throws -> Question {
        var question = Question()
        for number in 0..<generator.number(1...30) {
            let id = "id-\(number)"
            question.ids.append(id)
            if generator.number(0...3) == 0 {
                question.text += S.replace(id, "./DevInfo/Man", "chr", "x")
                continue
            }
            var uris: [String] = []
            for item in 0..<(generator.number(0...4) == 0 ? 3 : 1) {
                let uri = "\(TestCSP.uri)/Words/\(number)-\(item)"
                let value = generator.text(generator.number(0...9) == 0 ? 2_000...6_000 : 0...400)
                let lines = try conversation.server(S.add("2", uri, nil, value))
                #expect(lines == ["S(0)=200", "S(2)=200"])
                uris.append(uri)
                question.values[id, default: []].append(value)
            }
            question.text += S.command("Get", id, uris.map { S.item($0) })
        }
        return question
    }

    private func expectStatuses(of messages: [Message], _ question: Question, _ place: String) {
        var references: [String] = []
        for message in messages {
            let commands = message.commands
            guard case .status(let header) = commands.first, header.commandRef == "0", header.command == "SyncHdr"
            else {
                Issue.record("\(place): the first status is not the header's")
                continue
            }
            #expect(commands.indices.allSatisfy { commands[$0].id == String($0 + 1) }, "\(place)")
            for case .status(let status) in commands.dropFirst() { references.append(status.commandRef) }
        }
        #expect(references.filter { $0 != "next" } == question.ids, "\(place)")
        #expect(references.count { $0 == "next" } == messages.count - 1, "\(place)")
    }

    /// - Returns: how many values came in parts.
    private func expectValues(of messages: [Message], _ question: Question, _ limit: Int, _ place: String) -> Int {
        var values: [String: [String]] = [:]
        var open: (id: String, text: String)?
        var size: Int?
        var parts = 0
        for case .results(let results) in messages.flatMap(\.commands) {
            for item in results.items {
                let id = results.commandRef ?? ""
                let text = (open?.text ?? "") + (item.data?.text ?? "")
                #expect(open == nil || open?.id == id, "\(place): something came between two parts")
                if open == nil, item.hasMoreData {
                    size = item.meta?[.size].flatMap { Int($0) }
                    parts += 1
                } else {
                    #expect(item.meta?[.size] == nil, "\(place): a Size that is not with the first part")
                }
                open = item.hasMoreData ? (id, text) : nil
                guard !item.hasMoreData else { continue }
                if let announced = size {
                    #expect(announced == text.utf8.count, "\(place)")
                    #expect(!fits(results, text, limit), "\(place): a value in parts that fits one message")
                }
                size = nil
                values[id, default: []].append(text)
            }
        }
        #expect(open == nil, "\(place)")
        #expect(values == question.values, "\(place)")
        return parts
    }

    /// Whether a value fits a message beside the statuses of the header and of the alert that asked for it.
    private func fits(_ results: Results, _ text: String, _ limit: Int) -> Bool {
        var whole = results
        whole.items[0].data = .text(text)
        let header = Header(
            sessionID: "1", messageID: "10", target: Conversation.address,
            source: "urn:uuid:00000000-0000-0000-0000-000000000000")
        let statuses = [("0", "SyncHdr"), ("next", "Alert")].map { reference, command in
            Command.status(Status(id: "1", messageRef: "10", commandRef: reference, command: command, code: .ok))
        }
        // The phone leaves some bytes for ids that grow.
        return Exchange.write(Message(header: header, commands: statuses + [.results(whole)])).count + 24 <= limit
    }

    @Test("The same seed and the same messages give the same bytes", arguments: seeds)
    func sameTwice(seed: UInt64) throws {
        print("seed \(seed)")
        var runs: [[[UInt8]]] = []
        for _ in 1...2 {
            var generator = TextGenerator(seed: seed)
            var conversation = try Conversation { account in
                account.serverCredential = AccountCredential(
                    scheme: .md5, name: "Bruce2", secret: "OhBehave", nonce: "Tm9uY2U=")
            }
            try conversation.begin()
            let text = generator.text(500...900)
            _ = try conversation.server(
                S.add("2", "\(TestCSP.uri)/Text", nil, text) + S.exec("3", RemoteLock.recoverPIN)
                    + S.get("4", "\(TestCSP.uri)/Text"), credential: "Zz6EivR3yeaaENcRN6lpAQ==",
                meta: S.metaField("MaxMsgSize", "1200"))
            _ = try conversation.server(S.alert("2", 1222), final: false)
            #expect(conversation.challengedNonce == nil && conversation.sent.count == 3)
            runs.append(conversation.sent.map(\.bytes))
        }
        #expect(runs[0] == runs[1])
    }
}
