import Administration
import Notation
import SyncML

/// A phone by its answers alone: it has some nodes, and refuses some addresses with a status.
struct PlayedPhone {
    var nodes: Set<String> = []
    /// Addresses at which Replace makes no node, as in the few CSPs whose nodes a server cannot know before (csp.md C14).
    var addOnly: Set<String> = []
    /// What each node has, as the last command has left it.
    private(set) var values: [String: String] = [:]
    var refusals: [String: StatusCode] = [:]
    var passcode: String?
    /// What it was sent in the last session: `Atomic(Add ./a)`, in order.
    private(set) var received: [String] = []

    /// A whole session: work until there is none.
    mutating func sync(
        _ sample: inout SampleTenant, _ device: ObjectID = SampleTenant.phone, after seconds: Int64 = 0
    ) {
        let occasion = SampleTenant.occasion(after: seconds, by: "phone")
        received = []
        sample.tenant.beginSession(of: device, occasion)
        while true {
            let work = sample.tenant.work(for: device, provider: SampleTenant.provider)
            guard !work.isEmpty, received.count < 100 else { break }
            for piece in work {
                sample.tenant.send(piece, to: device, occasion)
                received.append(Self.text(piece.command))
                sample.tenant.take(answer(piece.command), to: piece.subject, from: device, occasion)
            }
        }
        sample.tenant.endSession(of: device, occasion)
    }

    /// The answer to one command: an Atomic is all or nothing.
    mutating func answer(_ command: Command) -> DeviceAnswer {
        switch command {
        case .container(let container) where container.kind == .atomic: return answer(atomic: container.commands)
        case .container(let container):
            var whole = DeviceAnswer(statuses: [DeviceAnswer.Status("Sequence", nil, .ok)])
            for inner in container.commands {
                let part = answer(inner)
                whole.statuses += part.statuses
                whole.results += part.results
            }
            return whole
        case .access(let access):
            let address = access.items.first?.target ?? ""
            let code = code(access, address)
            var answer = DeviceAnswer(statuses: [DeviceAnswer.Status(access.verb.name, address, code)])
            if access.verb == .get, let passcode { answer.results = [DeviceAnswer.Result(address, passcode)] }
            return answer
        default: return DeviceAnswer()
        }
    }

    private mutating func answer(atomic commands: [Command]) -> DeviceAnswer {
        let before = (nodes, values)
        var statuses: [DeviceAnswer.Status] = []
        var hasFailed = false
        for case .access(let access) in commands {
            let address = access.items.first?.target ?? ""
            let code = hasFailed ? StatusCode.atomicRollBackOK : code(access, address)
            if !hasFailed, !code.isSuccess {
                hasFailed = true
                statuses = statuses.map { DeviceAnswer.Status($0.command, $0.address, .atomicRollBackOK) }
            }
            statuses.append(DeviceAnswer.Status(access.verb.name, address, code))
        }
        if hasFailed { (nodes, values) = before }
        return DeviceAnswer(
            statuses: [DeviceAnswer.Status("Atomic", nil, hasFailed ? .atomicFailed : .ok)] + statuses)
    }

    private mutating func code(_ access: AccessCommand, _ address: String) -> StatusCode {
        if let refusal = refusals[address] { return refusal }
        // Nodes are found in any case.
        let node = address.lowercased()
        switch access.verb {
        case .add: guard nodes.insert(node).inserted else { return .alreadyExists }
        case .replace:
            guard !addOnly.contains(node) || nodes.contains(node) else { return .notFound }
            nodes.insert(node)
        default: return .ok
        }
        if case .text(let text)? = access.items.first?.data { values[node] = text }
        return .ok
    }

    static func text(_ command: Command) -> String {
        switch command {
        case .container(let container):
            "\(container.kind.name)(\(container.commands.map(text).joined(separator: ", ")))"
        case .access(let access): "\(access.verb.name) \(access.items.first?.target ?? "")"
        default: command.name
        }
    }
}
