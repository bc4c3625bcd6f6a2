import Foundation
import Testing

/// Where results are written: `--output`, reports of a fleet.
@Suite("Where results go")
struct OutputPlaceTests {
    private static let capture = "\(Understudy.package)/Tests/CapturesTests/Fixtures/http.txt"

    private static func kind(_ path: String) throws -> FileAttributeType? {
        try FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
    }

    @Test(
        "A pipe is written into, and stays one",
        arguments: [
            ["convert", capture, "--to", "xml", "--output", "place"],
            ["convert", capture, "--to", "xml", "--output", "place", "--overwrite"],
            ["replay", capture, "--format", "json", "--output", "place"],
        ])
    func pipe(_ command: [String]) throws {
        try Understudy.with { understudy in
            let place = "\(understudy.folder)/place"
            try #require(mkfifo(place, 0o600) == 0)
            // Opened for both, so that nobody waits for the other side.
            let file = open(place, O_RDWR | O_NONBLOCK)
            try #require(file >= 0)
            defer { close(file) }
            let outcome = try understudy.run(command)
            #expect([0, 1].contains(outcome.code), "\(outcome)")
            var octets = [UInt8](repeating: 0, count: 64)
            let count = read(file, &octets, octets.count)
            let first = String(decoding: octets.prefix(max(0, count)), as: UTF8.self)
            #expect(first.hasPrefix("<SyncML") || first.hasPrefix("{"), "\(first)")
            #expect(try Self.kind(place) == .typeUnknown, "a pipe is none of the types that Foundation knows")
        }
    }

    @Test("What standard output is goes on, a file too")
    func standardOutput() throws {
        try Understudy.with { understudy in
            for command in [["convert", Self.capture, "--to", "xml"], ["replay", Self.capture, "--format", "html"]] {
                let outcome = try understudy.run(command + ["--output", "/dev/stdout"])
                #expect(outcome.output.hasPrefix("<"), "\(outcome)")
            }
        }
    }

    @Test("Behind a link the file is replaced and not the link, and only where it may be")
    func link() throws {
        try Understudy.with { understudy in
            try understudy.write("mine", to: "file")
            let link = "\(understudy.folder)/link"
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "file")
            let command = ["convert", Self.capture, "--to", "xml", "--output", "link"]
            #expect(try understudy.run(command).code == 74)
            #expect(try understudy.run(command + ["--overwrite"]).code == 0)
            #expect(try Self.kind(link) == .typeSymbolicLink)
            let text = try String(contentsOfFile: "\(understudy.folder)/file", encoding: .utf8)
            #expect(text.hasPrefix("<SyncML"))
        }
    }
}
