/// What a client of SCEP wants next.
package enum SCEPStep: Equatable, Sendable {
    case send(SCEPCall)
    /// A new RSA key.
    case needsKey(bits: Int)
    /// The server wants time; this asks it again.
    case pending(SCEPCall)
    /// The certificate and its key: DER and PKCS#8.
    case issued(certificate: [UInt8], key: [UInt8])
    case failed(SCEPFailure)
}

/// One request to the server.
package struct SCEPCall: Equatable, Sendable {
    /// Of what is posted (RFC 8894 4.3).
    package static let mediaType = "application/x-pki-message"

    package var url: String
    /// What is posted; nil for a GET.
    package var body: [UInt8]?
}

/// What the server has answered.
package struct SCEPAnswer: Equatable, Sendable {
    package var status: Int
    package var body: [UInt8]

    package init(status: Int, body: [UInt8]) {
        self.status = status
        self.body = body
    }

    /// - Throws: for a status that is none of success.
    var content: [UInt8] {
        get throws(SCEPFailure) {
            guard status == 200 else {
                throw SCEPFailure(.badStatus(status), "the server answers with HTTP status \(status)")
            }
            return body
        }
    }
}

/// Why no certificate came of it.
package struct SCEPFailure: Error, Equatable, Sendable {
    package enum Reason: Equatable, Sendable {
        /// The server answers with this HTTP status.
        case badStatus(Int)
        /// The authority is not the one that was ordered.
        case untrusted
        /// The server speaks only what is not spoken here.
        case unsupported
        /// A message is not what it should be, or cannot be made.
        case message(SCEPError.Code)
        /// The server has decided against it.
        case refused(SCEPFailInfo)
        /// The certificate is for another key.
        case wrongCertificate
        case unusableKey
        /// Something came that was not waited for.
        case unexpected
    }

    package var reason: Reason
    /// A sentence for people.
    package var message: String

    package init(_ reason: Reason, _ message: String) {
        self.reason = reason
        self.message = message
    }

    static func attempt<Value>(_ work: () throws(SCEPError) -> Value) throws(SCEPFailure) -> Value {
        do throws(SCEPError) {
            return try work()
        } catch {
            throw SCEPFailure(error.code == .unsupportedAlgorithm ? .unsupported : .message(error.code), error.message)
        }
    }
}
