import Agent
import ArgumentParser
import GraphClient
import Wire

/// `lab reset-passcode`: what an administrator does in the portal.
struct LabResetPasscodeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset-passcode",
        abstract: "Reset a phone's passcode; `lab device` shows the new one for seven days.",
        discussion: """
            Named by its name or id, a device gets the action *Reset passcode* as from the portal; with --wait the new passcode \
            is printed when the phone has made it. What the reset still lacks (consent, a profile) is told.

            With --device, --tenant or --no-policy, or with nothing, the commands of a reset are queued for the phone that \
            this is the id of in its messages, the policy EnablePinRecovery before them: for servers' own tests.

            A device whose passcode cannot be reset, such as a PC, is refused before anything is sent, with the reason.

            EXAMPLES
              understudy lab reset-passcode 'Lumia 950'
              understudy lab reset-passcode 'Lumia 950' --wait --json | jq -r .passcode
              understudy lab reset-passcode --tenant 7c4f1de2-0b35-4a86-9f0e-5d2a7be0c913
              understudy lab reset-passcode --no-policy
            """)

    @Argument(help: "The device by name or id, see `lab devices`.")
    var name: String?

    @Option(help: ArgumentHelp("The phone by the id of its messages; the only one if not given.", valueName: "id"))
    var device: String?

    @Option(
        help: ArgumentHelp(
            "The phone's Azure AD directory, which `understudy status` tells; what its token said if not given.",
            valueName: "guid"))
    var tenant: String?

    @Flag(help: "Send the reset alone: EnablePinRecovery stays as it is on the phone.")
    var noPolicy = false

    @OptionGroup var waiting: LabWaiting

    @OptionGroup var lab: LabAccess

    func validate() throws {
        guard name == nil && !waiting.wait || device == nil && tenant == nil && !noPolicy else {
            throw ValidationError(
                "--device, --tenant and --no-policy are for a reset without a device's name and --wait")
        }
    }

    func run() async throws {
        guard name == nil, !waiting.wait else { return try await administer() }
        let query = noPolicy ? "?policy=no" : tenant.map { "?tenant=\($0)" } ?? ""
        try await lab.ask(.post) {
            "\(try await lab.device(device, or: "give one by its \(GraphDevice.forms)"))/reset-passcode\(query)"
        }
    }

    private func administer() async throws {
        try await lab.administer { graph in
            let found = try await graph.device(named: name)
            let reply = try await waiting.ask(graph, .resetPasscode, of: found)
            // Who has waited for a passcode and got one lacks nothing. A profile that had not arrived has come with the reset.
            if !waiting.wait || reply.outcome != .done {
                for obstacle in try await graph.resetObstacles(of: found) {
                    Console.error("warning: \(Console.visible(obstacle))")
                }
            }
            return reply
        }
    }
}
