import Foundation
import Notation

/// What a CSP remembers and no node shows, such as how often a phone rang: a value that is kept with the phone under a key.
///
/// A value that equals `init()` takes no room. A text on disk that cannot be read counts as that too, so a property that
/// comes later is an optional.
package protocol KeyedValue: Codable, Equatable, Sendable {
    /// The name of the CSP that the value is of.
    static var key: String { get }

    /// What counts where nothing is kept.
    init()
}

/// All that CSPs remember, in one table whatever they are: a new one needs no column and no case.
///
/// The values are held as JSON, because no part of the phone but their CSP knows their types.
package struct KeyedState: Equatable, Sendable {
    /// JSON by key, octets: two are equal if they are so to the byte.
    package private(set) var values: [String: [UInt8]] = [:]

    package init() {}

    /// The state as it was kept.
    package init(_ values: [String: [UInt8]]) {
        self.values = values
    }

    /// Forgets what is kept under some keys.
    mutating func forget(_ keys: [String]) {
        for key in keys { values[key] = nil }
    }

    /// What begins a key whose value counts for one session only.
    static let sessionPrefix = "Session/"

    package subscript<Value: KeyedValue>(_: Value.Type) -> Value {
        get {
            guard let json = values[Value.key] else { return Value() }
            return (try? JSONDecoder().decode(Value.self, from: Data(json))) ?? Value()
        }
        set {
            guard newValue != Value() else {
                values[Value.key] = nil
                return
            }
            // Only numbers that are none cannot be written; what was remembered before stays then.
            guard let json = try? JSONEncoder.sorted.encode(newValue) else { return }
            values[Value.key] = Array(json)
        }
    }
}

extension Phone {
    /// Starts a session: what was set for the session before counts no more.
    package mutating func beginSession() {
        let keys = memory.values.keys.filter { $0.hasPrefix(KeyedState.sessionPrefix) }
        if !keys.isEmpty { memory.forget(keys) }
    }

    /// What a CSP remembers, by the type of it: `phone[Rings.self].count += 1`.
    package subscript<Value: KeyedValue>(type: Value.Type) -> Value {
        get { memory[type] }
        set { memory[type] = newValue }
    }
}
