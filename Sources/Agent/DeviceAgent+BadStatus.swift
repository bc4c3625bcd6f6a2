import Enrollment
import Foundation
import Logging
import SimulatedPhone
import Wire

/// Answers with an HTTP status that is none of success: what the server says in their body is mostly the whole reason.
extension DeviceAgent {
    func badStatus(_ response: WireResponse, from url: String) -> AgentError {
        let said = words(of: response, from: url)
        return AgentError(
            .badStatus(response.status),
            "\(url) answered with HTTP status \(response.status)"
                + (said.map { ", saying: \($0)" } ?? " and said no more; look into the server's log"),
            hresult: WindowsNumber.httpStatus(response.status))
    }

    /// The body of an error answer in one line; nil where there is none. In full it goes to the log at debug.
    func words(of response: WireResponse, from url: String) -> String? {
        var text = String(decoding: response.body, as: UTF8.self)
        // A server that repeats what it was sent must not bring the user's token into logs and on screens.
        if let token = phone.enrolled?.userToken, !token.isEmpty { text = text.replacing(token, with: "(token)") }
        let line = ErrorBody.line(of: text)
        guard !line.isEmpty else { return nil }
        logger.debug(
            "the body of an error answer",
            metadata: [
                "url": "\(url)", "status": "\(response.status)", "body": "\(text.debugDescription)",
            ])
        return line
    }
}

/// What a server says in the body of an error answer, as people can read it.
enum ErrorBody {
    private static let longest = 300

    /// The text in one line, without mark-up where it is a page or SOAP, and not too long.
    static func line(of text: String) -> String {
        let isMarkup = text.drop(while: \.isWhitespace).first == "<"
        let bare = isMarkup ? withoutMarkup(text) : text
        let line = bare.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard line.count > longest else { return line }
        return line.prefix(longest) + "…"
    }

    /// The texts between tags. It need not be well-formed: error pages seldom are.
    private static func withoutMarkup(_ text: String) -> String {
        var bare = ""
        var rest = text[...]
        while let start = rest.firstIndex(of: "<") {
            bare += rest[..<start] + " "
            let tag = rest[start...]
            let end = hidden(tag) ?? tag.firstIndex(of: ">").map { tag.index(after: $0) } ?? tag.endIndex
            rest = rest[end...]
        }
        return bare + rest
    }

    /// The end of a part of a page that nobody sees.
    private static func hidden(_ tag: Substring) -> Substring.Index? {
        for name in ["script", "style"] where tag.dropFirst().prefix(name.count).lowercased() == name {
            return tag.range(of: "</\(name)>", options: .caseInsensitive)?.upperBound ?? tag.endIndex
        }
        return nil
    }
}
