import Notation
import SwiftASN1
import X509

/// A distinguished name as a server writes it: `CN=adele,O="Contoso, Inc"` (Microsoft, CertStrToName; the page of
/// CertificateStore: a value with `,` `=` `+` `;` or spaces at its ends stands in quotation marks).
///
/// Inferred: the parts keep the order in which they are written; no page says whether they are turned round.
enum SubjectName {
    static func parse(_ text: String) throws(SCEPError) -> DistinguishedName {
        var names: [RelativeDistinguishedName] = []
        for part in split(text) {
            guard let equals = part.firstIndex(of: "=") else {
                throw SCEPError(.unusableName, "'\(part)' in the name '\(text)' is not written as CN=value")
            }
            let key = String(part[..<equals]).trimmed
            guard let type = Self.type(key) else {
                throw SCEPError(
                    .unusableName, "'\(key)' in the name '\(text)' is no part of a name; use CN, OU, O or a number")
            }
            let value = unquoted(String(part[part.index(after: equals)...]).trimmed)
            guard !value.isEmpty else { throw SCEPError(.unusableName, "'\(key)' in the name '\(text)' has no value") }
            names.append(RelativeDistinguishedName(try attribute(type, value)))
        }
        guard !names.isEmpty else { throw SCEPError(.unusableName, "the name is empty") }
        return DistinguishedName(names)
    }

    /// At commas and semicolons that stand outside quotation marks.
    private static func split(_ text: String) -> [String] {
        var parts = [""]
        var isQuoted = false
        for character in text {
            if character == "\"" { isQuoted.toggle() }
            if !isQuoted, character == "," || character == ";" || character.isNewline {
                parts.append("")
            } else {
                parts[parts.count - 1].append(character)
            }
        }
        return parts.map(\.trimmed).filter { !$0.isEmpty }
    }

    /// Two quotation marks inside are one.
    private static func unquoted(_ text: String) -> String {
        guard text.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else { return text }
        return String(text.dropFirst().dropLast().replacing("\"\"", with: "\""))
    }

    private static func type(_ key: String) -> ASN1ObjectIdentifier? {
        typealias Known = ASN1ObjectIdentifier.RDNAttributeType
        switch key.uppercased() {
        case "CN": return Known.commonName
        case "O": return Known.organizationName
        case "OU": return Known.organizationalUnitName
        case "L": return Known.localityName
        case "S", "ST": return Known.stateOrProvinceName
        case "STREET": return Known.streetAddress
        case "C": return Known.countryName
        case "DC": return Known.domainComponent
        case "E", "EMAIL": return Known.emailAddress
        case "T", "TITLE": return [2, 5, 4, 12]
        case "SN": return [2, 5, 4, 4]
        case "G", "GN": return [2, 5, 4, 42]
        case "I": return [2, 5, 4, 43]
        case "SERIALNUMBER": return [2, 5, 4, 5]
        default: return ObjectNumber.parse(key)
        }
    }

    private static func attribute(
        _ type: ASN1ObjectIdentifier, _ value: String
    ) throws(SCEPError) -> RelativeDistinguishedName.Attribute {
        typealias Known = ASN1ObjectIdentifier.RDNAttributeType
        // Those two are of IA5String in every certificate (RFC 5280 appendix A.1).
        guard type == Known.domainComponent || type == Known.emailAddress else {
            return (try? RelativeDistinguishedName.Attribute(type: type, printableString: value))
                ?? RelativeDistinguishedName.Attribute(type: type, utf8String: value)
        }
        return try SCEPError.wrap(.unusableName, "'\(value)' has letters beyond ASCII") {
            try RelativeDistinguishedName.Attribute(type: type, ia5String: value)
        }
    }
}

/// An object identifier as text: numbers with dots between them.
enum ObjectNumber {
    static func parse(_ text: String) -> ASN1ObjectIdentifier? {
        let numbers = text.split(separator: ".", omittingEmptySubsequences: false).map { UInt($0) }
        guard numbers.count >= 2, !numbers.contains(nil), let first = numbers[0], let second = numbers[1], first <= 2,
            first == 2 || second < 40
        else { return nil }
        return try? ASN1ObjectIdentifier(dotRepresentation: text[...])
    }
}
