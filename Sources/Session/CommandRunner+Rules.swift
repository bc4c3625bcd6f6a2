import ManagementTree
import SimulatedPhone
import SyncML

/// Answers that somebody asked for: the one place where commands meet answer rules.
extension CommandRunner {
    /// What a rule answers in place of the phone; nil where none does.
    /// - Parameter place: the item's.
    mutating func answerByRule(_ command: AccessCommand, _ place: Int, _ found: inout [Item]) -> (StatusCode, String?)?
    {
        // A Get in an Atomic fails whatever a rule says.
        guard let target = command.items[place].target, atomic == nil || command.verb != .get,
            let use = useRule(on: command.verb, target, item: place)
        else { return nil }
        if let status = use.rule.status { return (status, status == .ok ? nil : "\(use)") }
        guard let value = use.rule.value else { return nil }
        let format = leafFormat(of: target)
        found.append(ResultItem.item(FoundNode(format: format, content: .text(value)), asked: target))
        return (.ok, nil)
    }

    /// The format of a leaf that a description knows; text for anything else.
    private func leafFormat(of target: String) -> NodeFormat {
        guard let description = try? phone.blueprint.address(target).description, !description.isInterior else {
            return .chr
        }
        return description.format
    }
}
