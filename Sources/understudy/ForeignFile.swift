import Captures

/// What a file is that people mistake for a message or a list of settings.
enum ForeignFile {
    /// - Returns: what the file is and what to do with it, a sentence; nil where it may be a message or a list of settings.
    static func description(of bytes: [UInt8]) -> String? {
        switch CaptureFile(name: "", octets: bytes).kind {
        case .capture(let form): sentence(form)
        case .enrollment("provisioning"):
            "this is a provisioning document, which enrols a phone; give it to enroll --document"
        case .enrollment:
            "this is a SOAP message (Envelope), as in enrolment; apply takes messages of sessions (SyncML)"
        case .foreign(let sentence): sentence
        case .messages, .unknown: nil
        }
    }

    /// The same for a capture alone, of which a part may well be a message.
    static func capture(in bytes: [UInt8]) -> String? {
        guard case .capture(let form) = CaptureFile(name: "", octets: bytes).kind else { return nil }
        return sentence(form)
    }

    /// What messages of a server and of a device in one file are.
    static let bothSides =
        "this is a capture (messages one behind the other), which holds the messages of both sides; understudy replay "
        + "plays it"

    private static func sentence(_ form: CaptureForm) -> String {
        "this is a capture (\(form)), which holds the messages of both sides; understudy replay plays it"
    }
}
