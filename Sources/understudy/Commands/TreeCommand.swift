import Agent
import ArgumentParser
import ManagementTree
import SimulatedPhone

/// `tree`: everything that is there.
struct TreeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tree",
        abstract: "Show the nodes that are there: name, format, access and value.",
        discussion: """
            Access letters: A Add, C Copy, D Delete, E Exec, G Get, R Replace. A name in braces can be chosen by the \
            server and is shown with --all. Of a secret it only says that there is one: get tells it. It shows what the \
            phone has: no command is run for it, so answer rules (--answers of get and its like) do not count.

            EXAMPLES
              understudy tree ./DevDetail
              understudy tree ./Vendor/MSFT/PassportForWork --all
            """)

    @Argument(help: "The node to begin with.")
    var uri = "."

    @Flag(help: "Show described nodes that are not there as well.")
    var all = false

    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Phone options") var options: PhoneOptions

    func run() async throws {
        try await output.reporting {
            var hand = try await PhoneAtHand.offline(options)
            let start: NodeURI
            do {
                start = try NodeURI(parsing: uri)
            } catch {
                throw Failure.usage("\(uri): \(error)")
            }
            guard start.query == nil else {
                throw Failure.usage("\(uri): tree takes an address without a query; use get for ?prop= and ?list=")
            }
            let rows: [TreeRow]
            do {
                rows = try TreeRows.collect(from: start, in: &hand.phone, hand.environment, all: all)
            } catch let refusal as Refusal {
                throw Failure(outcome: .failed, message: refusal.reason)
            }
            await hand.finish()
            if !output.json { for row in rows { Console.print(row.line) } }
            return CommandResult(isEnrolled: hand.phone.enrolled != nil, body: Document(nodes: rows))
        }
    }

    private struct Document: Encodable {
        var nodes: [TreeRow]
    }
}

/// The text of `tree`.
extension TreeRow {
    var line: String {
        let indentation = String(repeating: "  ", count: depth)
        let value = value.map { " = \(Console.visible($0))" } ?? ""
        let facts = [
            allowed, defaultValue.map { "default \($0)" }, since.map { "since \($0)" },
        ].compactMap(\.self).map { "; " + Console.visible($0) }.joined()
        return "\(indentation)\(Console.visible(name)) (\(format), \(access)\(facts))\(value)"
            + (isPresent ? "" : " [not there]")
    }
}
