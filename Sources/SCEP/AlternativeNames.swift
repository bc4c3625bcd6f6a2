import Notation
import SwiftASN1
import X509

/// Alternative names as a server writes them: `11+adele@contoso.example;3+phone.contoso.example`, each with the number of
/// its kind (Microsoft, CertificateStore CSP, SubjectAlternativeNames; AlternativeNameType of certenroll.h).
enum AlternativeNames {
    static func parse(_ text: String) throws(SCEPError) -> [GeneralName] {
        var names: [GeneralName] = []
        for pair in text.split(separator: ";").map({ String($0).trimmed }) where !pair.isEmpty {
            guard let plus = pair.firstIndex(of: "+") else {
                throw SCEPError(
                    .unusableName, "the alternative name '\(pair)' is not written as kind+name, such as 3+phone.example"
                )
            }
            names.append(
                try name(String(pair[..<plus]).trimmed, String(pair[pair.index(after: plus)...]).trimmed))
        }
        return names
    }

    private static func name(_ kind: String, _ text: String) throws(SCEPError) -> GeneralName {
        switch kind {
        case "2": return .rfc822Name(text)
        case "3": return .dnsName(text)
        case "5": return .directoryName(try SubjectName.parse(text))
        case "7": return .uniformResourceIdentifier(text)
        case "8":
            let parts = text.split(separator: ".", omittingEmptySubsequences: false).compactMap { UInt8($0) }
            guard parts.count == 4 else { throw SCEPError(.unusableName, "'\(text)' is no IPv4 address") }
            return .ipAddress(ASN1OctetString(contentBytes: parts[...]))
        case "11":
            return try SCEPError.wrap(.unusableName, "the principal name '\(text)' cannot be written") {
                .otherName(
                    GeneralName.OtherName(typeID: .principalName, value: try ASN1Any(erasing: ASN1UTF8String(text))))
            }
        default:
            throw SCEPError(
                .unusableName,
                "'\(kind)' is no kind of alternative name that is known here; use 2 (mail), 3 (DNS), 5 (directory), 7 (URL), "
                    + "8 (IPv4) or 11 (principal name)")
        }
    }
}
