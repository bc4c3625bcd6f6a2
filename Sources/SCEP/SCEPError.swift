import Certificates
import Notation

/// What is wrong with a message of SCEP or with what one is made of, and what to do.
package struct SCEPError: CodedError {
    package enum Code: String, Codable, Equatable, Hashable, Sendable {
        /// The octets are not what they should be.
        case unreadable
        /// An algorithm that is not spoken here.
        case unsupportedAlgorithm
        /// A signed attribute that must be there is not (RFC 8894 3.2.1).
        case missingAttribute
        /// The signature does not hold, or is by nobody who is known.
        case badSignature
        /// The message answers another one.
        case wrongTransaction
        /// The message cannot be decrypted with the key at hand.
        case notDecrypted
        /// A name, a usage or a password does not fit into a certificate request.
        case unusableName
        /// A password with a character that a PrintableString has not.
        case unprintable
        /// The cryptographic library refused to write, to encrypt or to sign.
        case notMade
    }

    package var code: Code
    /// What happened and what to do, as a sentence.
    package var message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}

extension SCEPError {
    /// Does some work with libraries whose errors say little.
    static func wrap<Value>(
        _ code: Code, _ what: String, _ work: () throws -> Value
    ) throws(SCEPError) -> Value {
        do {
            return try work()
        } catch let error as SCEPError {
            throw error
        } catch {
            throw SCEPError(code, "\(what): \(LibraryWords.of(error))")
        }
    }
}
