import ArgumentParser
import GraphClient

/// `lab group`: groups of users and devices.
struct LabGroupGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "group", abstract: "Groups of users, of devices, or of both, to which profiles are assigned.",
        discussion: """
            EXAMPLES
              understudy lab group add Phones --member adele@lab.example
              understudy lab group member Phones
            """,
        subcommands: [
            LabGroupAddCommand.self, LabGroupListCommand.self, LabGroupMemberCommand.self, LabGroupRemoveCommand.self,
        ])
}

/// `lab group add`.
struct LabGroupAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Make a group.",
        discussion: """
            EXAMPLES
              understudy lab group add Phones --member adele@lab.example --member 'Lumia 950'
            """)

    @Argument(help: "The group's name.")
    var name: String

    @Option(
        name: .customLong("member"),
        help: ArgumentHelp("A user or device by name or id, once for each.", valueName: "name"))
    var members: [String] = []

    @Option(help: "What it is for.")
    var description: String?

    @OptionGroup var lab: LabAccess

    func run() async throws {
        try await lab.administer { graph in
            // All names are looked up before anything is made.
            var found: [String] = []
            for member in members { found.append(try await graph.member(named: member).id) }
            let group = try await graph.makeGroup(name, description: description)
            for id in found { try await graph.add(member: id, to: group) }
            let count = found.isEmpty ? "" : " with \(found.count) member\(found.count == 1 ? "" : "s")"
            return LabOutcome(["Made the group \(Console.visible(name))\(count): \(group.id)"], group)
        }
    }
}

/// `lab group list`.
struct LabGroupListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the groups and who is in them.",
        discussion: """
            EXAMPLES
              understudy lab group list
              understudy lab group list --json | jq '.groups[] | {displayName, members: [.members[].displayName]}'
            """)

    @OptionGroup var lab: LabAccess

    func run() async throws {
        try await lab.administer { graph in
            let groups = try await graph.groups()
            let rows = groups.map { group in
                let members = group.members ?? []
                let names = members.prefix(4).map(\.shownName).joined(separator: ", ")
                return [group.displayName, "\(members.count)", names + (members.count > 4 ? ", …" : ""), group.id]
            }
            return LabOutcome(
                ["GROUP", "MEMBERS", "WHO", "ID"], rows, none: "There is no group yet.", ["groups": groups])
        }
    }
}

/// `lab group member`.
struct LabGroupMemberCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "member", abstract: "Show who is in a group, put somebody in, or take somebody out.",
        discussion: """
            EXAMPLES
              understudy lab group member Phones
              understudy lab group member Phones 'Lumia 950' adele@lab.example
              understudy lab group member Phones 'Lumia 950' --remove
            """)

    @Argument(help: "The group by name or id.")
    var group: String

    @Argument(help: "Users and devices by name or id.")
    var members: [String] = []

    @Flag(help: "Take them out.")
    var remove = false

    @OptionGroup var lab: LabAccess

    func run() async throws {
        try await lab.administer { graph in
            let found: GraphGroup = try await graph.find(named: group)
            var ids: [String] = []
            for member in members { ids.append(try await graph.member(named: member).id) }
            for id in ids {
                if remove {
                    try await graph.remove(member: id, from: found)
                } else {
                    try await graph.add(member: id, to: found)
                }
            }
            let listed = try await graph.members(of: found)
            return LabOutcome(
                ["MEMBER", "KIND", "ID"],
                listed.map { [$0.shownName, $0.isUser ? "user" : "device, \($0.operatingSystem ?? "")", $0.id] },
                none: "Nobody is in \(Console.visible(found.displayName)).", ["members": listed])
        }
    }
}

/// `lab group remove`.
struct LabGroupRemoveCommand: LabRemoveCommand {
    typealias Entity = GraphGroup
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Remove a group, and with it what was assigned to it.",
        discussion: """
            EXAMPLES
              understudy lab group remove Phones
            """)

    @Argument(help: "The group by name or id.")
    var name: String

    @OptionGroup var lab: LabAccess
}

extension GraphMember {
    /// By what people know it.
    fileprivate var shownName: String { userPrincipalName ?? displayName }
}
