import Checking
import Foundation
import Testing

/// A table of payloads and what `check` makes of each: the path, the verdict, the rules that found something.
///
/// `UNDERSTUDY_RECORD=1 swift test --filter VerdictTests` writes it anew, to be read before it is committed.
struct Snapshot {
    /// The folder of the payloads, and the table's name.
    let folder: String
    let name: String

    static let package = "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/")

    static let fixtures = Snapshot(folder: "\(package)/Tests/Fixtures", name: "fixtures")
    static let samples = Snapshot(folder: "\(package)/Samples", name: "samples")
    static let captures = Snapshot(folder: "\(package)/../shared/captures", name: "captures")
    static let field = Snapshot(folder: "\(package)/../shared/field", name: "field")

    /// Those whose folder is there: the project's own always are.
    static let present = [fixtures, samples, captures, field].filter {
        FileManager.default.fileExists(atPath: $0.folder)
    }

    private var table: String { "\(Self.package)/Tests/CheckingTests/Snapshots/\(name).tsv" }

    /// The payloads below the folder, in order.
    var paths: [String] {
        let all = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        let payloads = all.filter { path in
            [".xml", ".wbxml", ".json", ".csv"].contains { path.hasSuffix($0) } && !path.hasSuffix("meta.json")
                && !path.hasSuffix("exchange.json") && !path.hasPrefix("captures/")
        }
        guard name == "captures" else { return payloads.sorted() }
        let cases = Set(payloads.compactMap { $0.split(separator: "/").first.map(String.init) }.filter(isOfServer))
        return payloads.filter { cases.contains($0.split(separator: "/").first.map(String.init) ?? "") }.sorted()
    }

    /// Whether a case holds what a server sends.
    private func isOfServer(_ name: String) -> Bool {
        guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)/meta.json"),
            let meta = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
        else { return false }
        return ["csp-fragment", "server-commands"].contains(meta["kind"] as? String)
    }

    func rows() throws -> [String] {
        let checker = try Bench.checker()
        return try paths.map { path in
            let octets = [UInt8](try Data(contentsOf: URL(filePath: "\(folder)/\(path)")))
            let report = checker.check(octets, file: path)
            return "\(path)\t\(report.verdict.rawValue)\t\(report.rules.joined(separator: " "))"
        }
    }

    func expected() throws -> [String] {
        try String(contentsOfFile: table, encoding: .utf8).split(separator: "\n").map(String.init)
            .filter { !$0.hasPrefix("#") }
    }

    func record(_ rows: [String]) throws {
        let head = "# What check says of each payload: path, verdict, rules. Reviewed; see Support/Snapshot.swift.\n"
        try Data((head + rows.joined(separator: "\n") + "\n").utf8).write(to: URL(filePath: table))
    }
}

extension Snapshot: CustomTestStringConvertible, Sendable {
    var testDescription: String { name }
}
