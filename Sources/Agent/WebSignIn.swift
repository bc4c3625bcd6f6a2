import Enrollment
import Foundation
import Wire

/// The web page of a federated enrolment (MS-MDE2 3.2): the phone shows it to a person, and its last form carries the token.
///
/// Nobody is there to type, so only a page that needs nobody is of use: one that signs in by itself, as test servers have.
struct WebSignIn {
    let url: String

    /// The token in the hidden field `wresult`.
    func token(over exchange: any Exchange) async throws(AgentError) -> String {
        let response: WireResponse
        do {
            response = try await exchange.send(WireRequest(.get, url), following: .follow(max: 5)) { _ in }.response
        } catch {
            throw AgentError(error)
        }
        let page = String(decoding: response.body, as: UTF8.self)
        guard response.isSuccess, let token = Self.value(of: "wresult", in: page), !token.isEmpty else {
            throw AgentError(
                .enrollment(.webAuthenticationFailed),
                "the server wants a person to sign in at \(url); do that in a browser, take the value of the field "
                    + "wresult from its last page, and give it with --token")
        }
        return token
    }

    /// The value of a form's field. Pages are no XML, so only the one tag is looked at.
    static func value(of name: String, in page: String) -> String? {
        for tag in page.split(separator: "<") where tag.lowercased().hasPrefix("input") {
            let text = tag.prefix { $0 != ">" }
            guard attribute("name", of: text) == name else { continue }
            return attribute("value", of: text).map(unescaped)
        }
        return nil
    }

    private static func attribute(_ name: String, of tag: Substring) -> String? {
        for quote in ["\"", "'"] {
            guard let start = tag.range(of: " \(name)=\(quote)", options: .caseInsensitive)?.upperBound,
                let end = tag[start...].range(of: quote)?.lowerBound
            else { continue }
            return String(tag[start..<end])
        }
        return nil
    }

    private static func unescaped(_ text: String) -> String {
        let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
        return entities.reduce(text) { $0.replacing($1.0, with: $1.1) }
    }
}
