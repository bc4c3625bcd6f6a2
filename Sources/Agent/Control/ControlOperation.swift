package import JSON
package import Wire

/// One operation of the control API. Router, description and client are made from it, so they cannot differ.
package struct ControlOperation: Sendable {
    /// A parameter of the address; all of them may be left out.
    package struct Parameter: Sendable {
        package var name: String
        package var schema: JSONSchema
        package var note: String
    }

    /// What an answer with status 200 holds.
    package enum Content: Sendable {
        case json(JSONSchema)
        case text(mediaType: String, note: String)
    }

    package let method: WireRequest.Method
    package let path: String
    /// `operationId`.
    package let name: String
    package let summary: String
    package var parameters: [Parameter] = []
    /// The name of the body's schema; nil for an operation without a body.
    package var request: String?
    /// Whether only who shows the token is answered.
    package var needsToken = true
    package let answer: Content
    /// What can go wrong beside a missing token.
    package var failures: [ControlError.Code] = []
    let handle: @Sendable (ControlHandlers, ControlRequest) async throws(ControlError) -> ControlAnswer

    /// Does it.
    /// - Throws: `.badRequest` for a parameter that does not exist: it would be ignored, and somebody meant something.
    package func run(_ handlers: ControlHandlers, _ request: ControlRequest) async throws(ControlError) -> ControlAnswer
    {
        let known = parameters.map(\.name)
        if let stranger = request.query.keys.sorted().first(where: { !known.contains($0) }) {
            let hint = known.isEmpty ? "it takes none" : "it takes \(known.joined(separator: ", "))"
            throw ControlError(.badRequest, "\(method.rawValue) \(path) has no parameter '\(stranger)'; \(hint)")
        }
        return try await handle(handlers, request)
    }
}
