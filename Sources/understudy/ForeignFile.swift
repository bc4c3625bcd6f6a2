import Captures

/// What a file is that people mistake for a message or a list of settings.
enum ForeignFile {
    /// - Returns: what the file is and what to do with it, a sentence; nil where it may be a message or a list of settings.
    static func description(of bytes: [UInt8]) -> String? {
        switch CaptureFile(name: "", octets: bytes).kind {
        case .capture(let form):
            "this is a capture (\(form)), which holds the messages of both sides; understudy replay plays it"
        case .enrolment("provisioning"):
            "this is a provisioning document, which enrols a phone; give it to enroll --document"
        case .enrolment: "this is a SOAP message (Envelope), as in enrolment; apply takes messages of sessions (SyncML)"
        case .foreign(let sentence): sentence
        case .messages, .unknown: nil
        }
    }
}
