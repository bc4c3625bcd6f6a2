import Advice
import Agent
import Foundation
import SyncML

/// A node with what each command on it would get, as `--json` prints it.
struct ExplainedNode: Encodable {
    var node: NodeAdvice
    var commands: [CommandAdvice]
    /// What is to be said of the address that was asked for.
    var address: AddressAdvice

    private enum CodingKeys: String, CodingKey {
        case commands, address
    }

    /// The node's own members stand beside the others.
    func encode(to encoder: any Encoder) throws {
        try node.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(commands, forKey: .commands)
        try container.encode(address, forKey: .address)
    }
}

/// What `explain` has found, told as it is found.
struct ExplainedSubjects {
    /// Whether nothing is told to people: a document or a message alone is printed.
    let isSilent: Bool
    private var document = Document()
    private var errors: [String] = []
    private var hasTold = false
    private var isErrorTold = true

    init(isSilent: Bool) {
        self.isSilent = isSilent
    }

    private struct Document: Encodable {
        var nodes: [ExplainedNode] = []
        /// Addresses that no node has.
        var unknown: [AddressAdvice] = []
        var pages: [AdvicePage] = []
        /// What was found for words.
        var found: [NodeHit] = []
    }

    mutating func add(_ page: AdvicePage) {
        document.pages.append(page)
        tell(PageText.lines(page))
    }

    mutating func add(_ node: ExplainedNode) {
        document.nodes.append(node)
        tell(NodeText.lines(node))
    }

    mutating func add(_ hits: [NodeHit], of words: [String]) {
        document.found = hits
        guard !hits.isEmpty else { return fail("no node has all of: \(words.joined(separator: " "))") }
        tell(SearchText.lines(hits))
    }

    mutating func add(_ address: AddressAdvice) {
        document.unknown.append(address)
        fail(AddressText.summary(address), AddressText.lines(address))
    }

    /// The message of one command alone.
    mutating func print(_ command: CommandAdvice, of node: NodeAdvice) {
        guard let example = command.example, let reading = try? MessageReader().read(Array(example.utf8)) else {
            return fail("\(node.uri): \(command.command) would get \(command.status ?? 0): \(command.reason)")
        }
        Console.writeMarkup(MessageWriter(style: .pretty).write(reading.message))
    }

    mutating func fail(_ error: String, _ lines: [String]? = nil) {
        errors.append(error)
        guard !isSilent else { return isErrorTold = false }
        for line in lines ?? ["understudy: \(Console.visible(error))"] { Console.error(line) }
    }

    private mutating func tell(_ lines: [String]) {
        guard !isSilent else { return }
        if hasTold { Console.print("") }
        hasTold = true
        for line in lines { Console.print(line) }
    }

    func result(isEnrolled: Bool?) -> CommandResult {
        var result = CommandResult(errors.isEmpty ? .done : .failed, isEnrolled: isEnrolled, body: document)
        if !errors.isEmpty { result.error = errors.joined(separator: "; ") }
        result.isTold = isErrorTold
        return result
    }
}
