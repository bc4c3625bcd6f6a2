package import Certificates
import Foundation
import Synchronization

/// Keys for phones that enrol, made ahead: a storm must not wait for them, and the time that they take is not the server's.
package final class KeyPool: Sendable {
    private struct State {
        /// Those that were made and wait. DER, because a key that waits is smaller so.
        var ready: [[UInt8]] = []
        var made: [[UInt8]] = []
        /// How many of the file's were used.
        var used: [KeyType: Int] = [:]
    }

    private let state = Mutex(State())
    /// Those of a file, of either type. They are used again and again where there are fewer than phones.
    private let ofFile: [KeyType: [[UInt8]]]
    /// Whether somebody wants to have the keys that are made.
    private let isKept: Bool
    /// What is made.
    private let kind: KeyKind

    /// - Parameters:
    ///   - keys: of a file, DER in any form that `SigningKey` reads. They are used in turn, and again where there are fewer
    ///     than phones.
    ///   - isKept: whether the keys that are made can be had as a text.
    ///   - kind: of the keys that are made.
    package init(_ keys: [[UInt8]] = [], isKept: Bool = false, making kind: KeyKind = .rsa(bits: 2048)) {
        ofFile = Dictionary(grouping: keys) { KeyType(ofKey: $0) }
        self.isKept = isKept
        self.kind = kind
    }

    /// The keys of the file that are of a type.
    package func given(_ type: KeyType) -> [[UInt8]] { ofFile[type] ?? [] }

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
        guard ofFile.isEmpty, count > 0 else { return }
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
                let der = try SigningKey.generate(kind).der
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

    /// A key of a kind: of the file, whatever its size; else one that waits, or a new one.
    package func next(_ kind: KeyKind) throws(CertificateError) -> SigningKey {
        let keys = given(kind.type)
        let der = state.withLock { state -> [UInt8]? in
            guard !keys.isEmpty else { return kind == self.kind ? state.ready.popLast() : nil }
            let used = state.used[kind.type, default: 0]
            state.used[kind.type] = used + 1
            return keys[used % keys.count]
        }
        guard let der else { return try SigningKey.generate(kind) }
        return try SigningKey(der: der)
    }
}
