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
            let shown = PINResetApplication.allCases.map { application in
                Shown(application, listed.first { $0.appId == application.clientID })
            }
            let rows = shown.map { application in
                [
                    application.displayName, application.consent,
                    application.createdDateTime.map(LabText.time) ?? "", application.appId,
                ]
            }
            return LabOutcome(
                TextTable.lines(["APPLICATION", "CONSENT", "SINCE (UTC)", "ID"], rows), ["applications": shown])
        }
    }

    /// An application that is wanted, whether it is there or not.
    private struct Shown: Encodable {
        var appId: String
        var displayName: String
        /// `given`, `missing` or `switched off`.
        var consent: String
        /// Of the object that is there since an administrator has consented; missing without.
        var id: String?
        var accountEnabled: Bool?
        var createdDateTime: String?

        init(_ application: PINResetApplication, _ found: GraphApplication?) {
            appId = application.clientID
            displayName = application.name
            consent = found.state
            id = found?.id
            accountEnabled = found?.accountEnabled
            createdDateTime = found?.createdDateTime
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
