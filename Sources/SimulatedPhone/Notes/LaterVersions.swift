import EmbeddedDDF
import ManagementTree

/// What came after version 1703: the lines of `Later.tsv`, whose head says what they hold. For hints alone.
enum LaterVersions {
    /// A CSP, or a node of one.
    struct Entry {
        var csp: NodeName
        /// Names below the CSP as they follow each other; none for the CSP itself.
        var names: [NodeName]
        /// As in the table, such as `1803` or `11-22H2`.
        var since: Substring
    }

    /// The names of the CSPs that came later.
    static var csps: [String] { all.filter(\.names.isEmpty).map(\.csp.text) }

    /// The entry of a CSP itself; nil for one that came with version 1703 or before.
    static func entry(of csp: String) -> Entry? {
        all.first { $0.names.isEmpty && $0.csp == NodeName(csp) }
    }

    /// The oldest entry of a node, or of an area that came with one: `./Vendor/MSFT/Policy/Config/KioskBrowser`.
    /// - Parameter depth: the place of the name that is not known, which the entry must have.
    static func entry(at uri: NodeURI, _ depth: Int) -> Entry? {
        let names = uri.names
        guard depth > 2, names.count > depth, names[1] == "MSFT" else { return nil }
        return all.first { entry in
            guard entry.csp == names[2], !entry.names.isEmpty else { return false }
            return (max(3, depth - entry.names.count + 1)...depth).contains { start in
                let run = names[start...].prefix(entry.names.count)
                return run.elementsEqual(entry.names.prefix(run.count))
            }
        }
    }

    static let all: [Entry] = BuiltInDDF.later.split(separator: UInt8(ascii: "\n")).compactMap { line in
        guard line.first != UInt8(ascii: "#") else { return nil }
        let fields = String(decoding: line, as: UTF8.self).split(separator: "\t")
        let names = fields.last.map { $0.split(separator: "/").map { NodeName(String($0)) } } ?? []
        guard fields.count == 2, let csp = names.first else { return nil }
        return Entry(csp: csp, names: Array(names.dropFirst()), since: fields[0])
    }
}

extension LaterVersions.Entry {
    /// - Parameter what: what came, such as `LAPS came`.
    func note(_ what: String, _ traits: DeviceTraits) -> Note {
        let parts = since.split(separator: "-")
        let isEleven = parts[0] == "11"
        let version = parts.count > 1 || !isEleven ? "version \(parts[parts.count - 1]) of " : "a later version of "
        let words = "\(what) with \(version)Windows \(isEleven ? "11" : "10")"
        // Of what phones got after version 1709 there is nothing.
        if traits.platform == .phone, names.isEmpty || since != "1709" {
            return Note(.slip, "\(words) and is not on phones", .laterVersion)
        }
        guard let first = BuildVersion(naming: String(since), on: traits.platform), traits.build.build >= first.build
        else { return Note(.slip, "\(words); this device has \(traits.build)", .laterVersion) }
        return Note(
            .slip, "\(words), but it is not built in here: give a folder with its DDF file by --ddf", .notBuiltIn)
    }
}
