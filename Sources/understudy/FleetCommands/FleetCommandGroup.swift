import ArgumentParser

/// `fleet`: many phones in one process.
struct FleetCommandGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fleet",
        abstract: "Load a management server with many phones, and tell how it bore them.",
        discussion: """
            EXAMPLES
              understudy fleet -n 100 --server https://127.0.0.1:8443 --ca-file understudy-lab/lab-ca.pem
              understudy fleet -n 10000 --server https://mdm.example.test --state fleet --enroll-rate 50 --hold 1h
              understudy fleet clean --state fleet
              understudy fleet merge shard-1.json shard-2.json --html report.html
            """,
        subcommands: [FleetRunCommand.self, FleetCleanCommand.self, FleetMergeCommand.self],
        defaultSubcommand: FleetRunCommand.self)
}
