import Foundation
import Testing

/// Commands of the lab that fail before there is any server: each prints one document that says why and what to do.
@Suite("Commands of the lab that fail")
struct LabFailureTests {
    struct Row: CustomTestStringConvertible, Sendable {
        var call: [String]
        var code: Int
        var outcome: String
        var says: String

        var testDescription: String { call.joined(separator: " ") }
    }

    private static let nowhere = ["--url", "https://127.0.0.1:1", "--token-file", "token"]

    static let rows: [Row] = [
        Row(
            call: ["devices"], code: 65, outcome: "unreadableInput", says: "name the folder of `understudy lab serve`"),
        Row(
            call: ["devices", "--token-file", "none"], code: 65, outcome: "unreadableInput", says: "--token-file none"),
        Row(call: ["devices"] + nowhere, code: 69, outcome: "noAnswer", says: "understudy lab serve"),
        Row(
            call: ["devices", "--url", "ftp://lab", "--token-file", "token"], code: 64, outcome: "wrongCall",
            says: "ftp://lab"),
        Row(call: ["reset-passcode"] + nowhere, code: 69, outcome: "noAnswer", says: "understudy lab serve"),
        Row(call: ["queue", "none.xml"] + nowhere, code: 65, outcome: "unreadableInput", says: "none.xml"),
        Row(
            call: ["watch", "--until", "passcodeRecieved"] + nowhere, code: 64, outcome: "wrongCall",
            says: "passcodeReceived"),
        Row(call: ["queue"], code: 64, outcome: "wrongCall", says: "file"),
        Row(call: ["serve", "--oddity", "nonsense"], code: 64, outcome: "wrongCall", says: "nonsense"),
        Row(call: ["serve", "--port", "70000"], code: 64, outcome: "wrongCall", says: "0 to 65535"),
        Row(call: ["serve", "--at", "noon"], code: 64, outcome: "wrongCall", says: "--at noon is no time"),
        Row(call: ["serve", "--after", "40000d"], code: 64, outcome: "wrongCall", says: "at most 36500d"),
        Row(
            call: ["serve", "--at", "9999-12-31T23:59:59Z"], code: 64, outcome: "wrongCall",
            says: "--at 9999-12-31T23:59:59Z: the lab's clock goes at most 36500d ahead"),
        Row(
            call: ["serve", "--after", "1d", "--at", "2026-12-24T18:00:00Z"], code: 64, outcome: "wrongCall",
            says: "one of --at and --after"),
        // Of an address for documents (RFC 5737) no machine listens.
        Row(
            call: ["serve", "--port", "0", "--listen", "192.0.2.1"], code: 1, outcome: "failed",
            says: "192.0.2.1 is no address of this machine; try another --listen or --port"),
        Row(
            call: ["serve", "--port", "0", "--listen", "lab.invalid"], code: 1, outcome: "failed",
            says: "lab.invalid is no address of this machine"),
        Row(
            call: ["serve", "--port", "0", "--listen", "0.0.0.0", "--http"], code: 64, outcome: "wrongCall",
            says: "Leave --http out"),
        Row(
            call: ["serve", "--port", "0", "--listen", "lab.example", "--http"], code: 64, outcome: "wrongCall",
            says: "Leave --http out"),
        Row(
            call: ["serve", "--port", "0", "--listen", "192.0.2.1", "--http", "--public-url", "https://mdm.example"],
            code: 64, outcome: "wrongCall", says: "Leave --http out"),
        Row(
            call: ["serve", "--port", "0", "--http", "--public-url", "https://mdm.example"], code: 64,
            outcome: "wrongCall", says: "--client-certificate-header"),
        Row(
            call: ["serve", "--port", "0", "--listen", "0.0.0.0", "--policy", "Federated"], code: 64,
            outcome: "wrongCall", says: "--policy Federated with --listen 0.0.0.0: tokens"),
        Row(
            call: ["serve", "--port", "0", "--public-url", "https://mdm.example", "--policy", "Certificate"], code: 64,
            outcome: "wrongCall", says: "say --open-enrollment"),
        Row(
            call: ["serve", "--port", "0", "--http", "--client-certificate-header", "X-Cert", "--policy", "Federated"],
            code: 64, outcome: "wrongCall", says: "--policy Federated with --client-certificate-header X-Cert: tokens"),
        Row(
            call: ["serve", "--port", "0", "--folder", "token"], code: 73, outcome: "unusableState",
            says: "'token' is a file"),
        Row(call: ["serve", "--user", "a@lab.example:"], code: 64, outcome: "wrongCall", says: "upn:password"),
        Row(call: ["serve", "--user", ":secret"], code: 64, outcome: "wrongCall", says: "upn:password"),
        Row(call: ["serve", "--administrator", ":secret"], code: 64, outcome: "wrongCall", says: "upn:password"),
        Row(
            call: ["serve", "--open-enrollment", "--user", "a@lab.example:x"], code: 64, outcome: "wrongCall",
            says: "give one"),
        Row(
            call: ["serve", "--listen", "127.0.0.1:8443"], code: 64, outcome: "wrongCall", says: "the port as --port"),
        Row(
            call: ["serve", "--public-url", "http://lab.example"], code: 64, outcome: "wrongCall",
            says: "write https://"),
        Row(call: ["serve", "--proxy", "192.0.2.7"], code: 64, outcome: "wrongCall", says: "give that too"),
        Row(
            call: ["serve", "--client-certificate-header", "X-Cert", "--proxy", "mdm.example"], code: 64,
            outcome: "wrongCall", says: "and no name"),
        Row(
            call: ["serve", "--port", "0", "--state", "state", "--key-file", "none/key"], code: 73,
            outcome: "unusableState", says: "make the folder of the key first"),
        Row(call: ["device", "Lumia", "--url"], code: 64, outcome: "wrongCall", says: "Missing value for '--url"),
        // What only sessions of a phone do is no option of a question to the lab.
        Row(call: ["actions", "--strict"], code: 64, outcome: "wrongCall", says: "--strict"),
        Row(call: ["actions", "--retries", "2"], code: 64, outcome: "wrongCall", says: "--retries"),
        Row(call: ["actions", "--record", "folder"], code: 64, outcome: "wrongCall", says: "--record"),
        Row(call: ["serve", "--key-file", "key"], code: 64, outcome: "wrongCall", says: "give that too"),
        Row(
            call: ["device", "adopt", "X", "--certificate", "none"] + nowhere, code: 65, outcome: "unreadableInput",
            says: "none"),
        Row(
            call: ["device", "add", "--name", "x", "--platform", "phone"], code: 64, outcome: "wrongCall", says: "ios"),
    ]

    @Test("Exit code and document say the same", arguments: rows)
    func fails(_ row: Row) throws {
        try Understudy.with { understudy in
            try understudy.write("0123456789abcdef\n", to: "token")
            let ended = try understudy.run(["lab"] + row.call + ["--json"])
            #expect(ended.code == Int32(row.code), "\(ended.errors)")
            let document = try ended.object()
            #expect(document["outcome"] as? String == row.outcome && document["exitCode"] as? Int == row.code)
            #expect((document["error"] as? String)?.contains(row.says) == true, "\(ended.output)")
            #expect(ended.errors.contains(row.says))
            #expect(try understudy.run(["lab"] + row.call).output.isEmpty)
        }
    }
}
