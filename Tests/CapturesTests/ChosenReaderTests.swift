import Captures
import Foundation
import Testing

/// Each reader by itself: what it is given may be anything.
struct ChosenReaderTests {
    /// A sample that each reader reads; the description and the circumstances of a recording hold no message.
    private static let samples = [
        ("SAZReader", "fiddler.saz"), ("MitmproxyReader", "mitmproxy.flows"), ("HARReader", "capture.har"),
        ("NgrokReader", "ngrok.json"), ("GoDumpReader", "go-dump.txt"), ("CurlTraceReader", "curl.trace"),
        ("TsharkFollowReader", "tshark-follow.txt"), ("HTTPTextReader", "http.txt"), ("BurpReader", "burp.xml"),
        ("WebPasteReader", "web-paste.txt"), ("MessageTextReader", "text.xml"), ("CommandsReader", "commands.xml"),
    ]

    @Test(arguments: samples) func `a reader that is chosen reads as one that is found`(
        _ name: String, _ sample: String
    ) throws {
        let file = try Fixture.file(Sample(.shipped, sample).url)
        let reader = try #require(ChosenReader(name))
        #expect(try reader.read(file) == Recording.read([file]))
    }

    @Test func `every reader reads or refuses every file, whatever form that has`() throws {
        let files = try Fixture.all.map { try Fixture.file($0) } + Samples.files.map { try Fixture.file($0) }
        var counts = (read: 0, refused: 0)
        for name in ChosenReader.names {
            let reader = try #require(ChosenReader(name))
            for file in files {
                for octets in [file.octets, Array(file.octets.prefix(file.octets.count / 2)), []] {
                    do throws(CaptureError) {
                        let recording = try reader.read(CaptureFile(name: file.name, octets: octets))
                        _ = recording.redacted().recording.files(as: .record)
                        counts.read += 1
                    } catch {
                        #expect(!error.message.isEmpty && error.place.file == file.name, "\(name), \(file.name)")
                        counts.refused += 1
                    }
                }
            }
        }
        #expect(counts.read > 100 && counts.refused > 1000, "\(counts)")
    }

    @Test func `every reader has a fuzzer, which has seeds`() throws {
        let script = try String(contentsOf: Sample(.tests, "Fuzz/run").url, encoding: .utf8)
        let rows = script.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
            .filter { $0.count > 2 && $0[1].hasSuffix("Reader") }
        #expect(rows.map { $0[1] }.sorted() == ChosenReader.names.sorted())
        let names = try ["CapturesTests/Fixtures", "Fuzz/Seeds/captures", "../Samples/captures"].flatMap { folder in
            try FileManager.default.subpathsOfDirectory(atPath: Sample(.tests, folder).url.path())
        }
        for row in rows {
            for pattern in row[2...] where !pattern.hasPrefix("include-") {
                let regex = try Regex("(.*/)?" + pattern.replacing(".", with: #"\."#).replacing("*", with: "[^/]*"))
                #expect(names.contains { $0.wholeMatch(of: regex) != nil }, "\(row[0]): \(pattern)")
            }
        }
    }
}
