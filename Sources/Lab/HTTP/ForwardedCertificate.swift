internal import Certificates
internal import Foundation
internal import Notation
internal import XML

/// The certificate of a phone in a header, as a proxy in front of the server hands it over: PEM with percent escapes
/// (nginx, Envoy), PEM on one line (Apache), or base64 of DER, bare or between colons (HAProxy, Traefik, RFC 9440).
enum ForwardedCertificate {
    /// - Returns: DER; nil for an empty header or one that holds no certificate.
    static func read(_ header: String) -> [UInt8]? {
        var text = Substring(header.removingPercentEncoding ?? header)
        // Envoy puts it beside other things: `Hash=…;Cert="…"` (x-forwarded-client-cert).
        if let start = text.range(of: "Cert=\"")?.upperBound {
            text = text[start...].prefix { $0 != "\"" }
        }
        if let block = try? PEMText.blocks(in: String(text), { $0 == "CERTIFICATE" }).first { return block }
        let digits = text.filter { !$0.isWhitespace && $0 != ":" }
        guard !digits.isEmpty, let octets = Base64.decode(digits), !octets.isEmpty else { return nil }
        return octets
    }
}
