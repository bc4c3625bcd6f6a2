import ArgumentParser
import GraphClient

/// `lab throttle`: what every client of Graph meets one day.
struct LabThrottleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "throttle", abstract: "Have the API turn the next requests away with 429.",
        discussion: """
            A script that is to work with Microsoft Graph must wait as long as Retry-After says, and ask again. \
            0 takes it back.

            EXAMPLES
              understudy lab throttle 3 --retry-after 2
              understudy lab throttle 0
            """)

    @Argument(help: "How many requests; 0 for none any more.")
    var requests: Int

    @Option(help: ArgumentHelp("What Retry-After says; left out if not given.", valueName: "seconds"))
    var retryAfter: Int?

    @OptionGroup var lab: LabAccess

    func run() async throws {
        try await lab.administer { graph in
            try await graph.throttle(requests, retryAfter: retryAfter)
            let told =
                switch requests {
                case 0: "No request gets 429 any more."
                case 1: "The next request gets 429."
                default: "The next \(requests) requests get 429."
                }
            return LabOutcome([told], ["requests": requests])
        }
    }
}
