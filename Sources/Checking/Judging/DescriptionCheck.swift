import ManagementTree
import SyncML

/// Judges a file of node descriptions (DDF): whether it can be read, and what stands in it off the schema.
enum DescriptionCheck {
    /// Whether a text begins as such a file does; no payload has its root.
    static func recognizes(_ octets: [UInt8]) -> Bool {
        RootElement.begins(octets, with: "MgmtTree")
    }

    static func drafts(of octets: [UInt8]) -> [Draft] {
        do throws(DDFError) {
            return drafts(of: try DDFReader.examine(octets, file: "").oddities)
        } catch {
            let place = error.node.isEmpty ? "" : "\(error.node): "
            return [Draft(.brokenDescription, at: .file, place + error.message)]
        }
    }

    /// One draft for each kind, at its first place: what a writer does once he does often.
    static func drafts(of oddities: [DDFOddity]) -> [Draft] {
        var drafts: [Draft] = []
        var known: [DDFOddity.Kind: (draft: Int, more: Int)] = [:]
        for oddity in oddities {
            if let told = known[oddity.kind] {
                known[oddity.kind] = (told.draft, told.more + 1)
                drafts[told.draft].details = ["\(told.more + 1) more of the kind in this file"]
            } else {
                known[oddity.kind] = (drafts.count, 0)
                let node = oddity.node.isEmpty ? "" : "\(oddity.node): "
                drafts.append(
                    Draft(
                        .oddDescription, at: .place(.text(oddity.place)),
                        address: oddity.node.isEmpty ? nil : oddity.node, node + oddity.message))
            }
        }
        return drafts
    }
}
