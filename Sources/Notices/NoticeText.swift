/// What the program says of the works that it carries.
package enum NoticeText {
    /// A list of works with their versions, then each text once, under the names of those that have it.
    /// - Parameter version: the program's own.
    package static func text(of works: [CarriedWork], version: String) -> String {
        var texts: [String] = []
        var names: [String: [String]] = [:]
        for work in works {
            for text in work.texts {
                if names[text] == nil { texts.append(text) }
                names[text, default: []].append(work.name)
            }
        }
        let list = works.dropFirst().map { "  \($0.name)\($0.version.isEmpty ? "" : " \($0.version)")" }
        let head = """
            understudy \(version), Apache-2.0. It carries:
            \(list.joined(separator: "\n"))
            It uses libxml2, SQLite and zlib of the machine that it runs on.
            """
        return ([head] + texts.map { rule(names[$0] ?? []) + "\n\n" + $0 }).joined(separator: "\n\n")
    }

    /// A heading that is found among texts of any kind.
    private static func rule(_ names: [String]) -> String {
        "=== \(names.joined(separator: ", ")) ==="
    }
}
