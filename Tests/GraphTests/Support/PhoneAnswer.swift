import Administration
import SyncML

/// What a phone answers that does all it is told.
enum PhoneAnswer {
    static func success(_ command: Command, _ passcode: String) -> DeviceAnswer {
        switch command {
        case .container(let container):
            container.commands.reduce(into: DeviceAnswer(statuses: [.init(container.kind.name, nil, .ok)])) {
                whole, inner in
                let part = success(inner, passcode)
                whole.statuses += part.statuses
                whole.results += part.results
            }
        case .access(let access):
            DeviceAnswer(
                statuses: [.init(access.verb.name, access.items.first?.target, .ok)],
                results: access.verb == .get ? [.init(access.items.first?.target ?? "", passcode)] : [])
        default: DeviceAnswer()
        }
    }
}
