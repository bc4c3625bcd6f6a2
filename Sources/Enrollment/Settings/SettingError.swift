import Notation

/// Why values of the management tree make no usable setting: what is wrong, and what to do. Two errors are equal if
/// their codes are.
package struct SettingError: CodedError {
    package enum Code: Equatable, Sendable {
        /// The text is no value of its kind.
        case unreadable
        /// The value is out of its range.
        case outOfRange
        /// The values do not go together.
        case contradiction
    }

    package var code: Code
    /// The node.
    package var name: String
    package var message: String

    package init(_ code: Code, name: String, message: String) {
        self.code = code
        self.name = name
        self.message = message
    }
}

/// Values as servers write them.
enum SettingText {
    /// In any letter case: samples have `true` and `True`. Numbers stand for truth values in the tree.
    static func boolean(_ text: String) -> Bool? {
        switch text.trimmed.lowercased() {
        case "true", "1": true
        case "false", "0": false
        default: nil
        }
    }
}
