import Agent
import ArgumentParser
import ManagementTree
import SimulatedPhone

/// `explain`: what is known of a node.
struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Tell what is known of a node: format, access, allowed values, default, since when.",
        discussion: """
            An address that no node has is told with what was probably meant.

            EXAMPLES
              understudy explain ./Vendor/MSFT/Policy/Config/DeviceLock/DevicePasswordEnabled
              understudy explain ./Vendor/MSFT/RemoteLock/LockAndRecoverPIN --json
            """)

    @Argument(help: "Addresses of nodes.")
    var uris: [String]

    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Phone options") var options: PhoneOptions

    func run() async throws {
        try await output.reporting {
            var hand = try await PhoneAtHand(options, folder: options.state)
            var result = CommandResult(isEnrolled: hand.phone.enrolled != nil)
            var nodes: [NodeFacts] = []
            for uri in uris {
                do throws(Refusal) {
                    let facts = try NodeFacts(uri, in: &hand.phone, hand.environment)
                    nodes.append(facts)
                    if !output.json { facts.lines.forEach { Console.print($0) } }
                } catch {
                    result.outcome = .failed
                    let hints = hand.phone.blueprint.notes(onAddress: uri).map(\.text)
                    result.error = ([error.reason] + hints).joined(separator: "; ")
                    guard !output.json else { continue }
                    Console.error("understudy: \(Console.visible(result.error ?? ""))")
                    result.isTold = true
                }
            }
            result.body = Document(nodes: nodes)
            return result
        }
    }

    private struct Document: Encodable {
        var nodes: [NodeFacts]
    }
}
