internal import Hummingbird
internal import NIOCore
internal import Synchronization

/// The room that the bodies of all requests share while they come in and are worked on, so that uploads that never end
/// cannot fill the memory.
final class UploadRoom: Sendable {
    private let bounds: LabBounds
    private let held = Mutex(0)

    init(_ bounds: LabBounds) {
        self.bounds = bounds
    }

    /// Reads a whole body and works with it.
    /// - Throws: the answer 413 for a body over the limit, 503 where too much of others is held.
    func withBody<Value>(
        of request: Request, upTo limit: Int, _ work: ([UInt8]) async throws -> Value
    ) async throws -> Value {
        var octets: [UInt8] = []
        var taken = 0
        defer { held.withLock { $0 -= taken } }
        for try await part in request.body {
            let count = octets.count + part.readableBytes
            guard count <= limit else { throw HTTPError(.contentTooLarge) }
            let more = max(0, count - bounds.uncountedBody - taken)
            guard reserve(more) else { throw HTTPError(.serviceUnavailable) }
            taken += more
            octets += part.readableBytesView
        }
        return try await work(octets)
    }

    private func reserve(_ octets: Int) -> Bool {
        held.withLock { held in
            guard held + octets <= bounds.bodies else { return false }
            held += octets
            return true
        }
    }
}
