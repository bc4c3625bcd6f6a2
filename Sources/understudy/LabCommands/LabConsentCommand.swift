import ArgumentParser
import GraphClient
import PINReset

/// `lab consent`: what the tenant has consented to.
struct LabConsentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "consent",
        abstract: "Show, give or take back consent to the two applications of the PIN reset service.",
        discussion: """
            The service gives tickets for phones of a tenant that has consented to both, its service and its client. The pages \
            on which an administrator does the same by hand are told by `lab serve`.

            EXAMPLES
              understudy lab consent
              understudy lab consent --grant both
              understudy lab consent --revoke client
            """)

    enum Which: String, CaseIterable, ExpressibleByArgument {
        case service, client, both

        var applications: [PINResetApplication] {
            switch self {
            case .service: [.service]
            case .client: [.client]
            case .both: PINResetApplication.allCases
            }
        }
    }

    @Option(help: "Consent for the whole tenant: service, client or both.")
    var grant: Which?

    @Option(help: "Take consent back: service, client or both.")
    var revoke: Which?

    @OptionGroup var lab: LabAccess

    func validate() throws {
        guard grant == nil || revoke == nil else { throw ValidationError("give one of --grant and --revoke") }
    }

    func run() async throws {
        try await lab.administer { graph in
            try await change(graph)
            let listed = try await graph.applications()
            let rows = PINResetApplication.allCases.map { application in
                let found = listed.first { $0.appId == application.clientID }
                return [
                    application.name, found.state, found.map { LabText.time($0.createdDateTime) } ?? "",
                    application.clientID,
                ]
            }
            return LabOutcome(
                TextTable.lines(["APPLICATION", "CONSENT", "SINCE (UTC)", "ID"], rows), ["applications": listed])
        }
    }

    private func change(_ graph: GraphConnection) async throws {
        let listed = try await graph.applications()
        for application in (revoke ?? grant)?.applications ?? [] {
            let found = listed.first { $0.appId == application.clientID }
            // One that is switched off is let in anew: that is what somebody wants who gives consent to it.
            if let found, revoke != nil || !found.accountEnabled { try await graph.revoke(found) }
            if grant != nil, found?.accountEnabled != true { _ = try await graph.consent(to: application.clientID) }
        }
    }
}

extension GraphApplication? {
    fileprivate var state: String {
        switch self?.accountEnabled {
        case true?: "given"
        case false?: "switched off"
        case nil: "missing"
        }
    }
}
