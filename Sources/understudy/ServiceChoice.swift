import Agent
import ArgumentParser
import Notation
import PINReset
import SimulatedPhone
import Wire

/// What `--pin-reset-service` says: who gives the phone tickets.
enum ServiceChoice: Equatable, Sendable {
    /// Within this process, as in the cloud: for tenants that have consented.
    case embedded
    case granted
    case denied
    /// At an address.
    case url(String)

    /// The service within this process that is meant; the embedded one knows the phone's own directory. Where one at an address
    /// is meant, that is asked in its place, and this one would give nothing.
    func service(for phone: Phone) -> any PINResetService {
        switch self {
        case .granted: return .granted
        case .denied, .url: return .denied
        case .embedded:
            guard let join = phone.join else { return .embedded(tenants: []) }
            let all = PINResetApplication.allCases
            let consented = join.consentedApplications.map { ids in
                all.filter { application in ids.contains { $0.lowercased() == application.clientID } }
            }
            return .embedded(
                tenants: [PINResetTenant(id: join.tenant, consentedApplications: Set(consented ?? all))])
        }
    }

    /// The address that is meant; nil for none.
    var url: String? {
        guard case .url(let url) = self else { return nil }
        return url
    }

    /// The place that is meant, for an agent; nil for none.
    func place(over exchanges: any ExchangeProvider) -> RemotePINResetService.Place? {
        url.map { RemotePINResetService.Place(url: $0, exchanges: exchanges) }
    }

    /// Refuses an address that cannot be asked.
    /// - Parameter allowingHTTP: whether addresses of this machine without TLS are fine.
    func checkAddress(allowingHTTP: Bool) throws {
        guard case .url(let url) = self, let address = WebAddress(url) else { return }
        try address.check(as: "--pin-reset-service", allowingHTTP: allowingHTTP)
    }

    /// Refuses an address, for commands that talk to no server.
    func refuseAddress() throws {
        guard case .url(let url) = self else { return }
        throw Failure.usage(
            "--pin-reset-service \(url): an address is for commands that talk to a server (enroll, sync, run, fleet); here "
                + "give embedded, granted or denied")
    }
}

extension ServiceChoice: ExpressibleByArgument, CustomStringConvertible {
    init?(argument: String) {
        switch argument {
        case "embedded": self = .embedded
        case "granted": self = .granted
        case "denied": self = .denied
        default:
            guard let address = WebAddress(argument), !address.rest.contains(where: { "?#".contains($0) }) else {
                return nil
            }
            self = .url(argument)
        }
    }

    static var allValueStrings: [String] { ["embedded", "granted", "denied", "https://…"] }

    var defaultValueDescription: String { description }

    var description: String {
        switch self {
        case .embedded: "embedded"
        case .granted: "granted"
        case .denied: "denied"
        case .url(let url): url
        }
    }
}
