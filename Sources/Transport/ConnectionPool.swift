import NIOCore
import NIOSSL
import Notation
import Synchronization
import Wire

/// Keeps connections open between messages. Somebody must shut it down.
final class ConnectionPool: Sendable {
    /// Where a connection leads, and under which identity.
    struct Key: Hashable {
        private let isSecure: Bool
        private let host: String
        private let port: Int
        private let identity: TLSIdentity

        init(_ address: WebAddress, _ identity: TLSIdentity) {
            isSecure = address.isSecure
            host = address.host
            port = address.port
            self.identity = identity
        }

        /// By the identity alone: few connections lead elsewhere under the same one.
        func hash(into hasher: inout Hasher) { identity.hash(into: &hasher) }
    }

    private struct State {
        var idle: [Key: [Connection]] = [:]
        var open: [ObjectIdentifier: Connection] = [:]
        var isShutDown = false
    }

    private let state = Mutex(State())

    /// A connection that waits for work; nil where there is none. It belongs to the caller until it is given back.
    func takeIdle(_ key: Key) throws(CancellationError) -> Connection? {
        try state.withLock { state throws(CancellationError) -> Connection? in
            guard !state.isShutDown else { throw CancellationError() }
            guard let place = state.idle.index(forKey: key) else { return nil }
            while let connection = state.idle.values[place].popLast() {
                if connection.isUsable { return connection }
            }
            return nil
        }
    }

    /// A new connection, of which the pool knows. It belongs to the caller until it is given back.
    func add(_ key: Key, _ open: () async throws -> Connection) async throws -> Connection {
        let made = try await open()
        let id = ObjectIdentifier(made.channel)
        let isWanted = state.withLock { state in
            if !state.isShutDown { state.open[id] = made }
            return !state.isShutDown
        }
        guard isWanted else {
            made.end()
            throw CancellationError()
        }
        made.channel.closeFuture.whenComplete { [self] _ in
            state.withLock { state in
                state.open[id] = nil
                state.idle[key]?.removeAll { $0.channel === made.channel }
                if state.idle[key]?.isEmpty == true { state.idle[key] = nil }
            }
        }
        return made
    }

    /// Takes a connection back that may serve another request.
    func giveBack(_ connection: Connection, _ key: Key) {
        state.withLock { state in
            guard !state.isShutDown, connection.isUsable else { return }
            state.idle[key, default: []].append(connection)
        }
    }

    /// Closes the connections to one place that wait for work.
    func closeIdle(_ key: Key) {
        let gone = state.withLock { state in state.idle.removeValue(forKey: key) }
        for connection in gone ?? [] { connection.end() }
    }

    /// Closes all connections. A second time it does nothing.
    func shutdown() async {
        let open = state.withLock { state in
            defer { state = State(isShutDown: true) }
            return Array(state.open.values)
        }
        for connection in open { connection.end() }
        for connection in open { try? await connection.channel.closeFuture.get() }
    }
}

/// Whom an exchange trusts and who it says it is; the library's form of it is made once, when first needed, because it
/// takes reading all authorities of the system.
final class TLSIdentity: Sendable {
    private let configuration: TLSConfiguration
    private let made = Mutex<NIOSSLContext?>(nil)

    init(_ configuration: TLSConfiguration) {
        self.configuration = configuration
    }

    func context() async throws -> NIOSSLContext {
        if let made = made.withLock({ $0 }) { return made }
        let new = try await Self.makeContext(configuration)
        made.withLock { $0 = new }
        return new
    }

    /// Not on a thread that does input and output.
    @concurrent private static func makeContext(_ configuration: TLSConfiguration) async throws -> NIOSSLContext {
        try NIOSSLContext(configuration: configuration)
    }
}

extension TLSIdentity: Hashable {
    static func == (left: TLSIdentity, right: TLSIdentity) -> Bool { left === right }

    func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
