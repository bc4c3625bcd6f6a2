import ArgumentParser
import GraphClient

/// `lab user`: the people of the tenant.
struct LabUserGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "Users of the lab's directory.",
        discussion: """
            EXAMPLES
              understudy lab user add adele@lab.example --name 'Adele Vance'
              understudy lab user list
            """,
        subcommands: [
            LabUserAddCommand.self, LabUserPasswordCommand.self, LabUserAdministratorCommand.self,
            LabUserListCommand.self, LabUserRemoveCommand.self,
        ])
}

/// `lab user add`.
struct LabUserAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Take a user into the directory.",
        discussion: """
            With a password the user can sign in to the lab's pages, and enrols with no other. It must have 8 to 256 characters, \
            of three of four kinds (small and capital letters, digits, others), and not the user's name in it.

            EXAMPLES
              understudy lab user add adele@lab.example --name 'Adele Vance'
              understudy lab user add bela@lab.example --password-file password
              understudy lab user add boss@lab.example --administrator --password-file password
            """)

    @Argument(help: "By which the user signs in: name@domain.")
    var principalName: String

    @Option(help: "The name that lists show; what stands before the @ if not given.")
    var name: String?

    @Flag(help: "Make the user an administrator, who may consent and manage devices.")
    var administrator = false

    @OptionGroup var password: LabPasswordOptions

    @OptionGroup var lab: LabAccess

    func run() async throws {
        try await lab.administer { graph in
            let shown = name ?? String(principalName.prefix { $0 != "@" })
            let user = try await graph.makeUser(principalName, displayName: shown, password: try password.read())
            if administrator { try await graph.setAdministrator(true, user) }
            let role = administrator ? " as an administrator" : ""
            return LabOutcome(["Took in \(Console.visible(user.userPrincipalName))\(role): \(user.id)"], user)
        }
    }
}

/// The password of a user of the directory. No variable of the environment counts here: that one is of who enrols.
struct LabPasswordOptions: ParsableArguments {
    @Option(help: "The password; better by --password-file, for other users see the command's line.")
    var password: String?

    @Option(help: ArgumentHelp("A file whose first line is the password; - is standard input.", valueName: "file"))
    var passwordFile: String?

    func read() throws -> String? {
        try Secret.find(password, file: passwordFile, option: "--password", variable: nil)
    }
}

/// `lab user password`.
struct LabUserPasswordCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "password", abstract: "Give a user another password, or a first one.",
        discussion: """
            EXAMPLES
              understudy lab user password adele@lab.example --password-file password
              echo 'N3w-Secret' | understudy lab user password adele@lab.example --password-file -
            """)

    @Argument(help: "The user by principal name, name or id.")
    var user: String

    @OptionGroup var password: LabPasswordOptions

    @OptionGroup var lab: LabAccess

    func run() async throws {
        try await lab.administer { graph in
            guard let new = try password.read() else {
                throw Failure.usage("give the password: --password-file FILE, or - for standard input")
            }
            let found: GraphUser = try await graph.find(named: user)
            try await graph.setPassword(new, of: found)
            return LabOutcome(
                ["\(Console.visible(found.userPrincipalName)) has another password now."], ["id": found.id])
        }
    }
}

/// `lab user administrator`.
struct LabUserAdministratorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "administrator", abstract: "Make a user an administrator, or no longer one.",
        discussion: """
            Administrators consent for the directory, and use the lab's portal. The last who can sign in keeps the role, and is \
            neither blocked nor removed. Who was named to `lab serve` with --administrator, or admin@lab.example where nobody \
            was, has it again when the lab next starts, and may sign in; to the first of them belongs the token that these \
            commands use.

            EXAMPLES
              understudy lab user administrator bela@lab.example
              understudy lab user administrator bela@lab.example --remove
            """)

    @Argument(help: "The user by principal name, name or id.")
    var user: String

    @Flag(help: "Take the role from the user.")
    var remove = false

    @OptionGroup var lab: LabAccess

    func run() async throws {
        try await lab.administer { graph in
            let found: GraphUser = try await graph.find(named: user)
            let name = Console.visible(found.userPrincipalName)
            // What is so already is no failure: a script may say it twice, as it may `lab consent`.
            let isAdministrator = try await graph.administrators().contains { $0.id == found.id }
            guard isAdministrator == remove else {
                let told = remove ? "\(name) is no administrator." : "\(name) is an administrator already."
                return LabOutcome([told], ["id": found.id])
            }
            try await graph.setAdministrator(!remove, found)
            return LabOutcome(
                [remove ? "\(name) is no administrator any more." : "\(name) is an administrator now."],
                ["id": found.id])
        }
    }
}

/// `lab user list`.
struct LabUserListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the users.",
        discussion: """
            EXAMPLES
              understudy lab user list
              understudy lab user list --json | jq -r '.users[].userPrincipalName'
            """)

    @OptionGroup var lab: LabAccess

    private struct Listed: Encodable {
        var users: [GraphUser]
        /// The ids of those who are administrators.
        var administrators: [String]
    }

    func run() async throws {
        try await lab.administer { graph in
            let users = try await graph.users()
            let administrators = Set(try await graph.administrators().map(\.id))
            let rows = users.map { user in
                let role = administrators.contains(user.id) ? "administrator" : "user"
                return [
                    user.userPrincipalName, user.displayName, role, user.accountEnabled ? "allowed" : "blocked",
                    user.id,
                ]
            }
            return LabOutcome(
                ["USER", "NAME", "ROLE", "SIGN-IN", "ID"], rows, none: "There is no user yet.",
                Listed(users: users, administrators: users.map(\.id).filter(administrators.contains)))
        }
    }
}

/// `lab user remove`.
struct LabUserRemoveCommand: LabRemoveCommand {
    typealias Entity = GraphUser
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Remove a user, from groups too, but not the last administrator. Their devices stay.",
        discussion: """
            EXAMPLES
              understudy lab user remove adele@lab.example
            """)

    @Argument(help: "The user by principal name, name or id.")
    var name: String

    @OptionGroup var lab: LabAccess
}
