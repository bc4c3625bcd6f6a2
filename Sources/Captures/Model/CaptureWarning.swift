/// What somebody has to know of a capture that was read all the same.
package struct CaptureWarning: Equatable, Sendable, CustomStringConvertible {
    package enum Kind: String, Equatable, Hashable, Sendable, CaseIterable {
        /// Octets were replaced when the capture was written, and nothing brings them back.
        case octetsLost
        /// A message ends before its end.
        case messageCut
        /// A body that was laid out anew by the program that wrote it, so that its length is another.
        case bodyLaidOut
        /// A body is in a coding that is not read here.
        case unknownCoding
        /// What looks like a message cannot be read as one.
        case unreadableMessage
        /// XML declarations inside a message were left out.
        case declarationsLeftOut
        /// Text was undone that a web page had escaped.
        case entitiesUndone
        /// What looks like a message cannot be read, and has typographic quotation marks.
        case typographicQuotes
        /// A body that holds secrets perhaps, and cannot be looked into, is left out of what is written.
        case leftOut
        /// A file holds nothing to replay.
        case fileSkipped
        /// A connection through a proxy, which holds nothing to read.
        case tunnelSkipped
        /// The capture's format is a later one than was known here.
        case laterFormat

        /// A file of a recording is not there, though the numbers of the others say that it was.
        case exchangeMissing

        /// Whether a message is missing to the replay because of it.
        package var isLoss: Bool {
            switch self {
            case .messageCut, .unreadableMessage, .typographicQuotes: true
            case .octetsLost, .bodyLaidOut, .unknownCoding, .declarationsLeftOut, .entitiesUndone, .leftOut,
                .fileSkipped, .tunnelSkipped, .laterFormat, .exchangeMissing:
                false
            }
        }

        /// Whether it is about what lies beside the messages, and not about what is to be replayed.
        package var isBeside: Bool {
            switch self {
            case .fileSkipped, .tunnelSkipped: true
            case .octetsLost, .messageCut, .bodyLaidOut, .unknownCoding, .unreadableMessage, .declarationsLeftOut,
                .entitiesUndone, .typographicQuotes, .leftOut, .laterFormat, .exchangeMissing:
                false
            }
        }
    }

    package var kind: Kind
    package var place: CapturePlace
    /// What is so and what it means, as a sentence.
    package var message: String

    package init(_ kind: Kind, at place: CapturePlace, _ message: String) {
        self.kind = kind
        self.place = place
        self.message = message
    }

    package var description: String { "\(place): \(message)" }
}
