import Certificates
import Notation
import SCEP
import SimulatedPhone
import Testing

/// Answers errands as a SCEP server does, and makes keys.
struct SCEPServer {
    static let keys = Result { try (0..<2).map { _ in try SigningKey.generate(bits: 2048) } }

    /// The server's certificate and key.
    static let authority = Result {
        let key = try keys.get()[0]
        return (
            key: key,
            certificate: try SelfSignedCertificate.make(
                commonName: "Contoso Root", key: key, from: Exchange.start.seconds, days: 3650)
        )
    }

    /// What becomes of each request and poll; then certificates.
    var decisions: [SCEPAuthority.Decision] = []
    /// What was asked, in words, with the time since the beginning.
    var calls: [String] = []
    var challenges: [String?] = []

    mutating func run(_ errand: Errand, at seconds: Int64) throws -> ErrandOutcome {
        calls.append("\(seconds) \(errand)")
        switch errand {
        case .key(let bits):
            #expect(bits == 2048)
            return .key(try Self.keys.get()[1].der)
        case .renewal: return .done
        case .request(let request): return .answer(ErrandAnswer(status: 200, body: try answer(request)))
        }
    }

    private mutating func answer(_ request: ErrandRequest) throws -> [UInt8] {
        let own = try Self.authority.get()
        if request.url.hasSuffix("GetCACaps") { return Array(SCEPAuthority.capabilities.utf8) }
        guard let content = request.content else { return own.certificate.der }
        #expect(content.mediaType == "application/x-pki-message")
        let server = SCEPAuthority(certificate: own.certificate, key: own.key)
        let petition = try server.open([UInt8](content.body))
        challenges.append(petition.challenge)
        let decision =
            decisions.isEmpty
            ? .issued(
                try SelfSignedCertificate.make(
                    commonName: "adele", key: try Self.keys.get()[1], from: Exchange.start.seconds, days: 100
                ).der) : decisions.removeFirst()
        return try server.answer(petition, decision) { (0..<$0).map { UInt8($0 & 0xFF) } }
    }

    /// Runs all jobs and errands of a phone, whenever they are due.
    /// - Returns: what the phone tells of it.
    @discardableResult
    static func work(_ exchange: inout Exchange, _ run: (Errand, Int64) throws -> ErrandOutcome) throws -> [String] {
        var told: [String] = []
        while let job = exchange.phone.nextJob {
            exchange.environment.now = max(exchange.environment.now, job.due)
            if let errand = job.errand {
                let outcome = try run(errand, exchange.environment.now.seconds - Exchange.start.seconds)
                #expect(exchange.phone.advance(job, by: outcome, exchange.environment) != nil)
            } else {
                #expect(exchange.phone.advanceJobs(exchange.environment) != nil)
            }
            told += exchange.phone.effects.compactMap { effect in
                if case .noticed(_, let text) = effect { text } else { nil }
            }
        }
        return told
    }

    @discardableResult
    static func work(_ exchange: inout Exchange, _ server: inout SCEPServer) throws -> [String] {
        try work(&exchange) { errand, seconds in try server.run(errand, at: seconds) }
    }
}
