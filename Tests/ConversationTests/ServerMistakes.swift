import ServerScripts
import Testing

/// One mistake of a server, and all that a user of the phone sees of it. The tables are read by people: a change of a
/// sentence, an exit code or a number shows in them.
struct ServerMistake: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// What the server answers, one after the other; the last one again and again.
    var answers: [ScriptedServer.Answer]
    /// A part of what is told: the sentence of the error, of the first tolerance, or of the first redirection.
    var sentence: String
    /// The kinds of tolerances, in order. With any, `--strict` ends with 76.
    var tolerances: [String] = []
    /// How often each came, as the line at the end says it, where one came more than once.
    var summary: String?
    /// The kinds of what is odd and nothing but unusual.
    var oddities: [String] = []
    var exitCode: Int32 = 0
    /// The word for it in JSON.
    var outcome = "done"
    /// The number of Windows.
    var hresult: String?
    /// Parts of what the recording holds of the server.
    var recorded: [String] = []
    /// Where TLS is spoken, whether the phone trusts the server's authority or another one of that name.
    var trust: Trust?
    /// Whether the account has the two credentials of APPAUTH.
    var hasCredentials = false

    enum Trust { case authority, namesake }

    init(
        _ description: String, _ answers: [ScriptedServer.Answer], _ sentence: String, tolerances: [String] = [],
        summary: String? = nil, oddities: [String] = [], exitCode: Int32 = 0, outcome: String = "done",
        hresult: String? = nil, recorded: [String] = [], trust: Trust? = nil, hasCredentials: Bool = false
    ) {
        testDescription = description
        self.answers = answers
        self.sentence = sentence
        self.tolerances = tolerances
        self.summary = summary
        self.oddities = oddities
        self.recorded = recorded
        self.trust = trust
        self.hasCredentials = hasCredentials
        self.exitCode = exitCode
        self.outcome = outcome
        self.hresult = hresult
    }
}

/// Mistakes in sessions: the phone's first session, whose SessionID is 1, at a server of this machine.
extension ServerMistake {
    static let inSessions = bornByThePhone + endOfTheSession + ofConnections + ofCredentials + ofHeaders

    /// What phones bear.
    private static let bornByThePhone = [
        ServerMistake("none", [.message()], ""),
        ServerMistake(
            "no Status for the header", [.message(statuses: "")],
            "There is no Status for the header of the phone's message 1.", tolerances: ["noHeaderStatus"]),
        ServerMistake(
            "a Status for a message that was never sent", [.message(statuses: status(message: "7"))],
            #"MsgRef is "7", and the phone's last message is 1."#, tolerances: ["wrongMessageReference"]),
        ServerMistake(
            "a Status for a command that was never sent",
            [.message(statuses: status() + status("Replace", command: "99"))],
            #"It is for "Replace" with CmdRef "99", and in the phone's message 1 there is no such command."#,
            tolerances: ["wrongCommandReference"], oddities: ["repeatedCommandID"]),
        ServerMistake(
            "a Status for another command than it says",
            [.message(statuses: status() + status("Alert", command: "4"))],
            "in the phone's message 1 that is a command Replace.", tolerances: ["wrongCommandReference"],
            oddities: ["repeatedCommandID"]),
        ServerMistake(
            "MsgID 1000", [.message { $0.replacing("<MsgID>1<", with: "<MsgID>1000<") }],
            #"MsgID is "1000", and the server's messages are counted: 1 is next."#, tolerances: ["wrongMessageID"]),
        ServerMistake(
            "Target and Source exchanged", [.exchanged], "in the server's they change places.",
            tolerances: ["exchangedAddresses"]),
        ServerMistake(
            "DM/1.1", [.message { $0.replacing("DM/1.2", with: "DM/1.1") }],
            #"VerProto is "DM/1.1", and the phone has begun with DM/1.2."#, tolerances: ["otherProtocol"]),
        ServerMistake(
            "no Content-Type", [.message(type: nil)],
            "There is no Content-Type; it should be application/vnd.syncml.dm+xml.",
            tolerances: ["missingContentType"]),
        ServerMistake(
            "text/html", [.message(type: "text/html; charset=utf-8")], #"Content-Type is "text/html";"#,
            tolerances: ["wrongContentType"]),
        ServerMistake(
            "a Content-Length that is too long", [.message(missing: 40)], "bytes came before the connection closed.",
            tolerances: ["longContentLength"]),
    ]

    /// What ends the session.
    private static let endOfTheSession = [
        ServerMistake(
            "an error page", [.init("HTTP/1.1 403 Forbidden\r\nContent-Length: 23\r\n\r\n<h1>Device blocked</h1>")],
            "answered with HTTP status 403, saying: Device blocked", exitCode: 77, outcome: "refused",
            hresult: "0x80190193"),
        ServerMistake(
            "out of order, with JSON", [.init("HTTP/1.1 503 Busy\r\nContent-Length: 13\r\n\r\n{\"a\": \"busy\"}")],
            #"answered with HTTP status 503, saying: {"a": "busy"}"#, exitCode: 69, outcome: "noAnswer",
            hresult: "0x801901F7"),
        ServerMistake(
            "no SyncML", [.init("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")],
            "the server's answer is no SyncML message", exitCode: 76, outcome: "protocolBroken"),
        ServerMistake(
            "no HTTP", [.init("220 smtp ready\r\n\r\n", then: .close)], "what the server sent is not HTTP",
            exitCode: 69,
            outcome: "noAnswer", hresult: "0x80072EFE"),
        ServerMistake(
            "closed without a word", [.init("", then: .close)], "the server closed the connection", exitCode: 69,
            outcome: "noAnswer", hresult: "0x80072EFE"),
        ServerMistake(
            "silence", [.init("")],
            "no answer within 1 s; look whether the server hangs, or allow it more time with --timeout",
            exitCode: 69, outcome: "noAnswer", hresult: "0x80072EE2"),
        ServerMistake(
            "half a message", [.message { String($0.prefix(200)) }], "the server's answer is no SyncML message",
            exitCode: 76,
            outcome: "protocolBroken"),
        ServerMistake(
            "another session", [.message { $0.replacing("<SessionID>1<", with: "<SessionID>9<") }],
            "is of session 9; this is 1", exitCode: 76, outcome: "protocolBroken"),
        ServerMistake(
            "RespURI to another server",
            [
                .message(statuses: status() + get) {
                    $0.replacing("</Source>", with: "</Source><RespURI>https://a.example/</RespURI>")
                }
            ],
            "wants the next message at https://a.example/ (RespURI), which is no server of the account", exitCode: 76,
            outcome: "protocolBroken"),
        ServerMistake(
            "a redirection to another server",
            [.redirection(to: "https://a.example/")],
            "the server redirects to https://a.example/ with status 307, which is another server", exitCode: 76,
            outcome: "protocolBroken", hresult: "0x80072F7C"),
        ServerMistake(
            "a challenge for an account without a credential", [.message(statuses: status(code: 401))],
            "the server answers 401 and wants a credential, and the account Table has none: there is no APPAUTH with AAUTHLEVEL "
                + "APPSRV", exitCode: 77, outcome: "refused"),
        ServerMistake(
            "never a Final",
            [
                .message(statuses: status() + get) {
                    $0.replacing("<Final/>", with: "")
                }
            ], "messages, none of them with Final, so that the phone asked for the next one each time (alert 1222)",
            tolerances: ["wrongMessageID", "wrongMessageReference"],
            summary:
                "odd in 400 places: wrongMessageID 200 times, wrongMessageReference 200 times; --strict ends there",
            oddities: ["missingFinal"], exitCode: 76, outcome: "protocolBroken"),
    ]

    static func status(
        _ name: String = "SyncHdr", message: String = "1", command: String = "0", code: Int = 200
    ) -> String {
        "<Status><CmdID>1</CmdID><MsgRef>\(message)</MsgRef><CmdRef>\(command)</CmdRef><Cmd>\(name)</Cmd>"
            + "<Data>\(code)</Data></Status>"
    }

    static let get =
        "<Get><CmdID>5</CmdID><Item><Target><LocURI>./DevInfo/Man</LocURI></Target></Item></Get>"
}

extension ScriptedServer.Answer {
    private static let server = "http://127.0.0.1/dm"

    /// A message of a server in the first session.
    /// - Parameters:
    ///   - type: Content-Type; nil for none.
    ///   - missing: by how much Content-Length is too long; the connection is then closed.
    static func message(
        statuses: String = ServerMistake.status(), type: String? = "application/vnd.syncml.dm+xml", missing: Int = 0,
        change: (String) -> String = { $0 }
    ) -> ScriptedServer.Answer {
        let text = change(
            """
            <SyncML xmlns="SYNCML:SYNCML1.2"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto>\
            <SessionID>1</SessionID><MsgID>1</MsgID><Target><LocURI>phone</LocURI></Target>\
            <Source><LocURI>\(server)</LocURI></Source></SyncHdr><SyncBody>\(statuses)<Final/></SyncBody></SyncML>
            """)
        let length = text.utf8.count + missing
        let field = type.map { "Content-Type: \($0)\r\n" } ?? ""
        return ScriptedServer.Answer(
            "HTTP/1.1 200 OK\r\n\(field)Content-Length: \(length)\r\n\r\n\(text)",
            then: missing > 0 ? .close : .keepOpen)
    }

    /// A message whose addresses are those of the phone's own.
    static let exchanged = message { text in
        text.replacing("<LocURI>phone</LocURI>", with: "<LocURI>place</LocURI>")
            .replacing("<LocURI>\(server)</LocURI>", with: "<LocURI>\(MistakeTests.deviceID)</LocURI>")
    }
}
