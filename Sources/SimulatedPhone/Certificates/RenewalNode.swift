import ManagementTree
import Notation

/// The settings of renewal below `MY/WSTEP/Renew`, and what came of the last try.
enum RenewalNode: String {
    case period = "RenewPeriod"
    /// The name on Microsoft's page; the DDF file and the provisioning document have the other (C18).
    case periodOfPage = "RenewalPeriod"
    case retryInterval = "RetryInterval"
    case retryAfterExpiry = "RetryAfterExpiryInterval"
    case serverURL = "ServerURL"
    case support = "ROBOSupport"
    case status = "Status"
    case errorCode = "ErrorCode"
    case lastTry = "LastRenewalAttemptTime"

    private static let top = "MY/WSTEP/Renew"

    init?(_ node: NodeLocation) {
        guard node.place.hasPrefix(Self.top + "/") else { return nil }
        self.init(rawValue: String(node.place.dropFirst(Self.top.count + 1)))
    }

    /// WSTEP is there with the account. A setting is there where it was set; ROBOSupport always, because it counts as true.
    static func names(below parent: NodeLocation, in phone: Phone) -> [String] {
        guard let renewal = phone.enrolled?.renewal else { return [] }
        switch parent.place {
        case "MY": return ["WSTEP"]
        case "MY/WSTEP": return ["CertThumbprint"]
        case top:
            var nodes: [RenewalNode] = [.support]
            if renewal.period != nil { nodes += [.period, .periodOfPage] }
            if renewal.retryInterval != nil { nodes.append(.retryInterval) }
            if renewal.retryAfterExpiry != nil { nodes.append(.retryAfterExpiry) }
            if renewal.serverURL != nil { nodes.append(.serverURL) }
            return nodes.map(\.rawValue)
        default: return []
        }
    }

    /// nil where nothing is set.
    func text(in phone: Phone) -> String? {
        guard let renewal = phone.enrolled?.renewal else { return nil }
        return switch self {
        case .period, .periodOfPage: renewal.period.map { "\($0)" }
        case .retryInterval: renewal.retryInterval.map { "\($0)" }
        case .retryAfterExpiry: renewal.retryAfterExpiry.map { "\($0)" }
        case .serverURL: renewal.serverURL
        case .support: "true"
        case .status: "\(renewal.status.rawValue)"
        // Inferred: an HRESULT as a signed number, as other nodes of format int show them.
        case .errorCode: "\(Int32(bitPattern: renewal.errorCode))"
        case .lastTry: renewal.lastTry?.text ?? ""
        }
    }

    /// Inferred: outside an Atomic the three that belong together fail with 500; the page only says that they must be in
    /// one.
    func check(_ change: NodeChange, at uri: NodeURI, in phone: Phone) throws(Refusal) {
        switch self {
        case .period, .periodOfPage, .retryInterval, .support:
            guard phone.isInAtomic else {
                throw Refusal(
                    .failed,
                    "\(uri): ROBOSupport, RenewPeriod and RetryInterval are set in an Atomic only; put the command into one"
                )
            }
        case .serverURL:
            guard let text = change.value?.text else { return }
            guard !text.hasPrefix("<"), !ServerAddressList.addresses(in: text).isEmpty else {
                throw Refusal(.valueRefused, "\(uri): '\(text.prefix(80))' is no address; write https://…")
            }
        case .retryAfterExpiry, .status, .errorCode, .lastTry: break
        }
    }

    func follow(_ change: NodeChange, in phone: inout Phone) {
        let value = change.value
        switch self {
        case .period, .periodOfPage: phone.enrolled?.renewal.period = value?.number
        case .retryInterval: phone.enrolled?.renewal.retryInterval = value?.number
        case .retryAfterExpiry: phone.enrolled?.renewal.retryAfterExpiry = value?.number
        case .serverURL: phone.enrolled?.renewal.serverURL = value?.text
        case .support, .status, .errorCode, .lastTry: break
        }
    }

    /// Settings of what will never happen.
    func notes(in phone: Phone) -> [Note] {
        guard phone.certificates.enrollmentIdentity != nil else {
            return [Note(.effect, "the phone was enrolled without a certificate, so there is none to renew")]
        }
        guard phone.accountValue(["EntDMID"])?.text.isEmpty ?? true else { return [] }
        return [Note(.effect, "the phone renews no certificate until DMClient/Provider/{id}/EntDMID is set")]
    }

    /// The interval may be no longer than the period: judged when both are written, in whichever order.
    static func checkTogether(in phone: Phone) throws(Refusal) {
        guard let renewal = phone.enrolled?.renewal, let interval = renewal.retryInterval else { return }
        let period = renewal.period ?? CertificateRenewalState.standardPeriod
        guard interval > period else { return }
        throw Refusal(
            .valueRefused,
            "RetryInterval is \(interval) days, longer than the RenewPeriod of \(period): set both, the interval no longer "
                + "than the period")
    }
}
