import Certificates
import Foundation
import NIOSSL
import Notation
import Wire

/// Why TLS was not agreed on.
///
/// The library tells its reasons in text only, among the files and lines of its own source; the certificate tells the rest.
extension WireError {
    /// - Parameter certificate: the server's, DER, if it came so far.
    static func handshakeFailed(
        _ cause: BoringSSLError, _ certificate: [UInt8]?, _ known: Circumstances
    ) -> (Code, String) {
        let reasons = "\(cause)".matches(of: /OPENSSL_internal:(\w+)/).map { String($0.output.1) }
        // A signature that is wrong leaves its own reasons before that one.
        if reasons.contains("CERTIFICATE_VERIFY_FAILED") { return rejected(certificate, known) }
        guard let reason = reasons.first else {
            return (
                .tlsFailed,
                "the server closed the connection while TLS was being agreed on; look into its log, and check that it "
                    + "speaks https at this port"
            )
        }
        if reason.contains("PROTOCOL_VERSION") || reason == "UNSUPPORTED_PROTOCOL" {
            return (
                .tlsVersion,
                "the server speaks no version of TLS that the phone speaks; a phone of 1703 speaks TLS 1.2, allow it "
                    + "there"
            )
        }
        if reason == "WRONG_VERSION_NUMBER" || reason == "HTTP_REQUEST" {
            return (
                .tlsFailed, "the server does not answer in TLS; check that it speaks https at this port, or use http://"
            )
        }
        if let refusal = ClientRefusal(alert: reason, known) { return refusal.meaning }
        return (.tlsFailed, "TLS was not agreed on (\(words(reason))); look into the server's log")
    }

    /// The server's certificate was looked at and not found good.
    private static func rejected(_ der: [UInt8]?, _ known: Circumstances) -> (Code, String) {
        guard let certificate = der.flatMap({ try? ParsedCertificate(der: $0) }) else {
            return (
                .untrustedServer,
                "the server's certificate is not trusted; if the server is yours, give the certificate of its authority "
                    + "with --ca-file"
            )
        }
        let now = Int64(Date().timeIntervalSince1970)
        if now > certificate.notAfter {
            return (
                .certificateDate,
                "the server's certificate (\(certificate.subject)) has expired on \(Instant(seconds: certificate.notAfter)); renew it, "
                    + "or set this machine's clock"
            )
        }
        if now < certificate.notBefore {
            return (
                .certificateDate,
                "the server's certificate (\(certificate.subject)) is not valid before \(Instant(seconds: certificate.notBefore)); wait "
                    + "for it, or set this machine's clock"
            )
        }
        return (.untrustedServer, mistrust(of: certificate, known))
    }

    private static func mistrust(of certificate: ParsedCertificate, _ known: Circumstances) -> String {
        let namesakes = known.trustRoots.compactMap { try? ParsedCertificate(der: $0) }
            .filter { $0.subject == certificate.issuer && $0.der != certificate.der }
        if !namesakes.isEmpty {
            return
                "the server's certificate says that \(certificate.issuer) has signed it, and the authority of that name "
                + "which is trusted has not: it has another key, or has run out; give the certificate of the authority that "
                + "really signed it with --ca-file"
        }
        if certificate.issuer == certificate.subject {
            return
                "the server's certificate (\(certificate.subject)) is signed by itself and not trusted; if the server is "
                + "yours, give that certificate with --ca-file"
        }
        return
            "the server's certificate is signed by \(certificate.issuer), which is not trusted; if the server is yours, "
            + "give the certificate of that authority with --ca-file, and let the server send those between"
    }

    static func wrongName(_ known: Circumstances, _ names: [String]) -> (Code, String) {
        (
            .wrongName,
            "the server's certificate is not for \(known.address.host); use a name that stands in it, or give the server "
                + "one for this name"
        )
    }

    /// `SSLV3_ALERT_HANDSHAKE_FAILURE` as words.
    fileprivate static func words(_ reason: String) -> String {
        let start = reason.firstRange(of: "ALERT_")?.upperBound ?? reason.startIndex
        return reason[start...].lowercased().replacing("_", with: " ")
    }
}

/// An alert by which a server says that it does not let the phone in (RFC 5246 7.2.2).
private struct ClientRefusal {
    let meaning: (WireError.Code, String)

    /// - Returns: nil for an alert that is about something else.
    init?(alert: String, _ known: Circumstances) {
        guard let why = Self.reason(alert) else { return nil }
        guard known.isKnown else {
            meaning = (
                .certificateWanted,
                "the server wants the certificate of an enrolled phone (\(WireError.words(alert))), and this one has none to "
                    + "show; enrol it with that server first"
            )
            return
        }
        meaning = (
            .certificateRefused,
            "the server does not take the phone's certificate: \(why); look into its log, and renew the phone's certificate "
                + "or enrol the phone again"
        )
    }

    private static func reason(_ alert: String) -> String? {
        switch alert.firstRange(of: "ALERT_").map({ alert[$0.upperBound...] }) ?? alert[...] {
        case "CERTIFICATE_REVOKED": "it says that it is revoked"
        case "CERTIFICATE_EXPIRED": "it says that it has expired"
        case "UNKNOWN_CA": "it does not know the authority that issued it"
        case "BAD_CERTIFICATE": "it says that it is bad"
        case "UNSUPPORTED_CERTIFICATE": "it says that it is of a kind that it does not support"
        case "CERTIFICATE_UNKNOWN": "it gives no reason"
        case "ACCESS_DENIED": "it denies access"
        case "CERTIFICATE_REQUIRED", "TLSV1_CERTIFICATE_REQUIRED": "it has not seen one"
        case "HANDSHAKE_FAILURE": "it gives no reason, or there is no cipher that both know"
        default: nil
        }
    }
}
