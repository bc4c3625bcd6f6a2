/// A large value behind one reference: copies share it until one of them changes.
///
/// A phone is copied for every message, and what is enrolled of it has some thirty texts: each copy would count
/// references thirty times, for nothing.
@propertyWrapper
package struct Shared<Value: Equatable & Sendable>: Equatable, Sendable {
    /// Changed only while one value alone refers to it, so what others see of it never changes.
    private final class Box: @unchecked Sendable {
        var value: Value

        init(_ value: Value) {
            self.value = value
        }
    }

    private var box: Box

    package init(wrappedValue: Value) {
        box = Box(wrappedValue)
    }

    package var wrappedValue: Value {
        _read { yield box.value }
        _modify {
            if !isKnownUniquelyReferenced(&box) { box = Box(box.value) }
            yield &box.value
        }
    }

    package static func == (left: Shared, right: Shared) -> Bool {
        left.box === right.box || left.box.value == right.box.value
    }
}

extension Shared: Codable where Value: Codable {
    /// Reads the value itself.
    package init(from decoder: any Decoder) throws {
        self.init(wrappedValue: try Value(from: decoder))
    }

    /// Writes the value itself.
    package func encode(to encoder: any Encoder) throws {
        try box.value.encode(to: encoder)
    }
}
