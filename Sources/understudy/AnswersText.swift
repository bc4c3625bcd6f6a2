import Foundation
import Session
import Yams

/// The text of a file of answer rules: a YAML sequence with the keys of `AnswerRuleForm`, and no others.
enum AnswersText {
    /// Why a text cannot be used.
    struct Unreadable: Error, Equatable {
        /// The file, the line and column, what is wrong and what is allowed.
        var message: String
    }

    /// Reads the rules.
    /// - Parameter name: the file's, for people.
    /// - Throws: `Unreadable`.
    static func read(_ data: Data, name: String) throws -> [AnswerRule] {
        guard let text = String(data: data, encoding: .utf8) else {
            throw Unreadable(message: "\(name): rules are text in UTF-8; this is not")
        }
        return try rules(try compose(text, name), name)
    }

    /// Reads the rules of a part of a text.
    static func rules(_ root: Node?, _ name: String) throws -> [AnswerRule] {
        guard let sequence = root?.sequence, !sequence.isEmpty else {
            throw Unreadable(
                message:
                    "\(place(root, name)): there is no list of rules; each begins with a dash, as in Samples/answers")
        }
        return try sequence.map { node in try rule(node, name) }
    }

    /// The nodes of a text.
    static func compose(_ text: String, _ name: String) throws -> Node? {
        do {
            return try Yams.compose(yaml: text)
        } catch YamlError.scanner(_, let problem, let mark, _), YamlError.parser(_, let problem, let mark, _),
            YamlError.composer(_, let problem, let mark, _)
        {
            throw Unreadable(message: "\(name):\(mark.line):\(mark.column): this is no YAML: \(problem)")
        } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
            let place = "\(name):\(context.mark.line):\(context.mark.column)"
            throw Unreadable(
                message: "\(place): the key \(keys[0]) stands twice in one place; of several each begins with a dash")
        } catch {
            throw Unreadable(message: "\(name): this is no YAML: \(error)")
        }
    }

    private static func rule(_ node: Node, _ name: String) throws -> AnswerRule {
        guard let mapping = node.mapping else {
            throw Unreadable(
                message: "\(place(node, name)): this is no rule; a rule has keys: \(AnswerRuleForm.allKeys)")
        }
        var form = AnswerRuleForm(on: "")
        var values: [AnswerRuleForm.CodingKeys: Node] = [:]
        for (key, value) in mapping {
            guard let known = key.string.flatMap(AnswerRuleForm.CodingKeys.init(rawValue:)) else {
                throw Unreadable(
                    message: "\(place(key, name)): no rule has the key \(key.string ?? ""); "
                        + "allowed: \(AnswerRuleForm.allKeys)")
            }
            values[known] = value
            guard form.set(known, value) else {
                throw Unreadable(
                    message: "\(place(value, name)): \(known.rawValue): this is none; "
                        + "allowed: \(AnswerRuleForm.allowed(known))")
            }
        }
        guard values[.on] != nil else {
            throw Unreadable(
                message: "\(place(node, name)): the rule has no on; allowed: \(AnswerRuleForm.allowed(.on))")
        }
        do {
            return try AnswerRule(form, source: "\(name):\(node.mark?.line ?? 1)")
        } catch {
            throw Unreadable(message: "\(place(values[error.key] ?? node, name)): \(error)")
        }
    }

    static func place(_ node: Node?, _ name: String) -> String {
        node?.mark.map { "\(name):\($0.line):\($0.column)" } ?? "\(name):1:1"
    }
}

extension AnswerRuleForm {
    /// Sets the value of a key.
    /// - Returns: whether it is of the key's type.
    fileprivate mutating func set(_ key: CodingKeys, _ node: Node) -> Bool {
        guard let text = node.scalar?.string else { return false }
        switch key {
        case .on: on = text
        case .value: value = text
        case .after: after = text
        case .do: `do` = text
        case .status:
            status = Int(text)
            return status != nil
        case .times:
            times = Int(text)
            return times != nil
        case .chance:
            chance = Double(text)
            return chance != nil
        }
        return true
    }
}
