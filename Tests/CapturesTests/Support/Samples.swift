import Captures
import Foundation
import Testing

/// A capture of the table of samples: a file, or a folder of messages.
struct Sample: Sendable, CustomTestStringConvertible {
    /// Where samples lie.
    enum Place: String {
        /// `Samples/captures`, which the project ships.
        case shipped = "Samples/captures"
        /// What tests of captures read.
        case fixtures = "Tests/CapturesTests/Fixtures"
        /// The tests, and what runs them.
        case tests = "Tests"
        /// What all tests read.
        case messages = "Tests/Fixtures"
        /// The folders beside the project, which not everybody has.
        case beside = "../shared"

        fileprivate static let package = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "../../..")

        var folder: URL { Self.package.appending(path: rawValue).standardizedFileURL }
    }

    var place: Place
    var name: String

    init(_ place: Place, _ name: String) {
        self.place = place
        self.name = name
    }

    var url: URL { place.folder.appending(path: name) }

    var testDescription: String { "\(place.rawValue)/\(name)" }

    func recording() throws -> Recording {
        let isFolder = try url.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true
        guard isFolder else { return try Recording.read([Fixture.file(url)]) }
        let files = try Fixture.folder(url)
        return try Recording.read(folder: files.filter { Self.isMessage($0.name, among: files.map(\.name)) })
    }

    /// What lies beside messages describes them, or is the same message in another form.
    private static func isMessage(_ name: String, among all: [String]) -> Bool {
        let isCopy = name.hasSuffix(".wire.xml") && all.contains(name.replacing(".wire.xml", with: ".xml"))
        return !isCopy && name != "meta.json" && !name.hasSuffix(".headers.txt") && name != "dump.txt"
            && name != "published.txt"
    }
}

/// The samples that the project ships.
enum Samples {
    /// Each with its form.
    static let forms: [(name: String, form: CaptureForm)] = [
        ("record", .http), ("messages", .message), ("wbxml", .message), ("capture.har", .har), ("wbxml.har", .har),
        ("text.xml", .text), ("commands.xml", .commands), ("http.txt", .http), ("curl.trace", .curlTrace),
        ("curl-ascii.trace", .curlTrace), ("fiddler.saz", .saz), ("mitmproxy.flows", .mitmproxy),
        ("syncml-viewer.xml", .syncMLViewer), ("company-portal.log", .companyPortal), ("go-dump.txt", .goDump),
        ("ngrok.json", .ngrok), ("tshark-follow.txt", .tsharkFollow), ("burp.xml", .burp), ("web-paste.txt", .webPaste),
    ]

    static let all = forms.map { Sample(.shipped, $0.name) }

    /// Those that hold the session of the lab, not only its commands.
    static let talks = forms.filter { $0.form != .commands }.map { Sample(.shipped, $0.name) }

    /// Every file of them, those in folders too.
    static let files: [URL] = {
        let folder = Sample.Place.shipped.folder
        let names = FileManager.default.enumerator(atPath: folder.path())?.compactMap { $0 as? String } ?? []
        return names.filter { !["make.py", "README.md"].contains($0) }.sorted().map { folder.appending(path: $0) }
            .filter { (try? $0.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true }
    }()

    /// The names at the top.
    static var names: Set<String> {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: Sample.Place.shipped.folder.path())) ?? []
        return Set(names).subtracting(["make.py", "README.md"])
    }

    /// The rows about the project's files, and those about what may lie beside it, if it does.
    static func rows<Row>(_ own: [Row], beside rows: [Row]) -> [Row] {
        own + (FileManager.default.fileExists(atPath: Sample(.beside, "forms").url.path()) ? rows : [])
    }
}
