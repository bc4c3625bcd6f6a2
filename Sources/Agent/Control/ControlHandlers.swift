import ManagementTree
import SimulatedPhone

/// What the operations of the control API do: a request in, an answer out.
package struct ControlHandlers: Sendable {
    let agent: DeviceAgent
    /// The phone's state folder.
    private let folder: String

    package init(_ agent: DeviceAgent, folder: String) {
        self.agent = agent
        self.folder = folder
    }

    func status(_ request: ControlRequest) async throws(ControlError) -> ControlAnswer {
        let showingPIN = try request.flag("pin")
        return .json(
            try await asking { () async throws(AgentError) in try await agent.status(showingPIN: showingPIN) })
    }

    func tree(_ request: ControlRequest) async throws(ControlError) -> ControlAnswer {
        let text = request.query["uri"] ?? "."
        let all = try request.flag("all")
        let uri: NodeURI
        do {
            uri = try NodeURI(parsing: text)
        } catch {
            throw ControlError(.badRequest, "uri=\(text): \(error)")
        }
        guard uri.query == nil else {
            throw ControlError(.badRequest, "uri=\(text): give an address without a query")
        }
        do {
            return .json(try await agent.tree(from: uri, all: all))
        } catch {
            throw ControlError(error)
        }
    }

    func sync(_ request: ControlRequest) async throws(ControlError) -> ControlAnswer {
        .json(try await session { () async throws(AgentError) in try await agent.sync() })
    }

    func push(_ request: ControlRequest) async throws(ControlError) -> ControlAnswer {
        .json(try await session { () async throws(AgentError) in try await agent.receivePush() })
    }

    func lock(_ request: ControlRequest) async throws(ControlError) -> ControlAnswer {
        try await asking { () async throws(AgentError) in try await agent.lock() }
        return try await reply("The phone is locked.")
    }

    func unlock(_ request: ControlRequest) async throws(ControlError) -> ControlAnswer {
        let pin = try request.decode(PINRequest.self).pin
        let outcome = try await asking { () async throws(AgentError) in try await agent.unlock(pin: pin) }
        return try await reply("\(outcome)", isDone: outcome.isOpen)
    }

    func setPIN(_ request: ControlRequest) async throws(ControlError) -> ControlAnswer {
        let pin = try request.decode(PINRequest.self).pin
        try await asking { () async throws(AgentError) in try await agent.setPIN(pin) }
        return try await reply("The PIN is set.")
    }

    func login(_ request: ControlRequest) async throws(ControlError) -> ControlAnswer {
        let status = try request.decode(LoginRequest.self).status
        let before = agent.events.last
        let report = try await asking { () async throws(AgentError) in try await agent.login(status) }
        let isEnrolled = await agent.isEnrolled
        return .json(
            LoginReply(
                status: status,
                session: report.map { SyncReply($0, events: events(after: before), isEnrolled: isEnrolled) }))
    }

    func unenroll(_ request: ControlRequest) async throws(ControlError) -> ControlAnswer {
        _ = try await asking { () async throws(AgentError) in try await agent.unenroll() }
        return try await reply("The account and all that it brought are gone.")
    }

    func wipe(_ request: ControlRequest) async throws(ControlError) -> ControlAnswer {
        try await asking { () async throws(AgentError) in try await agent.wipe() }
        return try await reply("The phone is as it came from the factory.")
    }

    func lend(_ request: ControlRequest) async throws(ControlError) -> ControlAnswer {
        .json(try await asking { () async throws(AgentError) in try await agent.lend(in: folder) })
    }

    func keep(_ request: ControlRequest) async throws(ControlError) -> ControlAnswer {
        let loan = try request.decode(Loan.self)
        try await asking { () async throws(AgentError) in try await agent.keep(loan, in: folder) }
        return try await reply("The phone is as the command has left it.")
    }

    func endLoan(_ request: ControlRequest) async throws(ControlError) -> ControlAnswer {
        await agent.endLoan(try request.decode(Loan.self), in: folder)
        return try await reply("The copy is gone.")
    }

    func renew(_ request: ControlRequest) async throws(ControlError) -> ControlAnswer {
        let isForced = try request.flag("force")
        try await asking { () async throws(AgentError) in try await agent.renew(isForced: isForced) }
        return try await reply("The phone has a new certificate.")
    }

    func events(_ request: ControlRequest) async throws(ControlError) -> ControlAnswer {
        let number = try request.number("after")
        let isFollowing = request.query["follow"] == nil ? true : try request.flag("follow")
        guard isFollowing else {
            let text = agent.events.recent(after: number ?? 0).map(EventStreamText.text).joined()
            return .text(text, mediaType: EventStreamText.mediaType)
        }
        return .events(agent.events.events(after: number))
    }

    func metrics(_ request: ControlRequest) async throws(ControlError) -> ControlAnswer {
        .text(agent.metrics.text(), mediaType: PrometheusText.mediaType)
    }

    func description(_ request: ControlRequest) async throws(ControlError) -> ControlAnswer {
        .json(OpenAPIDocument.value)
    }

    private func session(
        _ work: () async throws(AgentError) -> DeviceAgent.SessionReport
    ) async throws(ControlError) -> SyncReply {
        let before = agent.events.last
        let report = try await asking(work)
        return SyncReply(report, events: events(after: before), isEnrolled: await agent.isEnrolled)
    }

    private func events(after number: Int) -> [AgentEvent] { agent.events.recent(after: number) }

    private func reply(_ message: String, isDone: Bool = true) async throws(ControlError) -> ControlAnswer {
        .json(PersonReply(isDone: isDone, message: message, phone: await agent.phone))
    }

    private func asking<Value: Sendable>(
        _ work: () async throws(AgentError) -> Value
    ) async throws(ControlError) -> Value {
        do {
            return try await work()
        } catch {
            throw ControlError(error)
        }
    }
}
