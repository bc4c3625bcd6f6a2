import Agent
import ArgumentParser
import GraphClient

/// The options of commands that can wait for a device.
struct LabWaiting: ParsableArguments {
    @Flag(help: "Wait until the device has done it, or has refused.")
    var wait = false

    @Option(help: ArgumentHelp("How long --wait waits.", valueName: "seconds"))
    var waitFor = 300

    func validate() throws {
        guard (1...86_400).contains(waitFor) else {
            throw ValidationError("--wait-for \(waitFor): give 1 to 86400 seconds")
        }
    }

    /// Between two looks at an action.
    private static let pause = Duration.milliseconds(500)

    /// Asks a device for something and tells what came of it, as far as somebody waits.
    func ask(
        _ graph: GraphConnection, _ action: GraphDeviceAction, of device: GraphDevice, keepUserData: Bool = false
    ) async throws -> LabOutcome {
        try await graph.request(action, of: device, keepUserData: keepUserData)
        let end = ContinuousClock.now.advanced(by: .seconds(waitFor))
        while true {
            guard let asked = try await graph.actions(of: device, action).first else {
                throw Failure(
                    outcome: .protocolBroken, message: "the lab has forgotten what was asked of \(device.name)")
            }
            if !wait || asked.isFinal || ContinuousClock.now >= end {
                return try await reply(graph, asked, device)
            }
            try await Task.sleep(for: Self.pause)
        }
    }

    private func reply(
        _ graph: GraphConnection, _ asked: GraphActionResult, _ device: GraphDevice
    ) async throws -> LabOutcome {
        var shown = asked
        if asked.actionState == "done", asked.actionName == GraphDeviceAction.resetPasscode.rawValue {
            shown = try await graph.device(device.id).deviceActionResults.first { $0.id == asked.id } ?? asked
        }
        let (name, what) = (Console.visible(device.name), LabText.action(asked.actionName))
        guard asked.isFinal || wait else {
            return LabOutcome(["\(name): \(what) is \(asked.actionState) until the device comes by."], shown)
        }
        var reply = LabOutcome(["\(name): \(what) is \(asked.actionState)."], shown)
        if let passcode = shown.shownPasscode { reply.lines.append("The new passcode is \(passcode).") }
        guard asked.actionState != "done" else { return reply }
        reply.outcome = .failed
        reply.error =
            asked.isFinal
            ? "\(name): \(what) is \(asked.actionState): \(LabText.reason(asked))\(more(asked))"
            : "\(name): \(what) is still \(asked.actionState) after \(waitFor) s; is the device running?"
        return reply
    }

    /// Where the portal tells more of a failure.
    private func more(_ action: GraphActionResult) -> String { action.detailsUrl.map { "; see \($0)" } ?? "" }
}
