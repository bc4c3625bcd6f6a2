internal import Foundation
package import JSON
internal import Notation
package import Wire

/// The Graph-shaped API of a lab, asked over an exchange: a path and a body go out, values come in (OData 4.01, JSON format).
package struct GraphConnection: Sendable {
    /// Names and values of a query, as in `$filter`: `id eq '1'`; they are escaped on their way.
    package typealias Query = KeyValuePairs<String, String>

    /// The server's address without a path: `https://127.0.0.1:8443`.
    package let base: String
    private let token: String
    private let exchange: any Exchange

    /// All paths here are below it.
    static let version = "/v1.0"
    /// Pages of one list that are fetched at most: a thousand objects are in each.
    private static let pageLimit = 1000

    package init(base: String, token: String, exchange: any Exchange) {
        self.base = base
        self.token = token
        self.exchange = exchange
    }

    /// One object.
    package func get<Value: Decodable>(_ path: String, _ query: Query = [:]) async throws(GraphFailure) -> Value {
        try read(try await send(.get, Self.target(path, query)), path)
    }

    /// All objects of a list, page by page.
    package func list<Value: Decodable>(_ path: String, _ query: Query = [:]) async throws(GraphFailure) -> [Value] {
        var found: [Value] = []
        var next: String? = Self.target(path, query)
        for _ in 0..<Self.pageLimit {
            guard let target = next else { return found }
            let page: Page<Value> = try read(try await send(.get, target), path)
            found += page.value
            next = try page.next.map { link throws(GraphFailure) in try Self.target(ofLink: link) }
        }
        throw GraphFailure(.unreadable, "The list at \(path) has more than \(Self.pageLimit) pages, or no end.")
    }

    /// Makes an object, or has a list made; what came of it is given back.
    package func post<Value: Decodable>(_ path: String, _ body: JSONValue) async throws(GraphFailure) -> Value {
        try read(try await send(.post, Self.version + path, body), path)
    }

    /// Has something done, of which nothing is given back.
    package func tell(_ path: String, _ body: JSONValue? = nil) async throws(GraphFailure) {
        _ = try await send(.post, Self.version + path, body)
    }

    /// Changes an object, of which nothing is given back.
    package func patch(_ path: String, _ body: JSONValue) async throws(GraphFailure) {
        _ = try await send(.patch, Self.version + path, body)
    }

    package func delete(_ path: String) async throws(GraphFailure) {
        _ = try await send(.delete, Self.version + path)
    }

    // MARK: - On the wire

    private struct Page<Value: Decodable>: Decodable {
        var value: [Value]
        var next: String?

        private enum CodingKeys: String, CodingKey {
            case value
            case next = "@odata.nextLink"
        }
    }

    private static func target(_ path: String, _ query: Query) -> String {
        let options = query.map { "\($0.key)=\($0.value.percentEncoded)" }.joined(separator: "&")
        return version + path + (options.isEmpty ? "" : "?" + options)
    }

    /// The path and query of a link. Its host does not count: the token goes to the server that was named, and nowhere else.
    private static func target(ofLink link: String) throws(GraphFailure) -> String {
        guard let address = WebAddress(link), address.target.lowercased().hasPrefix(version + "/") else {
            throw GraphFailure(.unreadable, "The link to the next page leads out of the API: \(link)")
        }
        return address.target
    }

    private func send(
        _ method: WireRequest.Method, _ target: String, _ body: JSONValue? = nil
    ) async throws(GraphFailure) -> WireResponse {
        var request = WireRequest(
            method, base + target, headers: ["Authorization": "Bearer \(token)", "Accept": "application/json"])
        if let body, let octets = try? JSONEncoder().encode(body) {
            request.headers.add("Content-Type", "application/json")
            request.body = Array(octets)
        }
        let response: WireResponse
        do {
            response = try await exchange.send(request)
        } catch {
            throw GraphFailure(error)
        }
        guard response.isSuccess else { throw refusal(response, target) }
        return response
    }

    private func read<Value: Decodable>(_ response: WireResponse, _ path: String) throws(GraphFailure) -> Value {
        do {
            return try JSONDecoder().decode(Value.self, from: Data(response.body))
        } catch {
            throw GraphFailure(
                .unreadable, "The answer of \(base)\(Self.version)\(path) is not what the API has there; is that a lab?"
            )
        }
    }

    /// What stands under `error` says what to do; the lab's gate has a text there, Graph an object.
    private func refusal(_ response: WireResponse, _ target: String) -> GraphFailure {
        let error = (try? JSONDecoder().decode(JSONValue.self, from: Data(response.body)))?["error"]
        let path = target.prefix { $0 != "?" }
        switch (error?["code"], error?["message"], error) {
        case (.string(let code)?, .string(let message)?, _):
            let wait = response.status == 429 ? response.headers["Retry-After"] : nil
            return GraphFailure(
                .refused(status: response.status, error: code),
                message + (wait.map { " Try again in \($0) s." } ?? ""))
        case (_, _, .string(let message)?):
            return GraphFailure(.refused(status: response.status, error: nil), message)
        default:
            return GraphFailure(
                .refused(status: response.status, error: nil),
                "\(base)\(path) answered with HTTP status \(response.status); is that a lab?")
        }
    }
}
