internal import Certificates
internal import SCEP
internal import X509

/// How the lab answers phones that ask for certificates by SCEP.
package struct LabSCEPSettings: Equatable, Sendable {
    /// The password that a request must have; nil for none.
    package var challenge: String?
    /// How often a request is told to wait before it is decided, as where a person decides.
    package var polls: Int
    /// How long a certificate is good for.
    package var certificateDays: Int

    package init(challenge: String? = nil, polls: Int = 0, certificateDays: Int = 365) {
        self.challenge = challenge
        self.polls = polls
        self.certificateDays = certificateDays
    }
}

/// The lab as a SCEP server (RFC 8894): its authority signs what phones ask for.
actor LabSCEP {
    /// Where it answers.
    static let path = "/scep"

    private let authority: LabAuthority
    private let settings: LabSCEPSettings
    private let sources: LabSources
    /// The requests that wait, by their transactions, and how often each is still told to.
    private var waiting: [String: (request: CertificateSigningRequest, polls: Int)] = [:]
    /// More are refused.
    private static let mostWaiting = 1000

    init(authority: LabAuthority, settings: LabSCEPSettings, sources: LabSources) {
        self.authority = authority
        self.settings = settings
        self.sources = sources
    }

    /// Answers one request.
    /// - Parameter message: of PKIOperation.
    /// - Returns: the answer, and what happened where there is something to tell.
    func answer(_ operation: String, _ message: [UInt8]) -> (LabAnswer, LabOccurrence?) {
        let types = SCEPAuthority.mediaTypes
        switch operation {
        case "GetCACaps": return (content(types.capabilities, Array(SCEPAuthority.capabilities.utf8)), nil)
        case "GetCACert": return (content(types.authority, authority.certificate), nil)
        case "PKIOperation":
            do throws(LabError) {
                let (reply, occurrence) = try self.reply(to: message)
                return (content(types.message, reply), occurrence)
            } catch {
                return (.refusal(400, error.message), LabOccurrence(.requestRefused, "SCEP: \(error.message)"))
            }
        default:
            return (
                .refusal(400, "SCEP has no operation '\(operation)'; ask for GetCACaps, GetCACert or PKIOperation."),
                nil
            )
        }
    }

    private func content(_ mediaType: String, _ body: [UInt8]) -> LabAnswer {
        LabAnswer(status: 200, mediaType: mediaType, body: body)
    }

    private func reply(to message: [UInt8]) throws(LabError) -> ([UInt8], LabOccurrence) {
        let signer = try authority.scep()
        do throws(SCEPError) {
            let petition = try signer.open(message)
            let decision = decide(petition)
            return (
                try signer.answer(petition, decision, octets: sources.octets), Self.occurrence(decision, petition)
            )
        } catch {
            throw LabError(.certificateRequest, "\(error.message).")
        }
    }

    private func decide(_ petition: SCEPAuthority.Petition) -> SCEPAuthority.Decision {
        guard let request = petition.request else {
            guard let known = waiting[petition.transactionID] else {
                return .refused(.badCertificateID, "nothing is known of this transaction")
            }
            return issue(known.request, petition.transactionID, polls: known.polls)
        }
        guard settings.challenge == nil || petition.challenge == settings.challenge else {
            return .refused(.badRequest, "the challenge password is wrong")
        }
        guard waiting.count < Self.mostWaiting else { return .refused(.badRequest, "too many requests wait") }
        return issue(request, petition.transactionID, polls: settings.polls)
    }

    private func issue(
        _ request: CertificateSigningRequest, _ transaction: String, polls: Int
    ) -> SCEPAuthority.Decision {
        guard polls == 0 else {
            waiting[transaction] = (request, polls - 1)
            return .pending
        }
        waiting[transaction] = nil
        do {
            return .issued(
                try authority.certificate(for: request, now: sources.sharedNow(), days: settings.certificateDays))
        } catch {
            return .refused(.badRequest, error.message)
        }
    }

    private static func occurrence(
        _ decision: SCEPAuthority.Decision, _ petition: SCEPAuthority.Petition
    ) -> LabOccurrence {
        switch decision {
        case .issued: LabOccurrence(.certificateIssued, petition.request.map { "\($0.subject)" } ?? "after a poll")
        case .pending: LabOccurrence(.certificatePending, petition.request.map { "\($0.subject)" } ?? "polled")
        case .refused(_, let reason): LabOccurrence(.requestRefused, "SCEP: \(reason)")
        }
    }
}
