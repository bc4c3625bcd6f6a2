extension CaptureFile {
    /// What a file is, for who expects a message in it.
    package enum Kind: Equatable, Sendable {
        /// A message, commands, or a text with such in it.
        case messages
        /// Messages of both sides with what was known of them.
        case capture(CaptureForm)
        /// A message of enrolment: its action, or `provisioning`.
        case enrollment(String)
        /// Something else that people take for a capture: what it is and what to do, as a sentence.
        case foreign(String)
        case unknown
    }

    /// What its octets tell.
    package var kind: Kind {
        let contents: CaptureContents
        do throws(CaptureError) {
            contents = try CaptureContents.read(self, CaptureLimits())
        } catch {
            return [.empty, .notRecognized].contains(error.code) ? .unknown : .foreign(error.message)
        }
        switch contents.form {
        case .message, .commands, .text: break
        case .syncMLViewer, .companyPortal, .webPaste, .recording, .http, .curlTrace, .goDump, .tsharkFollow, .har,
            .ngrok,
            .saz, .mitmproxy, .burp:
            return .capture(contents.form)
        }
        var judge = PartJudge(CaptureLimits())
        guard let part = contents.parts.first, case .enrollment(let action) = judge.message(part).content else {
            return .messages
        }
        return .enrollment(action)
    }
}
