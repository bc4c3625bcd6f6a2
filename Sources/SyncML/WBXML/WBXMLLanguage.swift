/// A document type that has tokens: by its public identifier, a number or a text (protocol section 8.1).
package enum WBXMLLanguage: Equatable, Sendable, CaseIterable {
    case syncML10, syncML11, syncML12, metInf12, devInf10, devInf11, devInf12
    /// Descriptions of trees and serialised trees, which have no number.
    case deviceDescription12

    package init(_ version: MarkupVersion) {
        self = version == .v1_1 ? .syncML11 : .syncML12
    }

    /// nil where the identifier is a text only.
    var publicID: UInt32? {
        switch self {
        case .syncML10: 0x0FD1
        case .devInf10: 0x0FD2
        case .syncML11: 0x0FD3
        case .devInf11: 0x0FD4
        case .syncML12: 0x1201
        case .metInf12: 0x1202
        case .devInf12: 0x1203
        case .deviceDescription12: nil
        }
    }

    /// The formal public identifier, which stands in the string table of documents without a number.
    var formalPublicID: String {
        switch self {
        case .syncML10: "-//SYNCML//DTD SyncML 1.0//EN"
        case .syncML11: "-//SYNCML//DTD SyncML 1.1//EN"
        case .syncML12: "-//SYNCML//DTD SyncML 1.2//EN"
        case .metInf12: "-//SYNCML//DTD MetInf 1.2//EN"
        case .devInf10: "-//SYNCML//DTD DevInf 1.0//EN"
        case .devInf11: "-//SYNCML//DTD DevInf 1.1//EN"
        case .devInf12: "-//SYNCML//DTD DevInf 1.2//EN"
        case .deviceDescription12: "-//OMA//DTD-DM-DDF 1.2//EN"
        }
    }

    init?(publicID: UInt32) {
        guard let language = Self.allCases.first(where: { $0.publicID == publicID }) else { return nil }
        self = language
    }

    init?(formalPublicID: String) {
        let wanted = formalPublicID.lowercased()
        guard let language = Self.allCases.first(where: { $0.formalPublicID.lowercased() == wanted }) else {
            return nil
        }
        self = language
    }

    func page(_ number: UInt8) -> WBXMLCodePage? {
        switch (self, number) {
        case (.devInf10, 0), (.devInf11, 0): .olderDeviceInformation
        case (.devInf12, 0): .deviceInformation
        case (.metInf12, 0), (_, 1): .metInf
        case (_, 0): .syncML
        case (_, 2): .deviceDescription
        default: nil
        }
    }

    /// The namespace of the elements of a code page where they are written as XML.
    func namespace(ofPage number: UInt8) -> String {
        switch (self, number) {
        case (.devInf10, 0), (.devInf11, 0), (.devInf12, 0): "syncml:devinf"
        case (.metInf12, 0), (_, 1): NamespaceName.metInf.text
        case (_, 2): "syncml:dmddf1.2"
        case (.syncML10, _): NamespaceName.syncML10.text
        case (.syncML11, _): NamespaceName.syncML11.text
        default: NamespaceName.syncML12.text
        }
    }

    /// The root's namespace in the builder's words; nil where the document is not SyncML.
    var rootNamespace: NamespaceName? {
        switch self {
        case .syncML10: .syncML10
        case .syncML11: .syncML11
        case .syncML12: .syncML12
        case .metInf12, .devInf10, .devInf11, .devInf12, .deviceDescription12: nil
        }
    }
}
