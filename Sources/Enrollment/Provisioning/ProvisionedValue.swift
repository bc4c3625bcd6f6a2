import Notation
import XML

/// A value of the provisioning document for the management tree.
package struct ProvisionedValue: Equatable, Sendable {
    /// What the value is written as (MS-MDE2 2.2.9.2, attribute `datatype`).
    package enum Datatype: String, Equatable, Sendable {
        case string
        case integer
        case boolean
        case binary
    }

    /// The characteristics on the way to it.
    package var path: [String]
    package var name: String
    /// Nil where the parm has no value.
    package var value: String?
    package var datatype: Datatype

    package init(path: [String], name: String, value: String?, datatype: Datatype) {
        self.path = path
        self.name = name
        self.value = value
        self.datatype = datatype
    }
}

extension ProvisionedValue.Datatype {
    /// Whether a text can be a value of this type.
    func fits(_ text: String) -> Bool {
        switch self {
        case .string: true
        case .integer: Int(text.trimmed) != nil
        case .boolean: SettingText.boolean(text) != nil
        case .binary: Base64.decode(text) != nil
        }
    }
}
