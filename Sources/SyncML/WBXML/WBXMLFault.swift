import Notation

/// What can be wrong with a binary message (WBXML 1.3, W3C note *wbxml*; OMA *Binary XML Content Format*).
package enum WBXMLFault: String, Equatable, Hashable, Sendable, CaseIterable {
    /// The octets end before the document does.
    case truncated
    /// The first octet is not a version of WBXML that is read.
    case version
    /// The character set is not UTF-8.
    case characterSet
    /// A number of more than 32 bits.
    case number
    /// A reference that points outside of the string table.
    case stringTable
    /// A token that names no element on its code page.
    case unknownToken
    /// An element on a code page that does not belong where it stands.
    case codePage
    /// Attributes, extensions or processing instructions, which the languages of SyncML do not have.
    case foreignConstruct
    /// A text that is not UTF-8, or a character reference that is no character.
    case invalidText
    /// An element's name in the string table that is no name.
    case invalidName
    /// More bytes than the limits allow, or texts that become so many by references.
    case tooLarge
    /// More open elements than the limits allow.
    case tooDeep
}

extension SyncMLError {
    /// - Parameters:
    ///   - message: what is wrong and what to do, as a sentence.
    ///   - offset: of the octet that is wrong.
    static func wbxml(_ fault: WBXMLFault, _ message: String, at offset: Int) -> SyncMLError {
        SyncMLError(code: .wbxml(fault), message: message, place: .octet(offset))
    }

    static func truncated(at offset: Int) -> SyncMLError {
        wbxml(.truncated, "The octets end in the middle of the document; was the whole body received?", at: offset)
    }

    /// - Parameters:
    ///   - token: without its content and attribute bits.
    ///   - page: the code page that was switched to last.
    static func unknownToken(_ token: UInt8, page: UInt8, at offset: Int) -> SyncMLError {
        wbxml(
            .unknownToken,
            "Token \(token.hexadecimal(width: 2)) names no element on code page \(page); is a switch of code page missing, or the "
                + "document not SyncML?",
            at: offset
        )
    }

    /// - Parameter octet: which began something that SyncML does not have.
    static func foreignConstruct(_ octet: UInt8, at offset: Int) -> SyncMLError {
        let message =
            "Octet \(octet.hexadecimal(width: 2)) begins an attribute, an extension or a processing instruction, "
            + "which SyncML does not have; leave it out."
        return wbxml(.foreignConstruct, message, at: offset)
    }
}
