import ArgumentParser
import GraphClient

/// `lab user`: the people of the tenant.
struct LabUserGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "Users of the lab's directory.",
        subcommands: [LabUserAddCommand.self, LabUserListCommand.self, LabUserRemoveCommand.self])
}

/// `lab user add`.
struct LabUserAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Take a user into the directory.",
        discussion: """
            EXAMPLES
              understudy lab user add adele@lab.example --name 'Adele Vance'
            """)

    @Argument(help: "By which the user signs in: name@domain.")
    var principalName: String

    @Option(help: "The name that lists show; what stands before the @ if not given.")
    var name: String?

    @OptionGroup var lab: LabAccess

    func run() async throws {
        try await lab.administer { graph in
            let shown = name ?? String(principalName.prefix { $0 != "@" })
            let user = try await graph.makeUser(principalName, displayName: shown)
            return LabOutcome(["Took in \(Console.visible(user.userPrincipalName)): \(user.id)"], user)
        }
    }
}

/// `lab user list`.
struct LabUserListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the users.")

    @OptionGroup var lab: LabAccess

    func run() async throws {
        try await lab.administer { graph in
            let users = try await graph.users()
            return LabOutcome(
                ["USER", "NAME", "SIGN-IN", "ID"],
                users.map { [$0.userPrincipalName, $0.displayName, $0.accountEnabled ? "allowed" : "blocked", $0.id] },
                none: "There is no user yet.", ["users": users])
        }
    }
}

/// `lab user remove`.
struct LabUserRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Remove a user, from groups too. Their devices stay.")

    @Argument(help: "The user by principal name, name or id.")
    var user: String

    @OptionGroup var lab: LabAccess

    func run() async throws {
        try await lab.administer { graph in
            let found: GraphUser = try await graph.find(named: user)
            try await graph.delete(found.path)
            return LabOutcome(["Removed the user \(Console.visible(found.userPrincipalName))."], ["id": found.id])
        }
    }
}
