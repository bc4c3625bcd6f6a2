package import Foundation

extension JSONEncoder {
    /// One that writes equal values as equal octets, and addresses as people write them.
    package static var sorted: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }
}
