/// One thing that is wrong with a PIN. The description is a sentence without the PIN in it.
package enum PINViolation: Codable, Equatable, Sendable {
    case tooShort(length: Int, minimum: Sourced<Int>)
    case tooLong(length: Int, maximum: Sourced<Int>)
    /// No character of a class that is required.
    case lacking(PIN.CharacterClass, source: String)
    /// A character of a class that is forbidden.
    case forbidden(PIN.CharacterClass, source: String)
    /// Characters beyond printable ASCII, or blanks.
    case foreignCharacters
    /// A constant-difference pattern such as 1111 or 1234.
    case simplePattern(source: String)
    /// Among the last PINs, the present one included.
    case usedBefore(depth: Sourced<Int>)
}

extension PINViolation: CustomStringConvertible {
    package var description: String {
        switch self {
        case .tooShort(let length, let minimum):
            "The PIN has \(PIN.characters(length)); it needs at least \(minimum.value) (\(minimum.source))."
        case .tooLong(let length, let maximum):
            "The PIN has \(PIN.characters(length)); it may have at most \(maximum.value) (\(maximum.source))."
        case .lacking(let characterClass, let source):
            "The PIN has no \(characterClass.name); at least one is required (\(source))."
        case .forbidden(let characterClass, let source):
            "The PIN has \(characterClass.name); they are not allowed (\(source))."
        case .foreignCharacters:
            "The PIN has characters other than digits, letters a to z and A to Z, and ASCII punctuation marks."
        case .simplePattern(let source):
            "The PIN is a simple pattern such as 1111 or 1234; choose one without a constant step (\(source))."
        case .usedBefore(let depth):
            "The PIN is one of the last \(depth.value), which may not be used again (\(depth.source))."
        }
    }
}
