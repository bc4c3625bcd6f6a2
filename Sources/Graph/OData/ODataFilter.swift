internal import JSON
internal import Notation

/// What `$filter` wants of an object (OData 4.01, URL conventions 5.1.1): comparisons, `and`, `or`, `not`, `in`, and the
/// functions of texts. What is not here is refused by name, and never taken for *everything*.
///
/// `and` and `or` hold lists, so that a long chain is no deep tree.
indirect enum ODataFilter: Equatable, Sendable {
    enum Comparison: String, CaseIterable, Sendable {
        case eq, ne, gt, ge, lt, le
    }

    enum Function: String, CaseIterable, Sendable {
        case startswith, endswith, contains
    }

    case compare(String, Comparison, ODataLiteral)
    case isOneOf(String, [ODataLiteral])
    case function(Function, String, String)
    case and([ODataFilter])
    case or([ODataFilter])
    case not(ODataFilter)

    /// Whether an object is what is wanted.
    func matches(_ object: [String: JSONValue]) -> Bool {
        switch self {
        case .compare(let name, let comparison, let literal):
            return Self.compare(object[name] ?? .null, comparison, literal)
        case .isOneOf(let name, let literals):
            return literals.contains { Self.compare(object[name] ?? .null, .eq, $0) }
        case .function(let function, let name, let text):
            guard case .string(let found)? = object[name] else { return false }
            let (value, wanted) = (found.lowercased(), text.lowercased())
            switch function {
            case .startswith: return value.hasPrefix(wanted)
            case .endswith: return value.hasSuffix(wanted)
            case .contains: return wanted.isEmpty || value.contains(wanted)
            }
        case .and(let filters): return filters.allSatisfy { $0.matches(object) }
        case .or(let filters): return filters.contains { $0.matches(object) }
        case .not(let inner): return !inner.matches(object)
        }
    }

    /// Texts are compared without case, as Graph does. Whatever is of another type, or null, is neither greater nor less.
    private static func compare(_ value: JSONValue, _ comparison: Comparison, _ literal: ODataLiteral) -> Bool {
        switch order(value, literal) {
        case .some(let order):
            switch comparison {
            case .eq: return order == 0
            case .ne: return order != 0
            case .gt: return order > 0
            case .ge: return order >= 0
            case .lt: return order < 0
            case .le: return order <= 0
            }
        case nil: return comparison == .ne
        }
    }

    private static func order(_ value: JSONValue, _ literal: ODataLiteral) -> Int? {
        switch (value, literal) {
        case (.null, .null): return 0
        case (.string(let text), .text(let other)): return sign(text.lowercased(), other.lowercased())
        case (.string(let text), .instant(let other)):
            return Instant(iso8601: text, zone: .needed).map { sign($0, other) }
        case (.integer(let number), .number(let other)): return sign(Double(number), other)
        case (.number(let number), .number(let other)): return sign(number, other)
        case (.bool(let flag), .flag(let other)): return sign(flag ? 1 : 0, other ? 1 : 0)
        default: return nil
        }
    }

    private static func sign<Value: Comparable>(_ first: Value, _ second: Value) -> Int {
        first < second ? -1 : first == second ? 0 : 1
    }
}
