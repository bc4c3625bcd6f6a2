import Captures
import Testing

/// Texts that would cost the square of their length, were anything sought again and again; here they are long enough that
/// nobody would wait for that.
struct HostileShapeTests {
    private static func isRefused(_ text: String) -> Bool {
        do throws(CaptureError) {
            _ = try Recording.read([Talk.file("a", text)])
            return false
        } catch {
            return true
        }
    }

    @Test(arguments: [
        "<SyncML ", "</SyncML ", "<!--", "<SyncML><![CDATA[", "<?", "<!DOCTYPE [", "&lt;SyncML", "<SyncML></SyncML>",
        "<SyncML><SyncHdr>", "<items burpVersion=\"\" ", "=> Send header, 1 bytes\n0000: 50 ", "== Input Request ==\n",
    ])
    func `what begins again and again and never ends is refused`(_ piece: String) {
        #expect(Self.isRefused("<SyncML>" + String(repeating: piece, count: 400_000 / piece.utf8.count)))
    }

    @Test func `openings of messages that never come are refused before they are all looked at`() throws {
        let openings = String(repeating: "<SyncML>", count: 200_000)
        var stream = CaptureStream()
        let error = try #require(
            #expect(throws: CaptureError.self) { try stream.add(Talk.file("a", openings), isOnly: true) })
        #expect(error.code == .unreadable && error.place == CapturePlace("a", .line(1)))
        #expect(error.message.contains("999 others cannot be read either, and 0 can"), "\(error)")
        #expect(stream.takeWarnings().count == 1000)
        var blocks = CaptureStream()
        var text = try #require(LongText("a", beginning: Array(openings.utf8.prefix(LongText.beginning))))
        #expect(throws: CaptureError.self) { try text.add(openings.utf8, to: &blocks) }
        #expect(blocks.takeWarnings().count == 1000)
    }

    @Test(arguments: [(1, true), (9, true), (20, false)])
    func `so many that cannot be read are borne for each that can`(_ readable: Int, _ isRefused: Bool) {
        let messages = (1...readable).map { Talk.text(.device, $0) }.joined(separator: "\n")
        #expect(Self.isRefused(messages + String(repeating: "<SyncML>\n", count: 1500)) == isRefused)
    }

    @Test func `requests whose length leads far ahead are all found`() throws {
        let request = "POST /a HTTP/1.1\r\nContent-Length: 30000\r\n\r\n"
        let text =
            String(repeating: request, count: 2000) + String(repeating: " ", count: 100_000) + Talk.text(.device, 1)
        let recording = try Recording.read([Talk.file("a", text)])
        #expect(recording.others.count + recording.sessions.flatMap(\.exchanges).count > 1000)
    }

    @Test func `thousands of messages in the wrong order are one session`() throws {
        let texts =
            (1...3000).reversed().map { Talk.text(.device, $0) }
            + (1...3000).map { Talk.text(.server, $0, answers: $0) }
        let recording = try Recording.read([Talk.file("a", texts.joined())])
        #expect(recording.sessions.count == 1 && recording.sessions.first?.turns.count == 3000)
        #expect(recording.outline.first?.prefix(4) == ["device 1", "server 1", "device 2", "server 2"])
    }
}
