import Foundation
import Notation

/// A request to the control API, without HTTP.
package struct ControlRequest: Sendable {
    /// The parameters of the address, decoded.
    package var query: [String: String] = [:]
    package var body: [UInt8] = []

    /// - Returns: whether a parameter is `true`; false where it is missing.
    func flag(_ name: String) throws(ControlError) -> Bool {
        try read { parameters throws(QueryFault) in try parameters.flag(name) }
    }

    /// - Returns: a parameter that is a number; nil where it is missing.
    func number(_ name: String) throws(ControlError) -> Int? {
        try read { parameters throws(QueryFault) in try parameters.number(name) }
    }

    private func read<Value>(
        _ parameter: (QueryParameters) throws(QueryFault) -> Value
    ) throws(ControlError) -> Value {
        do {
            return try parameter(QueryParameters(query))
        } catch {
            throw ControlError(.badRequest, error.message)
        }
    }

    /// The body as a value.
    /// - Throws: what is wrong with the body; a value itself is not repeated, because it may be a PIN.
    func decode<Value: Decodable>(_ type: Value.Type) throws(ControlError) -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(body))
        } catch let error as DecodingError {
            throw ControlError(.badRequest, "the body \(Self.fault(error))")
        } catch {
            throw ControlError(.badRequest, "the body cannot be read as JSON")
        }
    }

    private static func fault(_ error: DecodingError) -> String {
        switch error {
        case .keyNotFound(let key, _): "has no \"\(key.stringValue)\"; /openapi.json says what it must hold"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            context.codingPath.isEmpty
                ? "is no JSON object; /openapi.json says what it must hold"
                : "has a \"\(path(context))\" of another type than /openapi.json says"
        case .dataCorrupted(let context):
            context.codingPath.isEmpty
                ? "is no well-formed JSON" : "has a \"\(path(context))\" that is none of the values in /openapi.json"
        @unknown default: "cannot be read as JSON"
        }
    }

    private static func path(_ context: DecodingError.Context) -> String {
        context.codingPath.map(\.stringValue).joined(separator: ".")
    }
}

/// What the control API answers, without HTTP.
package enum ControlAnswer: Sendable {
    case json(any Encodable & Sendable)
    case text(String, mediaType: String)
    /// A file to keep, with its name.
    case file([UInt8], name: String)
    /// Events as they come, until the phone stops.
    case events(AsyncStream<AgentEvent>)
}
