import Captures
import SyncML

/// Turns of a replay, made up: what was asked, what was answered then and now.
enum Turns {
    static let heading = ReplayHeading(
        captures: ["<b>capture</b> & \"more\".har"], counterpart: .phone(profile: "lumia-950-1703", seed: 7),
        version: "0.9",
        ignored: ["value ./DevDetail/**"])

    /// What a value may be in a capture that means harm: tags, the end of attributes, scripts, a request to elsewhere, marks of
    /// writing direction, control characters.
    static let hostile =
        "</code></pre><script>window.pwned = 1</script><img src=\"https://evil.example/x\" onerror=\"window.pwned = 2\">'\""
        + " onfocus=\"window.pwned = 3\" autofocus ]]><style>*{display:none}</style>\u{202E}\u{0}\u{1B}[31m&amp;"

    static let version = "./DevDetail/SwV"
    static let camera = "./Vendor/MSFT/Policy/Config/Camera/AllowCamera"

    static func message(
        _ sender: RecordedMessage.Sender, _ number: Int, _ commands: [Command], form: MessageForm = .xml,
        file: String = "flows.mitm"
    ) -> RecordedMessage {
        let (target, source) =
            sender == .device
            ? ("https://mdm.example/omadm", "urn:uuid:one") : ("urn:uuid:one", "https://mdm.example/omadm")
        let message = Message(
            header: Header(sessionID: "5", messageID: String(number), target: target, source: source),
            commands: commands)
        return RecordedMessage(
            sender: sender, head: nil, octets: form.bytes(of: message),
            content: .message(MessageOutline(message, form: form)),
            place: CapturePlace(file, .part("request of flow \(number)")))
    }

    static func asked(_ number: Int, form: MessageForm = .xml) -> RecordedMessage {
        message(
            .server, number,
            [
                .access(AccessCommand(.get, id: "4", items: [Item(target: version)])),
                .access(AccessCommand(.replace, id: "5", items: [Item(target: camera, data: .text("0"))])),
            ], form: form)
    }

    static func answer(
        _ number: Int, value: String = "10.0.15063.297", camera code: StatusCode? = .ok, form: MessageForm = .xml
    ) -> RecordedMessage {
        var commands: [Command] = [
            .status(Status(id: "1", messageRef: "1", commandRef: "0", command: "SyncHdr", code: .ok)),
            .status(Status(id: "2", messageRef: "1", commandRef: "4", command: "Get", code: .ok)),
        ]
        if let code {
            commands.append(.status(Status(id: "3", messageRef: "1", commandRef: "5", command: "Replace", code: code)))
        }
        commands.append(
            .results(
                Results(
                    id: "6", messageRef: "1", commandRef: "4", items: [Item(source: version, data: .text(value))])))
        return message(.device, number, commands, form: form)
    }

    static func turn(
        _ number: Int, session: Int = 1, value: String = "10.0.15063.297", camera code: StatusCode? = .ok,
        form: MessageForm = .xml, findings: [ReplayedTurn.Finding] = []
    ) -> ReplayedTurn {
        ReplayedTurn(
            session: "5", device: "urn:uuid:one", sessionNumber: session, number: number,
            asked: asked(number, form: form),
            recorded: answer(number + 1, form: form),
            replayed: answer(number + 1, value: value, camera: code, form: form),
            findings: findings)
    }

    static let status = ReplayedTurn.Finding(
        Difference(.status, address: camera, command: "Replace", recorded: "200", replayed: "500"),
        rule: "\(camera) takes 0 and 1 only")
    static let missing = ReplayedTurn.Finding(
        Difference(.missingAnswer, address: camera, command: "Replace", recorded: "200"),
        nearest: NearestAnswer(subject: "Replace 6", departures: ["its CmdRef is 6 where 5 was recorded"]))
    static let evil = ReplayedTurn.Finding(
        Difference(.value, address: version, command: "Results", recorded: "10.0.15063.297", replayed: hostile))
    static let order = ReplayedTurn.Finding(Difference(.order, command: "Alert"))

    /// Two sessions with four differences in three of six turns, one of them of WBXML, and one that is not compared.
    static let all: [ReplayedTurn] = [
        turn(1), turn(2, camera: 500, findings: [status]), turn(3, form: .wbxml),
        turn(1, session: 2, value: hostile, findings: [evil]),
        turn(2, session: 2, camera: nil, findings: [missing, order]),
        ReplayedTurn(
            session: "5", device: "urn:uuid:one", sessionNumber: 2, number: 3, asked: asked(3), replayed: answer(4)),
    ]

    static let warning = CaptureWarning(
        .messageCut, at: CapturePlace("flows.mitm", .part("answer of flow 9")), "the message ends <early>")

    /// What a reporter writes about all of it.
    /// - Parameter failure: why the replay could not go on, if so.
    static func report(
        by reporter: some ReplayReporter, _ turns: [ReplayedTurn] = all, failure: String? = nil
    ) -> String {
        var reporter = reporter
        var summary = ReplaySummary()
        summary.sessions = 2
        var octets = reporter.begin(heading)
        for (index, turn) in turns.enumerated() {
            if index == 1 { octets += reporter.warn(warning) }
            octets += reporter.add(turn)
            summary.add(turn)
        }
        if let failure { octets += reporter.fail(failure) }
        octets += reporter.finish(summary)
        return String(decoding: octets, as: UTF8.self)
    }
}
