import Notation

/// Why a text could not be read as XML: what is wrong, where, and what to do.
package struct XMLError: CodedError {
    /// The kind of an error: an open set.
    package struct Code: RawRepresentable, Equatable, Hashable, Sendable {
        package var rawValue: String

        package init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// There is no element at all.
        package static let empty = Code(rawValue: "empty")
        /// The text breaks the grammar of XML.
        package static let notWellFormed = Code(rawValue: "notWellFormed")
        /// A second root where only one is expected.
        package static let secondRoot = Code(rawValue: "secondRoot")
        /// Bytes that the encoding does not allow.
        package static let invalidEncoding = Code(rawValue: "invalidEncoding")
        /// An encoding that is declared but not known here.
        package static let unsupportedEncoding = Code(rawValue: "unsupportedEncoding")
        /// A document type declaration where none is accepted, or one that declares something.
        package static let documentType = Code(rawValue: "documentType")
        /// A reference to an entity other than the five of XML.
        package static let entity = Code(rawValue: "entity")
        /// More bytes than the limits allow.
        package static let tooLarge = Code(rawValue: "tooLarge")
        /// More open elements than the limits allow.
        package static let tooDeep = Code(rawValue: "tooDeep")
        /// A longer name than the limits allow.
        package static let nameTooLong = Code(rawValue: "nameTooLong")
        /// More attributes or namespace declarations than the limits allow.
        package static let tooManyAttributes = Code(rawValue: "tooManyAttributes")
        /// More different names than the limits allow.
        package static let tooManyNames = Code(rawValue: "tooManyNames")
        /// The handler stopped the reading for a reason of its own.
        package static let stopped = Code(rawValue: "stopped")
        /// There is no memory for a parser.
        package static let outOfMemory = Code(rawValue: "outOfMemory")
    }

    package var code: Code
    /// What is wrong and what to do, as a sentence.
    package var message: String
    package var place: XMLPlace

    package init(code: Code, message: String, place: XMLPlace) {
        self.code = code
        self.message = message
        self.place = place
    }

    package var description: String { "\(place): \(message)" }
}
