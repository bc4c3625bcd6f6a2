import Fleet
import Foundation
import Notation
import Session
import SimulatedPhone
import Yams

/// The text of a scenario: YAML, with the key `groups` and, for each group, the keys below and no others.
enum ScenarioText {
    typealias Unreadable = AnswersText.Unreadable

    enum Key: String, CaseIterable {
        case name, share, device, login, answers, late, drop, forgetPIN, leave, comeBack

        /// What it may be, for people.
        var allowed: String {
            switch self {
            case .name: "a name, such as forgetful"
            case .share: "a number above 0, in proportion to the other groups"
            case .device: "the name of a profile, as --device has it"
            case .login: Phone.LoginStatus.allCases.map(\.rawValue).joined(separator: ", ")
            case .answers: "a list of answer rules, as --answers has them"
            case .late, .comeBack: "a time, such as 2s or 5m"
            case .drop, .forgetPIN, .leave: "a chance from 0 to 1"
            }
        }
    }

    /// Reads a scenario.
    /// - Parameters:
    ///   - name: the file's, for people.
    ///   - blueprint: of a profile's name.
    /// - Throws: `Unreadable`, and what the profile is not.
    static func read(_ data: Data, name: String, blueprint: (String) throws -> Blueprint) throws -> FleetScenario {
        guard let text = String(data: data, encoding: .utf8) else {
            throw Unreadable(message: "\(name): a scenario is text in UTF-8; this is not")
        }
        let root = try AnswersText.compose(text, name)
        guard let mapping = root?.mapping, mapping.count == 1, let (key, list) = mapping.first, key.string == "groups",
            let groups = list.sequence, !groups.isEmpty
        else {
            throw Unreadable(
                message: "\(AnswersText.place(root, name)): a scenario is a list behind groups:, as in Samples/fleet")
        }
        return FleetScenario(groups: try groups.map { try group($0, name, blueprint) })
    }

    private static func group(
        _ node: Node, _ name: String, _ blueprint: (String) throws -> Blueprint
    ) throws -> FleetGroup {
        guard let mapping = node.mapping else {
            throw Unreadable(
                message: "\(AnswersText.place(node, name)): this is no group; a group has keys: \(allKeys)")
        }
        var group = FleetGroup(name: "group at line \(node.mark?.line ?? 1)")
        for (keyNode, value) in mapping {
            guard let key = keyNode.string.flatMap(Key.init(rawValue:)) else {
                throw Unreadable(
                    message: "\(AnswersText.place(keyNode, name)): no group has the key \(keyNode.string ?? ""); "
                        + "allowed: \(allKeys)")
            }
            guard try group.set(key, value, name, blueprint) else {
                throw Unreadable(
                    message: "\(AnswersText.place(value, name)): \(key.rawValue): this is none; allowed: \(key.allowed)"
                )
            }
        }
        return group
    }

    private static var allKeys: String { Key.allCases.map(\.rawValue).joined(separator: ", ") }
}

extension FleetGroup {
    /// Sets the value of a key.
    /// - Returns: whether it is of the key's type.
    fileprivate mutating func set(
        _ key: ScenarioText.Key, _ node: Node, _ file: String, _ blueprint: (String) throws -> Blueprint
    ) throws -> Bool {
        if key == .answers {
            answers += try AnswersText.rules(node, file)
            return true
        }
        guard let text = node.scalar?.string else { return false }
        switch key {
        case .answers: return false
        case .name: name = text
        case .device: self.blueprint = try blueprint(text)
        case .share:
            guard let number = Double(text), number > 0, number.isFinite else { return false }
            share = number
        case .login:
            guard let status = Phone.LoginStatus(rawValue: text) else { return false }
            login = status
        case .late:
            guard let time = Duration(written: text) else { return false }
            late = time
        case .comeBack:
            guard let time = Duration(written: text) else { return false }
            comeBack = time
        case .drop:
            guard let chance = Self.chance(text) else { return false }
            var form = AnswerRuleForm(on: "message")
            form.do = "drop"
            form.chance = chance
            if chance > 0 { answers.append(try AnswerRule(form, source: "\(file):\(node.mark?.line ?? 1)")) }
        case .forgetPIN:
            guard let chance = Self.chance(text) else { return false }
            forgetPIN = chance
        case .leave:
            guard let chance = Self.chance(text) else { return false }
            leave = chance
        }
        return true
    }

    private static func chance(_ text: String) -> Double? { Double(text).flatMap { (0...1).contains($0) ? $0 : nil } }
}
