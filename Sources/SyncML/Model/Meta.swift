/// `Meta`: facts about a value or a message (OMA-TS-SyncML_MetaInfo-V1_2, namespace `syncml:metinf`).
package struct Meta: Equatable, Sendable {
    /// `Format`; nil means `chr`.
    package var format: ValueFormat?
    /// `Type`, a MIME type or an alert's type; nil means `text/plain`.
    package var type: String?
    /// The fields that few messages have, in the order received.
    package var others: [MetaField]

    package init(format: ValueFormat? = nil, type: String? = nil, others: [MetaField] = []) {
        self.format = format
        self.type = type
        self.others = others
    }

    /// `Mark`, `Size`, `NextNonce`, `MaxMsgSize`, … : the text of the first such field.
    package subscript(name: MetaField.Name) -> String? {
        others.first { $0.name == name }?.text
    }

    package var isEmpty: Bool { format == nil && type == nil && others.isEmpty }
}

/// One of the rarer children of `Meta`.
package struct MetaField: Equatable, Sendable {
    package enum Name: String, Equatable, Sendable, CaseIterable {
        case mark = "Mark"
        case size = "Size"
        case version = "Version"
        case nextNonce = "NextNonce"
        case maxMsgSize = "MaxMsgSize"
        case maxObjSize = "MaxObjSize"
        case emi = "EMI"
    }

    package var name: Name
    package var text: String

    package init(_ name: Name, _ text: String) {
        self.name = name
        self.text = text
    }
}

/// The text of `Meta/Format`: an open set, compared as received (TND 7.7.2 lists the standard ones).
package struct ValueFormat: RawRepresentable, Equatable, Hashable, Sendable {
    package var rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package static let b64 = ValueFormat(rawValue: "b64")
    package static let bin = ValueFormat(rawValue: "bin")
    package static let bool = ValueFormat(rawValue: "bool")
    package static let chr = ValueFormat(rawValue: "chr")
    package static let int = ValueFormat(rawValue: "int")
    package static let node = ValueFormat(rawValue: "node")
    package static let null = ValueFormat(rawValue: "null")
    package static let xml = ValueFormat(rawValue: "xml")
    package static let date = ValueFormat(rawValue: "date")
    package static let time = ValueFormat(rawValue: "time")
    package static let float = ValueFormat(rawValue: "float")
}
