import Agent
import GraphClient
import Transport

/// What a command of the lab has to tell: lines for people, an object for scripts.
struct LabOutcome {
    var lines: [String]
    /// An object; its members stand in the command's document.
    var body: any Encodable & Sendable
    var outcome = Outcome.done
    /// Why the outcome is not what was wanted.
    var error: String?

    init(_ lines: [String], _ body: any Encodable & Sendable) {
        self.lines = lines
        self.body = body
    }

    /// A table, or a sentence where there is nothing to show.
    init(_ heading: [String], _ rows: [[String]], none: String, _ body: any Encodable & Sendable) {
        self.init(rows.isEmpty ? [none] : TextTable.lines(heading, rows), body)
    }
}

extension LabAccess {
    /// Does some work with the lab's API and prints what comes of it.
    func administer(_ work: (GraphConnection) async throws -> LabOutcome) async throws {
        try await output.reporting {
            let reply = try await withGraph(work)
            if !output.json { for line in reply.lines { Console.print(line) } }
            var result = CommandResult(reply.outcome, body: output.json ? reply.body : nil)
            result.error = reply.error
            return result
        }
    }

    private func withGraph<Value>(_ work: (GraphConnection) async throws -> Value) async throws -> Value {
        let base = url.hasSuffix("/") ? String(url.dropLast()) : url
        return try await withServer { exchange, token in
            do {
                return try await work(GraphConnection(base: base, token: token, exchange: exchange))
            } catch let failure as GraphFailure {
                throw Failure(failure)
            }
        }
    }
}

extension Failure {
    /// What a failure of the API comes to.
    init(_ failure: GraphFailure) {
        switch failure.code {
        case .noAnswer(let code): self = LabAccess.failure(code, failure.message)
        case .refused(let status, _): self.init(outcome: Outcome(httpStatus: status), message: failure.message)
        case .unreadable: self.init(outcome: .protocolBroken, message: failure.message)
        // As for an id that the server does not know: what there is, only it can say.
        case .unknownName: self.init(outcome: .refused, message: failure.message)
        case .ambiguousName: self = .usage(failure.message)
        }
    }
}

extension GraphConnection {
    /// The device of a name or an id; the only one where none is named.
    func device(named name: String?) async throws -> GraphDevice {
        if let name { return try await find(named: name) }
        let all = try await devices()
        guard let one = all.first, all.count == 1 else {
            throw Failure.usage(
                all.isEmpty
                    ? "no device has enrolled yet; understudy lab serve tells how one does"
                    : "there are \(all.count) devices; give one by its \(GraphDevice.forms): "
                        + LabText.list(all.map(\.name)))
        }
        return one
    }
}

extension GraphDevice {
    /// How a person can name one, as the end of a sentence.
    static let forms = "name or id, as `lab devices` lists them"
}
