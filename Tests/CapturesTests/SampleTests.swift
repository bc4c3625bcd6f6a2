import Captures
import Foundation
import Testing

/// Samples of real programs and messages of real devices, where they lie beside the project.
@Suite(.enabled(if: Fixture.areSamplesThere, "ShippedSampleTests holds the same rules on any clone"))
struct SampleTests {
    /// What was read of a sample: its forms, how many sessions, messages, and exchanges beside them.
    struct Row: Equatable, CustomStringConvertible {
        var forms: [CaptureForm]
        var sessions: Int
        var messages: Int
        var others: Int

        var description: String {
            "\(forms.map(\.description).joined(separator: ", ")): \(sessions) sessions, \(messages) messages, \(others) others"
        }
    }

    static func row(_ recording: Recording) -> Row {
        var forms: [CaptureForm] = []
        for form in recording.forms where !forms.contains(form) { forms.append(form) }
        return Row(
            forms: forms, sessions: recording.sessions.count, messages: recording.messageCount,
            others: recording.others.count)
    }

    @Test(arguments: [
        ("mitmproxy/enrol-and-sync-http.mitm", Row(forms: [.mitmproxy], sessions: 2, messages: 6, others: 3)),
        ("mitmproxy/enrol-and-sync-wbxml.mitm", Row(forms: [.mitmproxy], sessions: 2, messages: 6, others: 3)),
        (
            "mitmproxy/forward-http-and-https-plain-gzip-chunked.mitm",
            Row(forms: [.mitmproxy], sessions: 6, messages: 12, others: 0)
        ),
        ("har/mitmproxy-enrol-and-sync.har", Row(forms: [.har], sessions: 2, messages: 6, others: 3)),
        ("har/mitmproxy-wbxml-lone-surrogates.har", Row(forms: [.har], sessions: 2, messages: 6, others: 3)),
        (
            "har/mitmproxy-forward-gzip-decoded-two-cookies.har",
            Row(forms: [.har], sessions: 6, messages: 12, others: 0)
        ),
        ("curl/trace-ascii.trace", Row(forms: [.curlTrace], sessions: 1, messages: 2, others: 0)),
        ("curl/trace-time.trace", Row(forms: [.curlTrace], sessions: 1, messages: 2, others: 0)),
        ("curl/include-headers.txt", Row(forms: [.http], sessions: 1, messages: 1, others: 0)),
        ("pcap/tshark-follow-http-ascii-stream0.txt", Row(forms: [.tsharkFollow], sessions: 0, messages: 0, others: 3)),
        ("saz/constructed-enrol-and-sync.saz", Row(forms: [.saz], sessions: 2, messages: 6, others: 3)),
        ("other/constructed-burp-items.xml", Row(forms: [.burp], sessions: 2, messages: 6, others: 3)),
        ("other/constructed-ngrok-agent-requests.json", Row(forms: [.ngrok], sessions: 2, messages: 6, others: 3)),
    ])
    func `samples of the forms hold what was recorded`(_ file: String, _ row: Row) throws {
        let source = try Fixture.file(Fixture.shared.appendingPathComponent("forms/\(file)"))
        let recording = try Recording.read([source])
        #expect(Self.row(recording) == row, "\(recording.warnings)")
    }

    @Test(arguments: [
        ("forms/record/understudy-record-folder", Row(forms: [.http], sessions: 2, messages: 6, others: 3)),
        ("forms/pcap/tshark-export-objects", Row(forms: [.message], sessions: 12, messages: 12, others: 0)),
        ("captures/002-wso2-lumia630-wp81", Row(forms: [.message], sessions: 1, messages: 2, others: 3)),
        (
            "captures/006-aadinternals-intune-first-exchange",
            Row(forms: [.message], sessions: 1, messages: 2, others: 0)
        ),
        (
            "captures/007-docs-declared-configuration-bulk-get",
            Row(forms: [.message], sessions: 1, messages: 2, others: 0)
        ),
        ("captures/064-ms-mdm-section4-exchange", Row(forms: [.message], sessions: 1, messages: 3, others: 0)),
    ])
    func `folders hold what was recorded`(_ folder: String, _ row: Row) throws {
        let files = try Fixture.folder(Fixture.shared.appendingPathComponent(folder))
        #expect(Self.row(try Recording.read(folder: files)) == row)
    }

    /// The table of all samples, for who wants to see it: form, sessions, messages, and why what is refused is.
    @Test func `every sample is read or refused with a sentence`() throws {
        var counts = (read: 0, refused: 0)
        for top in ["forms", "captures"] {
            let folder = Fixture.shared.appendingPathComponent(top)
            let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
            for name in names.sorted() where !name.hasSuffix("meta.json") && !name.hasSuffix(".md") {
                let url = folder.appendingPathComponent(name)
                guard (try? url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true else { continue }
                do throws(CaptureError) {
                    let recording = try Recording.read([try Self.file(url)])
                    counts.read += 1
                    print("sample", "\(top)/\(name)", Self.row(recording), recording.told.map(\.rawValue).sorted())
                } catch {
                    counts.refused += 1
                    print("sample", "\(top)/\(name)", error.code.rawValue, error.message)
                }
            }
        }
        #expect(counts.read > 250, "\(counts)")
    }

    private static func file(_ url: URL) throws(CaptureError) -> CaptureFile {
        do {
            return try Fixture.file(url)
        } catch {
            throw CaptureError(.empty, at: CapturePlace(url.lastPathComponent), "\(error)")
        }
    }
}
