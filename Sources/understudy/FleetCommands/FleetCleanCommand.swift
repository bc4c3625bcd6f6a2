import ArgumentParser
import Fleet

/// `fleet clean`: all phones leave their server.
struct FleetCleanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clean",
        abstract: "Have all phones of a state folder leave their server.",
        discussion: """
            Each phone tells its server in a last session, and then forgets its account, joined to Azure AD or not. The phones \
            stay in the folder: the next run enrols the same ones again. Remove the folder to be rid of them.

            EXAMPLES
              understudy fleet clean --state fleet
              understudy fleet clean --state shard-3 --ca-file understudy-lab/lab-ca.pem --max-concurrency 50
            """)

    @Option(help: ArgumentHelp("The folder that keeps the phones.", valueName: "folder"))
    var state: String

    @Option(help: ArgumentHelp("How many phones may talk to the server at once.", valueName: "number"))
    var maxConcurrency = 256

    @OptionGroup(title: "What is told") var reporting: FleetReportOptions
    @OptionGroup(title: "Network options") var network: NetworkOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await output.reporting {
            guard let owner = FleetFolder.owner(of: state) else {
                throw Failure.state("\(state): there is no fleet; name the folder that fleet --state was given")
            }
            let report = try await FleetProgram(cleaning: state, owner, self).run()
            return try reporting.finish(report, output, isCleaning: true)
        }
    }
}
