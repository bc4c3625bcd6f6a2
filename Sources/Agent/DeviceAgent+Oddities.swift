import Conversations
import Session
import SimulatedPhone
import SyncML
import Wire

/// What is odd about an answer of the server in a session, and is borne.
extension DeviceAgent {
    /// - Throws: `.notTolerated` at the first oddity where the phone is strict; nothing of the message has been run.
    func tolerate(
        _ response: WireResponse, _ message: Message, as oddities: [MessageOddity], _ session: String
    ) throws(AgentError) {
        let place = "message \(message.shownID), HTTP"
        for (kind, text) in response.oddities {
            try tolerate(Oddity(label: kind.rawValue, text: text, place: place), session: session)
        }
        for oddity in oddities {
            try tolerate(
                Oddity(label: oddity.kind.rawValue, text: oddity.text, place: oddity.place), session: session)
        }
    }
}

/// What a server does wrong in HTTP.
enum AnswerOddity: String, CaseIterable {
    case missingContentType, wrongContentType, longContentLength, closedWithoutFarewell
}

extension WireResponse {
    /// What is odd about an answer with a message of OMA-DM, with a sentence.
    var oddities: [(AnswerOddity, String)] {
        var found: [(AnswerOddity, String)] = []
        let form = MessageForm(of: body).mediaType
        if headers["Content-Type"] == nil {
            found.append((.missingContentType, "There is no Content-Type; it should be \(form)."))
        } else if let mediaType = headers.mediaType, mediaType != form {
            found.append((.wrongContentType, "Content-Type is \(mediaType.debugDescription); it should be \(form)."))
        }
        if isShort {
            let length = headers["Content-Length"] ?? ""
            found.append(
                (
                    .longContentLength,
                    "Content-Length is \(length), and \(body.count) bytes came before the connection closed."
                ))
        }
        if isAbrupt {
            found.append(
                (
                    .closedWithoutFarewell,
                    "There is no Content-Length, and TLS ended without its farewell (close_notify), so that nobody can tell a "
                        + "whole answer from one that was cut."
                ))
        }
        return found
    }
}
