internal import Notation

/// What the server answers to any request: a status and bytes.
package struct LabAnswer: Equatable, Sendable {
    package var status: Int
    package var mediaType: String?
    package var body: [UInt8]
    /// Of an answer in a session, its number there.
    package var message: Int?

    package init(status: Int, mediaType: String? = nil, body: [UInt8] = [], message: Int? = nil) {
        self.status = status
        self.mediaType = mediaType
        self.body = body
        self.message = message
    }

    /// Why a request was refused; nil for one that was not.
    var refusal: String? { status == 200 ? nil : String(decoding: body, as: UTF8.self).trimmed }

    static func refusal(_ status: Int, _ text: String) -> LabAnswer {
        LabAnswer(status: status, mediaType: "text/plain; charset=utf-8", body: Array("\(text)\n".utf8))
    }
}
