import Notation
package import XML

/// Why a message could not be read as SyncML: what is wrong, where, and what to do.
package struct SyncMLError: CodedError {
    package enum Code: Equatable, Hashable, Sendable {
        /// The text cannot be read as XML.
        case xml(XMLError.Code)
        /// The octets cannot be read as WBXML.
        case wbxml(WBXMLFault)
        /// The root is neither SyncML, nor SyncBody, nor a command.
        case wrongRoot
        /// A SyncML element without SyncBody.
        case missingBody
        /// A second root where one message is expected.
        case secondMessage
    }

    package var code: Code
    /// What is wrong and what to do, as a sentence.
    package var message: String
    package var place: MessagePlace

    package init(code: Code, message: String, place: MessagePlace) {
        self.code = code
        self.message = message
        self.place = place
    }

    package var description: String { "\(place): \(message)" }
}
