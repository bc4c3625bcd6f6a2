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
    /// Where it stands in the document, for people; not part of the value.
    package var place: String

    package init(path: [String], name: String, value: String?, datatype: Datatype, place: String = "") {
        self.path = path
        self.name = name
        self.value = value
        self.datatype = datatype
        self.place = place
    }

    package static func == (left: ProvisionedValue, right: ProvisionedValue) -> Bool {
        left.path == right.path && left.name == right.name && left.value == right.value
            && left.datatype == right.datatype
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
