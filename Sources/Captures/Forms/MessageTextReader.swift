internal import SyncML

/// Messages as text, one or several in a file, with nothing or anything between them: raw messages (also WBXML), what people
/// pasted together, SyncML Viewer's stream, the log of Android's Company Portal.
enum MessageTextReader: CaptureReader {
    /// What may stand at the top of a raw message of enrolment (MS-MDE2).
    private static let enrollmentRoots: Set<String> = ["Envelope", "wap-provisioningdoc"]

    static func recognizes(_ source: CaptureSource) -> Bool {
        if WBXMLReader.recognizes(source.octets) { return true }
        guard let root = source.root else { return false }
        return root.name == "SyncML" || (root.isFirst && enrollmentRoots.contains(root.name))
            || source.text.offset(of: "<SyncML") != nil
    }

    static func read(_ source: CaptureSource) throws(CaptureError) -> CaptureContents {
        guard let root = source.root, root.name == "SyncML" || source.text.offset(of: "<SyncML") != nil else {
            return whole(source)
        }
        var scanner = MessageScanner(source.text)
        scanner.scan()
        guard scanner.pieces.count <= source.limits.maximumMessages else {
            throw source.error(
                .tooLarge, "there are more than \(source.limits.maximumMessages) messages; split the file.")
        }
        if let only = scanner.pieces.first, scanner.pieces.count == 1, !scanner.hasSessionMarks,
            isAlone(only, root, source.text)
        {
            return whole(source, isCut: only.isCut)
        }
        let lines = TextLines(source.text)
        var contents = CaptureContents(form: form(of: source, scanner))
        for piece in scanner.pieces {
            contents.parts.append(
                CapturedPart(
                    role: .loose, body: Array(source.text[piece.range]),
                    place: source.place(.line(lines.index(at: piece.range.lowerBound) + 1)), isCut: piece.isCut,
                    opensSession: piece.opensSession))
        }
        return contents
    }

    private static func form(of source: CaptureSource, _ scanner: MessageScanner) -> CaptureForm {
        if scanner.hasSessionMarks { return .syncMLViewer }
        return source.text.offset(of: "com.microsoft.omadm") != nil ? .companyPortal : .text
    }

    /// Whether nothing else stands in the text: then the file's octets are the message's.
    private static func isAlone(_ piece: MessageScanner.Piece, _ root: TextRoot, _ text: [UInt8]) -> Bool {
        root.isFirst && root.offset == piece.range.lowerBound
            && text[piece.range.upperBound...].allSatisfy { $0.isBlank || $0 == 0 }
    }

    private static func whole(_ source: CaptureSource, isCut: Bool = false) -> CaptureContents {
        let part = CapturedPart(role: .loose, body: source.octets, place: source.place(), isCut: isCut)
        return CaptureContents(form: .message, parts: [part])
    }
}
