/// A value behind one reference: copies share it until one of them changes.
///
/// A phone is copied for every message, and what is enrolled of it has some thirty texts: each copy would count references
/// thirty times, for nothing.
@propertyWrapper
@frozen package struct Boxed<Value: Equatable & Sendable>: Equatable, Sendable {
    /// Always one: an array is copied when written to, is compared by place first, and needs no class of ours.
    @usableFromInline var storage: [Value]

    @inlinable package init(wrappedValue: Value) {
        storage = [wrappedValue]
    }

    @inlinable package var wrappedValue: Value {
        _read { yield storage[0] }
        _modify { yield &storage[0] }
    }
}

extension Boxed: Codable where Value: Codable {
    /// Reads the value itself.
    package init(from decoder: any Decoder) throws {
        self.init(wrappedValue: try Value(from: decoder))
    }

    /// Writes the value itself.
    package func encode(to encoder: any Encoder) throws {
        try wrappedValue.encode(to: encoder)
    }
}
