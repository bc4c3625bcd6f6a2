import ArgumentParser
import SyncML

/// `get`: reads nodes.
struct GetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "get",
        abstract: "Read nodes: values of leaves, names below interior nodes.",
        discussion: """
            One address prints its value alone, several print the address in front. ?list=StructData gives a whole \
            subtree, ?prop=Format, Name, Size or Type a property.

            EXAMPLES
              understudy get ./DevDetail/SwV
              understudy get ./DevInfo/Man ./DevInfo/Mod --json
              understudy get './Vendor/MSFT/DeviceStatus?list=StructData'
            """)

    @Argument(help: "Addresses of nodes, such as ./DevDetail/SwV.")
    var uris: [String]

    @OptionGroup var options: NodeOptions

    func run() async throws {
        let commands = uris.enumerated().map { index, uri in
            Command.access(AccessCommand(.get, id: String(index + 1), items: [Item(target: uri)]))
        }
        try await NodeCommandRun(commands: commands, uris: uris, options: options).run()
    }
}

/// `add`: creates a node.
struct AddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Create a node, with the interior nodes that lead to it.",
        discussion: """
            EXAMPLES
              understudy add ./Vendor/MSFT/Policy/Config/Camera/AllowCamera 0 --format int --state phone
              understudy add ./Vendor/MSFT/DeviceLock/Provider/Contoso --format node --state phone
            """)

    @OptionGroup var write: WriteArguments
    @OptionGroup var options: NodeOptions

    func run() async throws {
        try await NodeCommandRun(commands: [write.command(.add)], uris: [write.uri], options: options).run()
    }
}

/// `replace`: overwrites a leaf.
struct ReplaceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replace",
        abstract: "Overwrite the value of a leaf.",
        discussion: """
            A leaf that is missing is created only where its description says so, as for policies.

            EXAMPLES
              understudy replace ./Vendor/MSFT/Policy/Config/Camera/AllowCamera 0 --state phone
              understudy replace ./DevDetail/Ext/Microsoft/DeviceName 'Front desk' --state phone
            """)

    @OptionGroup var write: WriteArguments
    @OptionGroup var options: NodeOptions

    func run() async throws {
        try await NodeCommandRun(commands: [write.command(.replace)], uris: [write.uri], options: options).run()
    }
}

/// `delete`: takes a node away.
struct DeleteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Delete a node with all that is below it.",
        discussion: """
            EXAMPLES
              understudy delete ./Vendor/MSFT/Policy/Config/Camera --state phone
            """)

    @Argument(help: "The address of the node.")
    var uri: String

    @OptionGroup var options: NodeOptions

    func run() async throws {
        let command = Command.access(AccessCommand(.delete, id: "1", items: [Item(target: uri)]))
        try await NodeCommandRun(commands: [command], uris: [uri], options: options).run()
    }
}

/// `exec`: executes a node.
struct ExecCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exec",
        abstract: "Execute a node.",
        discussion: """
            After RemoteLock's reset or recovery the new PIN is printed, as a Get of NewPINValue in the same message \
            would give it.

            EXAMPLES
              understudy exec ./Vendor/MSFT/RemoteLock/Lock --state phone
              understudy exec ./Vendor/MSFT/RemoteLock/LockAndRecoverPIN --state phone
            """)

    @OptionGroup var write: WriteArguments
    @OptionGroup var options: NodeOptions

    func run() async throws {
        var commands = [write.command(.exec)]
        var uris = [write.uri]
        if write.uri.lowercased().contains("/remotelock/lockandre") {
            let newPIN = "./Vendor/MSFT/RemoteLock/NewPINValue"
            commands.append(.access(AccessCommand(.get, id: "2", items: [Item(target: newPIN)])))
            uris.append(newPIN)
        }
        try await NodeCommandRun(commands: commands, uris: uris, options: options).run()
    }
}

/// The options of all of them.
struct NodeOptions: ParsableArguments {
    @OptionGroup var output: OutputOptions
    @OptionGroup var answers: AnswerOptions
    @OptionGroup(title: "Phone options") var phone: PhoneOptions
}

/// What add, replace and exec take.
struct WriteArguments: ParsableArguments {
    @Argument(help: "The address of the node.")
    var uri: String

    @Argument(help: "The value, or the argument of an exec.")
    var data: String?

    @Option(
        help: ArgumentHelp(
            "The format of the value, as Meta/Format says it: int, bool, chr, b64, node, …; the node's own if not given.",
            valueName: "format"))
    var format: String?

    func command(_ verb: AccessCommand.Verb) -> Command {
        let meta = format.map { Meta(format: ValueFormat(rawValue: $0)) }
        let item = Item(target: uri, meta: meta, data: data.map { .text($0) })
        return .access(AccessCommand(verb, id: "1", items: [item]))
    }
}
