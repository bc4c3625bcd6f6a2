import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Notation
import ServiceLifecycle
import XML

/// Answers of the control API as HTTP.
enum ControlResponse {
    static func make(_ answer: ControlAnswer) throws -> Response {
        switch answer {
        case .json(let value): try json(value)
        case .text(let text, let mediaType):
            Response(
                status: .ok, headers: [.contentType: mediaType, .cacheControl: "no-store"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
        case .file(let octets, let name):
            Response(
                status: .ok,
                headers: [
                    .contentType: fileType, .cacheControl: "no-store",
                    .contentDisposition: "attachment; filename=\"\(name)\"",
                ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: octets)))
        case .events(let events): stream(events)
        }
    }

    static let fileType = "application/octet-stream"

    static func json(_ value: any Encodable, _ status: HTTPResponse.Status = .ok) throws -> Response {
        Response(
            status: status, headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try ControlJSON.data(value))))
    }

    /// Ends with the phone, so that a client that listens does not keep it from stopping.
    private static func stream(_ events: AsyncStream<AgentEvent>) -> Response {
        Response(
            status: .ok, headers: [.contentType: EventStreamText.mediaType, .cacheControl: "no-store"],
            body: ResponseBody { writer in
                // A comment first: it carries the header to a client that would else wait for the first event.
                try await writer.write(ByteBuffer(string: ": events\n\n"))
                for try await event in events.cancelOnGracefulShutdown() {
                    try await writer.write(ByteBuffer(string: EventStreamText.text(event)))
                }
                try await writer.finish(nil)
            })
    }
}

/// How the control API writes JSON: the same text for the same value, and nothing in it that steers a terminal.
enum ControlJSON {
    static func data(_ value: some Encodable) throws -> Data {
        Data(VisibleText.json(String(decoding: try JSONEncoder.sorted.encode(value), as: UTF8.self)).utf8)
    }
}
