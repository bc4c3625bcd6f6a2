import ServerScripts

/// Mistakes of connections, of credentials and in headers.
extension ServerMistake {
    /// What goes wrong below and around messages.
    static let ofConnections = [
        ServerMistake(
            "TLS that ends without its farewell behind a whole message", [.untilTheEnd()],
            "There is no Content-Length, and TLS ended without its farewell (close_notify)",
            tolerances: ["closedWithoutFarewell"], recorded: ["<Final/></SyncBody></SyncML>"], trust: .authority),
        ServerMistake(
            "TLS that ends without its farewell in the middle of a message", [.untilTheEnd { String($0.prefix(200)) }],
            "the server closed the connection before the whole answer was there; try again", exitCode: 69,
            outcome: "noAnswer", hresult: "0x80072EFE",
            recorded: [#"<SyncML xmlns="SYNCML:SYNCML1.2"><SyncHdr>"#], trust: .authority),
        ServerMistake(
            "an authority with another key than the trusted one of that name", [.message()],
            "says that CN=Test authority has signed it, and the authority of that name which is trusted has not:",
            exitCode: 69, outcome: "noAnswer", hresult: "0x80072F0D", trust: .namesake),
        ServerMistake(
            "a redirection within the server", [.redirection(to: "/other"), .message()],
            "/other (HTTP status 307)", recorded: ["HTTP/1.1 307", "Location: /other", "<Final/></SyncBody></SyncML>"]),
    ]

    /// What is wrong with how one side shows the other who it is.
    static let ofCredentials = [
        ServerMistake(
            "401 without Chal, whatever is shown", refusals(401),
            #"401 to MD5 of the name "phone" and its secret (account Table, APPAUTH with AAUTHLEVEL APPSRV) with the nonce "#
                + #""bm9uY2Uy" of AAUTHDATA or an earlier session; its answer has no Chal with a NextNonce"#,
            exitCode: 77, outcome: "refused", hasCredentials: true),
        ServerMistake(
            "407 without Chal, whatever is shown", refusals(407),
            #"407 to MD5 of the name "phone" and its secret (account Table, APPAUTH with AAUTHLEVEL APPSRV) with the nonce "#
                + #""bm9uY2Uy" of AAUTHDATA or an earlier session; its answer has no Chal with a NextNonce"#,
            exitCode: 77, outcome: "refused", hasCredentials: true),
        ServerMistake(
            "401 with Chal, as where the server has exchanged the two APPAUTH", refusals(401, challenge),
            #"with the nonce "bm9uY2Uz" of the server's last challenge; compare both with what the server expects, and "#
                + "whether the two APPAUTH are exchanged",
            exitCode: 77, outcome: "refused", hasCredentials: true),
        ServerMistake(
            "401 again and again, in messages that are not counted", [.message(statuses: status(code: 401))],
            "its answer has no Chal with a NextNonce", tolerances: ["wrongMessageID", "wrongMessageReference"],
            summary: "odd in 4 places: wrongMessageID 2 times, wrongMessageReference 2 times; --strict ends there",
            exitCode: 77, outcome: "refused", hasCredentials: true),
        ServerMistake(
            "the server's credential made of the phone's name and secret",
            [.message(statuses: status(code: 212)) { $0.replacing("</SyncHdr>", with: "\(ofThePhone)</SyncHdr>") }],
            "it is made with name and secret of the APPAUTH with AAUTHLEVEL APPSRV, so the two are exchanged",
            exitCode: 76, outcome: "protocolBroken", hasCredentials: true),
        ServerMistake(
            "commands without the credential that the account asks for",
            (1...4).map { number in
                .message(statuses: status(message: "\(number)", code: 212) + get) {
                    $0.replacing("<MsgID>1<", with: "<MsgID>\(number)<")
                }
            },
            "the server shows no Cred, and the account Table asks for one (APPAUTH with", exitCode: 76,
            outcome: "protocolBroken", hasCredentials: true),
    ]

    /// The server refuses each message that the phone sends, in messages that are right otherwise.
    private static func refusals(_ code: Int, _ challenge: String = "") -> [ScriptedServer.Answer] {
        (1...4).map { number in
            let refusal = status(message: "\(number)", code: code)
                .replacing("<Data>", with: "\(challenge)<Data>")
            return .message(statuses: refusal) { $0.replacing("<MsgID>1<", with: "<MsgID>\(number)<") }
        }
    }

    private static let meta =
        #"<Format xmlns="syncml:metinf">b64</Format><Type xmlns="syncml:metinf">syncml:auth-md5</Type>"#
    private static let challenge =
        "<Chal><Meta>\(meta)<NextNonce xmlns=\"syncml:metinf\">bm9uY2Uz</NextNonce></Meta></Chal>"

    /// MD5 of the phone's name and secret and the nonce of the server, which `MistakeTests` gives the account.
    private static let ofThePhone = "<Cred><Meta>\(meta)</Meta><Data>DC+8ZpNfoZ0dJdxswxJAUA==</Data></Cred>"

    /// What a header lacks, one at a time.
    static let ofHeaders = [
        ServerMistake(
            "no VerDTD", [.without("VerDTD")], "SyncHdr has no VerDTD.",
            tolerances: ["missingHeaderPart"], oddities: ["missingVerDTD"]),
        ServerMistake(
            "no VerProto", [.without("VerProto")], "SyncHdr has no VerProto.",
            tolerances: ["missingHeaderPart"], oddities: ["missingVerProto"]),
        ServerMistake(
            "no SessionID", [.without("SessionID")], "the server's message has no SessionID, and this is session 1",
            oddities: ["missingSessionID"], exitCode: 76, outcome: "protocolBroken"),
        ServerMistake(
            "no MsgID", [.without("MsgID")], "There is no MsgID, and the server's messages are counted: 1 is next.",
            tolerances: ["wrongMessageID"], oddities: ["missingMessageID"]),
        ServerMistake(
            "no Target", [.without("Target")], "SyncHdr has no Target.",
            tolerances: ["missingHeaderPart"], oddities: ["missingTarget"]),
        ServerMistake(
            "no Source", [.without("Source")], "SyncHdr has no Source.",
            tolerances: ["missingHeaderPart"], oddities: ["missingSource"]),
    ]
}

extension ScriptedServer.Answer {
    /// A message whose end is that of the connection, which ends as many servers end it.
    static func untilTheEnd(change: (String) -> String = { $0 }) -> ScriptedServer.Answer {
        let whole = message(change: change)
        let head = "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.syncml.dm+xml\r\n\r\n"
        let text = String(decoding: whole.pieces.joined(), as: UTF8.self).split(separator: "\r\n\r\n", maxSplits: 1)
        return ScriptedServer.Answer(head + (text.last ?? ""), then: .hangUp)
    }

    static func redirection(to place: String) -> ScriptedServer.Answer {
        ScriptedServer.Answer("HTTP/1.1 307 Elsewhere\r\nLocation: \(place)\r\nContent-Length: 0\r\n\r\n")
    }

    /// A message whose header lacks an element.
    static func without(_ name: String) -> ScriptedServer.Answer {
        message { text in
            guard let start = text.firstRange(of: "<\(name)>"), let end = text.firstRange(of: "</\(name)>") else {
                return text
            }
            return String(text[..<start.lowerBound] + text[end.upperBound...])
        }
    }
}
