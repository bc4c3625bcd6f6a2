import Notation
import SwiftASN1

/// What a message of SCEP says of itself, in its signed attributes (RFC 8894 3.2.1).
package struct SCEPAttributes: Equatable, Sendable {
    package var type: SCEPMessageType
    /// Which messages belong together.
    package var transactionID: String
    /// What the answer must repeat.
    package var senderNonce: [UInt8]
    /// What the message repeats of the one that it answers.
    package var recipientNonce: [UInt8]?
    /// Of an answer.
    package var status: SCEPStatus?
    /// Of an answer that refuses.
    package var failInfo: SCEPFailInfo?
    /// What the server says to people.
    package var failText: String?

    package init(
        _ type: SCEPMessageType, transactionID: String, senderNonce: [UInt8], recipientNonce: [UInt8]? = nil,
        status: SCEPStatus? = nil, failInfo: SCEPFailInfo? = nil, failText: String? = nil
    ) {
        self.type = type
        self.transactionID = transactionID
        self.senderNonce = senderNonce
        self.recipientNonce = recipientNonce
        self.status = status
        self.failInfo = failInfo
        self.failText = failText
    }
}

/// What a message is for (RFC 8894 3.2.1.2).
package struct SCEPMessageType: RawRepresentable, Equatable, Hashable, Sendable {
    package var rawValue: Int

    package init(rawValue: Int) { self.rawValue = rawValue }

    package static let answer = SCEPMessageType(rawValue: 3)
    package static let request = SCEPMessageType(rawValue: 19)
    package static let poll = SCEPMessageType(rawValue: 20)
}

/// What became of a request (RFC 8894 3.2.1.3).
package enum SCEPStatus: Int, Equatable, Sendable {
    case success = 0
    case failure = 2
    case pending = 3
}

/// Why a request was refused (RFC 8894 3.2.1.4).
package struct SCEPFailInfo: RawRepresentable, Codable, Equatable, Hashable, Sendable, CustomStringConvertible {
    package var rawValue: Int

    package init(rawValue: Int) { self.rawValue = rawValue }

    package static let badAlgorithm = SCEPFailInfo(rawValue: 0)
    package static let badMessageCheck = SCEPFailInfo(rawValue: 1)
    package static let badRequest = SCEPFailInfo(rawValue: 2)
    package static let badTime = SCEPFailInfo(rawValue: 3)
    package static let badCertificateID = SCEPFailInfo(rawValue: 4)

    /// The name of the standard.
    package var description: String {
        let names = ["badAlg", "badMessageCheck", "badRequest", "badTime", "badCertId"]
        return names.indices.contains(rawValue) ? names[rawValue] : "\(rawValue)"
    }
}

// MARK: - As attributes

extension SCEPAttributes {
    /// The types and the DER of their values.
    var values: [SignedMessage.Attribute] {
        get throws(SCEPError) {
            var list: [SignedMessage.Attribute] = [
                try .printable(.messageType, "\(type.rawValue)"),
                try .printable(.transactionID, transactionID), try .octets(.senderNonce, senderNonce),
            ]
            if let recipientNonce { list.append(try .octets(.recipientNonce, recipientNonce)) }
            if let status { list.append(try .printable(.pkiStatus, "\(status.rawValue)")) }
            if let failInfo { list.append(try .printable(.failInfo, "\(failInfo.rawValue)")) }
            if let failText { list.append(try .text(.failInfoText, failText)) }
            return list
        }
    }

    /// - Throws: where one is missing that every message must have. Of an answer `check(answering:)` asks for more.
    init(_ values: [SignedMessage.Attribute]) throws(SCEPError) {
        func text(_ type: ASN1ObjectIdentifier) -> String? {
            values.first { $0.type == type }.map { String(decoding: $0.octets, as: UTF8.self) }
        }
        func octets(_ type: ASN1ObjectIdentifier) -> [UInt8]? { values.first { $0.type == type }?.octets }
        guard let type = text(.messageType).flatMap({ Int($0) }), let transactionID = text(.transactionID) else {
            throw SCEPError(.missingAttribute, "the message has no messageType or no transactionID")
        }
        self.init(
            SCEPMessageType(rawValue: type), transactionID: transactionID, senderNonce: octets(.senderNonce) ?? [],
            recipientNonce: octets(.recipientNonce),
            status: text(.pkiStatus).flatMap { Int($0) }.flatMap { SCEPStatus(rawValue: $0) },
            failInfo: text(.failInfo).flatMap { Int($0) }.map { SCEPFailInfo(rawValue: $0) },
            failText: text(.failInfoText))
    }
}
