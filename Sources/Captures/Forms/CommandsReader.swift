/// Commands without a message around them: what operators keep for servers that wrap them, and the request files of SyncML
/// Viewer, which may begin with a line of text.
enum CommandsReader: CaptureReader {
    private static let roots: Set<String> = [
        "SyncBody", "Add", "Replace", "Delete", "Get", "Exec", "Copy", "Atomic", "Sequence", "Alert", "Status",
        "Results",
    ]

    static func recognizes(_ source: CaptureSource) -> Bool {
        source.root.map { roots.contains($0.name) } ?? false
    }

    static func read(_ source: CaptureSource) throws(CaptureError) -> CaptureContents {
        guard let root = source.root else { return CaptureContents(form: .commands) }
        // The octets as they are, unless a line of text stands before them.
        let body = root.isFirst ? source.octets : Array(source.text[root.offset...])
        let part = CapturedPart(role: .loose, body: body, place: source.place())
        return CaptureContents(form: .commands, parts: [part])
    }
}
