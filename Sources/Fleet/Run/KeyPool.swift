package import Certificates
import Foundation
import Synchronization

/// Keys for phones that enrol, made ahead: a storm must not wait for them, and the time that they take is not the server's.
package final class KeyPool: Sendable {
    private struct State {
        /// DER, because a key that waits is smaller so.
        var ready: [[UInt8]] = []
        var next = 0
        var made: [[UInt8]] = []
    }

    private let state: Mutex<State>
    /// Whether keys of the pool are used again and again where there are fewer than phones.
    private let isShared: Bool
    /// Whether somebody wants to have the keys that are made.
    private let isKept: Bool
    private let bits: Int

    /// - Parameters:
    ///   - keys: of a file, PKCS#8 or PKCS#1 in DER. They are used in turn, and again where there are fewer than phones.
    ///   - isKept: whether the keys that are made can be had as a text.
    ///   - bits: of the keys that are made.
    package init(_ keys: [[UInt8]] = [], isKept: Bool = false, bits: Int = 2048) {
        state = Mutex(State(ready: keys))
        isShared = !keys.isEmpty
        self.isKept = isKept
        self.bits = bits
    }

    /// The keys that were made, as text in PEM.
    package func madePEM() throws(CertificateError) -> String {
        var text = ""
        for der in state.withLock({ $0.made }) { text += try SigningKey(der: der).pem + "\n" }
        return text
    }

    /// Makes keys in parallel, before they are needed.
    /// - Parameter progress: is told how many there are, now and then.
    @concurrent package func make(
        _ count: Int, progress: @escaping @Sendable (Int) -> Void
    ) async throws(CertificateError) {
        guard !isShared, count > 0 else { return }
        let workers = min(count, ProcessInfo.processInfo.activeProcessorCount)
        let results = await withTaskGroup(
            of: Result<Void, CertificateError>.self, returning: [Result<Void, CertificateError>].self
        ) { tasks in
            for worker in 0..<workers {
                tasks.addTask { [self] in
                    makeShare(count / workers + (worker < count % workers ? 1 : 0), of: count, progress)
                }
            }
            return await tasks.reduce(into: []) { $0.append($1) }
        }
        for result in results { try result.get() }
    }

    private func makeShare(
        _ count: Int, of all: Int, _ progress: @Sendable (Int) -> Void
    ) -> Result<Void, CertificateError> {
        for _ in 0..<count {
            guard !Task.isCancelled else { return .success(()) }
            do throws(CertificateError) {
                let der = try SigningKey.generate(bits: bits).der
                let ready = state.withLock { state in
                    state.ready.append(der)
                    if isKept { state.made.append(der) }
                    return state.ready.count
                }
                if ready.isMultiple(of: max(1, all / 100)) { progress(ready) }
            } catch {
                return .failure(error)
            }
        }
        return .success(())
    }

    /// A key of so many bits: one that waits, or a new one.
    package func next(bits: Int) throws(CertificateError) -> SigningKey {
        let der = state.withLock { state -> [UInt8]? in
            guard isShared || bits == self.bits else { return nil }
            guard isShared else { return state.ready.popLast() }
            defer { state.next += 1 }
            return state.ready[state.next % state.ready.count]
        }
        guard let der else { return try SigningKey.generate(bits: bits) }
        return try SigningKey(der: der)
    }
}
