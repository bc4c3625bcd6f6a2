import Notation
import XML

/// The properties that every DDF has (OMA-TS-DM_TND-V1_2_1 section 9).
extension DDFReader {
    mutating func access(_ properties: XMLElement, at address: String) -> AccessTypes {
        guard let list = properties.first("AccessType") else {
            note(.access, properties, address, "AccessType is missing; it is read as Get")
            return .get
        }
        return list.elements.reduce(into: []) { access, element in
            if let known = AccessTypes.names.first(where: { $0.name == element.name }) {
                access.insert(known.access)
            } else {
                note(.access, element, address, "AccessType \(element.name) is no verb; it counts for nothing")
            }
        }
    }

    func format(_ properties: XMLElement, at address: String) throws(DDFError) -> NodeFormat {
        guard let element = properties.first("DFFormat")?.elements.first else { return .chr }
        guard let format = NodeFormat(rawValue: element.name) else {
            let known = NodeFormat.allCases.map(\.rawValue).joined(separator: ", ")
            throw DDFError(
                file: file, node: address, message: "DFFormat \(element.name) is not known; use one of \(known)")
        }
        return format
    }

    mutating func type(_ properties: XMLElement, at address: String) -> String? {
        guard let type = properties.first("DFType") else {
            note(.type, properties, address, "DFType is missing; it is read as text/plain")
            return nil
        }
        guard let element = type.elements.first, !element.text.trimmed.isEmpty else { return nil }
        return element.text.trimmed
    }

    mutating func occurrence(_ properties: XMLElement, at address: String) -> Occurrence {
        guard let element = properties.first("Occurrence")?.elements.first else {
            note(.occurrence, properties, address, "Occurrence is missing; it is read as One")
            return .one
        }
        switch element.name {
        case "One": return .one
        case "ZeroOrOne": return .zeroOrOne
        case "ZeroOrMore": return .zeroOrMore
        case "OneOrMore": return .oneOrMore
        case "ZeroOrN": return .zeroOrN(Int(element.text.trimmed) ?? 1)
        case "OneOrN": return .oneOrN(Int(element.text.trimmed) ?? 1)
        default:
            note(.occurrence, element, address, "Occurrence \(element.name) is not known; it is read as One")
            return .one
        }
    }
}
