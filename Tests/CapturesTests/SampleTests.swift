import Captures
import Foundation
import SyncML
import Testing

/// What is read of samples of every form: the project's own, and those of real programs and devices that may lie beside it.
struct SampleTests {
    /// What was read of a sample: its forms, how many sessions, messages, and exchanges beside them.
    struct Content: Equatable, CustomStringConvertible {
        var forms: [CaptureForm]
        var sessions: Int
        var messages: Int
        var others: Int

        init(_ forms: CaptureForm..., sessions: Int, messages: Int, others: Int = 0) {
            self.forms = forms
            self.sessions = sessions
            self.messages = messages
            self.others = others
        }

        init(_ recording: Recording) {
            forms = recording.forms.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
            sessions = recording.sessions.count
            messages = recording.messageCount
            others = recording.others.count
        }

        var description: String {
            "\(forms.map(\.description).joined(separator: ", ")): \(sessions) sessions, \(messages) messages, \(others) others"
        }
    }

    private static let own: [(Sample, Content)] =
        Samples.forms.map { name, form in
            let content: Content =
                switch name {
                // The enrolment and the sessions before it stand in them too.
                case "record": Content(form, .recording, sessions: 3, messages: 8, others: 3)
                case "capture.har": Content(form, sessions: 3, messages: 8, others: 3)
                case "commands.xml": Content(form, sessions: 1, messages: 1)
                // A tunnel through the proxy.
                case "fiddler.saz": Content(form, sessions: 1, messages: 4, others: 1)
                default: Content(form, sessions: 1, messages: 4)
                }
            return (Sample(.shipped, name), content)
        } + [
            (Sample(.fixtures, "conversation"), Content(.message, sessions: 1, messages: 4)),
            (Sample(.fixtures, "record"), Content(.http, sessions: 2, messages: 5, others: 1)),
            (Sample(.messages, "desktop"), Content(.message, sessions: 2, messages: 4, others: 3)),
        ]

    private static let beside: [(Sample, Content)] = [
        ("forms/mitmproxy/enrol-and-sync-http.mitm", Content(.mitmproxy, sessions: 2, messages: 6, others: 3)),
        ("forms/mitmproxy/enrol-and-sync-wbxml.mitm", Content(.mitmproxy, sessions: 2, messages: 6, others: 3)),
        (
            "forms/mitmproxy/forward-http-and-https-plain-gzip-chunked.mitm",
            Content(.mitmproxy, sessions: 6, messages: 12)
        ),
        ("forms/har/mitmproxy-enrol-and-sync.har", Content(.har, sessions: 2, messages: 6, others: 3)),
        ("forms/har/mitmproxy-wbxml-lone-surrogates.har", Content(.har, sessions: 2, messages: 6, others: 3)),
        ("forms/har/mitmproxy-forward-gzip-decoded-two-cookies.har", Content(.har, sessions: 6, messages: 12)),
        ("forms/curl/trace-ascii.trace", Content(.curlTrace, sessions: 1, messages: 2)),
        ("forms/curl/trace-time.trace", Content(.curlTrace, sessions: 1, messages: 2)),
        ("forms/curl/include-headers.txt", Content(.http, sessions: 1, messages: 1)),
        (
            "forms/pcap/tshark-follow-http-ascii-stream0.txt",
            Content(.tsharkFollow, sessions: 0, messages: 0, others: 3)
        ),
        ("forms/pcap/tshark-export-objects", Content(.message, sessions: 12, messages: 12)),
        ("forms/record/understudy-record-folder", Content(.http, sessions: 2, messages: 6, others: 3)),
        ("forms/saz/constructed-enrol-and-sync.saz", Content(.saz, sessions: 2, messages: 6, others: 3)),
        ("forms/other/constructed-burp-items.xml", Content(.burp, sessions: 2, messages: 6, others: 3)),
        ("forms/other/constructed-ngrok-agent-requests.json", Content(.ngrok, sessions: 2, messages: 6, others: 3)),
        ("captures/002-wso2-lumia630-wp81", Content(.message, sessions: 1, messages: 2, others: 3)),
        ("captures/006-aadinternals-intune-first-exchange", Content(.message, sessions: 1, messages: 2)),
        ("captures/007-docs-declared-configuration-bulk-get", Content(.message, sessions: 1, messages: 2)),
        ("captures/064-ms-mdm-section4-exchange", Content(.message, sessions: 1, messages: 3)),
    ].map { (Sample(.beside, $0.0), $0.1) }

    @Test func `each form that is read has a sample`() {
        // What a recording says of itself is none of its messages' forms.
        #expect(Set(Samples.forms.map(\.form)) == Set(CaptureForm.allCases).subtracting([.recording]))
    }

    @Test(arguments: Samples.rows(own, beside: beside)) func `a sample holds what was recorded`(
        _ sample: Sample, _ content: Content
    ) throws {
        let recording = try sample.recording()
        #expect(Content(recording) == content, "\(recording.warnings)")
    }

    @Test(arguments: Samples.talks) func `each shipped sample holds the same session, with both sides to play`(
        _ sample: Sample
    ) throws {
        let session = try #require(try sample.recording().sessions.last)
        #expect(session.sides == .both && session.turns.count == 2 && session.turns.first?.answer != nil)
        let asked = try #require(session.turns.first?.server.reading().message)
        #expect(asked.commands.contains { $0.name == "Sequence" })
        let first = try #require(try Sample(.shipped, "record").recording().sessions.last)
        #expect(
            try session.messages.map { try $0.reading().message } == first.messages.map { try $0.reading().message })
    }

    /// A folder, how many of its files are read each for itself, and how many are refused, by why.
    struct Folder: Sendable, CustomTestStringConvertible {
        var sample: Sample
        var read: Int
        var refused: [CaptureError.Code: Int]

        var testDescription: String { sample.testDescription }
    }

    private static let ownFolders = [
        // What a recording says beside its messages is none.
        Folder(sample: Sample(.shipped, ""), read: 38, refused: [.empty: 4]),
        Folder(
            sample: Sample(.fixtures, ""), read: 43,
            refused: [
                .holdsNoMessages: 14, .notRecognized: 4, .damaged: 1, .encrypted: 1, .tooLarge: 1, .unreadable: 1,
            ]),
        Folder(sample: Sample(.messages, "messages"), read: 25, refused: [.unreadable: 4, .holdsNoMessages: 1]),
    ]
    private static let foldersBeside = [
        Folder(sample: Sample(.beside, "forms"), read: 39, refused: [.holdsNoMessages: 5]),
        Folder(
            sample: Sample(.beside, "captures"), read: 326,
            refused: [.unreadable: 32, .holdsNoMessages: 16, .notRecognized: 7, .empty: 1]),
    ]

    @Test(arguments: Samples.rows(ownFolders, beside: foldersBeside))
    func `every file is read, or refused with a sentence`(_ folder: Folder) throws {
        var read = 0
        var refused: [CaptureError.Code: Int] = [:]
        let names = FileManager.default.enumerator(atPath: folder.sample.url.path())?.compactMap { $0 as? String } ?? []
        for name in names where !["meta.json", ".md", ".py"].contains(where: { name.hasSuffix($0) }) {
            let url = folder.sample.url.appending(path: name)
            guard try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else { continue }
            let file = try Fixture.file(url)
            do throws(CaptureError) {
                let recording = try Recording.read([file])
                #expect(recording.messageCount + recording.others.count > 0, "\(name)")
                read += 1
            } catch {
                #expect(error.message.contains(" ") && error.place.file == file.name, "\(name): \(error)")
                refused[error.code, default: 0] += 1
            }
        }
        #expect(read == folder.read)
        #expect(refused == folder.refused)
    }
}
