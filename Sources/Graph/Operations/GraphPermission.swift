/// What a caller needs for an operation: any one of these permissions, by Graph's names, the least of them first.
///
/// Who may write may read: scripts that were given `ReadWrite` alone list all the same.
package struct GraphPermission: Equatable, Sendable, CustomStringConvertible {
    package let names: [String]

    init(_ names: [String]) {
        self.names = names
    }

    /// To read all of a kind: `Group.Read.All`.
    static func read(_ kind: String, or others: [String] = []) -> GraphPermission {
        GraphPermission(["\(kind).Read.All", "\(kind).ReadWrite.All"] + others)
    }

    /// To change all of a kind: `Group.ReadWrite.All`.
    static func write(_ kind: String, or others: [String] = []) -> GraphPermission {
        GraphPermission(["\(kind).ReadWrite.All"] + others)
    }

    /// What opens the directory as a whole.
    static let readDirectory = ["Directory.Read.All", "Directory.ReadWrite.All"]
    static let writeDirectory = ["Directory.ReadWrite.All"]

    /// Whether somebody with these may; nil stands for all.
    package func allows(_ permissions: Set<String>?) -> Bool {
        permissions.map { granted in names.contains(where: granted.contains) } ?? true
    }

    package var description: String { names.joined(separator: ", ") }
}
