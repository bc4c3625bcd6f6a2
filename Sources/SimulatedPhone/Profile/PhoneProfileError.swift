/// A profile that cannot be used, with the key and what to do.
package struct PhoneProfileError: Error, Equatable, Sendable, CustomStringConvertible {
    package var profile: String
    package var key: String
    package var message: String

    package var description: String { "\(profile): \(key): \(message)" }
}
