import ArgumentParser
import GraphClient

/// `lab profile`: custom profiles.
struct LabProfileGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "profile",
        abstract: "Custom profiles: settings by OMA-URI that go to groups of users and devices.",
        discussion: """
            EXAMPLES
              understudy lab profile add 'PIN recovery' Samples/settings/reset-passcode.json
              understudy lab profile list
            """,
        subcommands: [
            LabProfileAddCommand.self, LabProfileListCommand.self, LabProfileShowCommand.self,
            LabProfileRemoveCommand.self,
        ])
}

/// `lab profile add`.
struct LabProfileAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Make a custom profile of a file, of settings given here, or of both.",
        discussion: """
            A file holds a profile as Intune exports it (JSON), or rows of address, type and value (CSV): what `apply` and \
            `check` take. What is probably wrong is told: of settings for PIN recovery another directory's id and a value that \
            is not Boolean, an address that is none or stands twice, XML that is not well-formed. The profile reaches nobody until `lab assign`.

            EXAMPLES
              understudy lab profile add 'PIN recovery' Samples/settings/reset-passcode.json
              understudy lab profile add Camera --setting './Vendor/MSFT/Policy/Config/Camera/AllowCamera=integer:0'
              understudy lab profile add Start --setting './Vendor/MSFT/Policy/Config/Start/StartLayout=xml:@start.xml'
            """)

    @Argument(help: "The profile's name.")
    var name: String

    @Argument(help: "A file with settings; - for standard input.")
    var file: String?

    @Option(
        name: .customLong("setting"),
        help: ArgumentHelp(
            "A setting, once for each; xml:@FILE and base64:@FILE take the value from a file.",
            valueName: "OMA-URI=type:value"))
    var settings: [String] = []

    @Option(help: "What it is for.")
    var description: String?

    @OptionGroup var lab: LabAccess

    func validate() throws {
        guard file != nil || !settings.isEmpty else { throw ValidationError("give a file with settings, or --setting") }
    }

    func run() async throws {
        try await lab.administer { graph in
            let read = try file.map { try LabSettingInput.settings(ofFile: $0) }
            let settings = (read?.settings ?? []) + (try settings.map { try LabSettingInput.setting(ofOption: $0) })
            for remark in read?.remarks ?? [] { Console.error("note: \(Console.visible(remark))") }
            let profile = try await graph.makeProfile(name, description: description, settings)
            for warning in LabSettingAdvice.sentences(settings) + profile.warnings {
                Console.error("warning: \(Console.visible(warning))")
            }
            let count = profile.omaSettings.count
            return LabOutcome(
                [
                    "Made the profile \(Console.visible(name)) with \(count) setting\(count == 1 ? "" : "s"): \(profile.id)"
                ],
                profile)
        }
    }
}

/// `lab profile list`.
struct LabProfileListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the profiles.",
        discussion: """
            EXAMPLES
              understudy lab profile list
            """)

    @OptionGroup var lab: LabAccess

    func run() async throws {
        try await lab.administer { graph in
            let profiles = try await graph.profiles()
            let names = try await LabTargetText(graph)
            let rows = profiles.map { profile in
                [
                    profile.displayName, "\(profile.omaSettings.count)", "\(profile.version)",
                    names.text(profile.assignments ?? []), profile.id,
                ]
            }
            return LabOutcome(
                ["PROFILE", "SETTINGS", "VERSION", "ASSIGNED TO", "ID"], rows, none: "There is no profile yet.",
                ["profiles": profiles])
        }
    }
}

/// `lab profile show`.
struct LabProfileShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show one profile; with --json in the form that `lab profile add` takes.",
        discussion: """
            EXAMPLES
              understudy lab profile show 'PIN recovery'
              understudy lab profile show 'PIN recovery' --json > profile.json
            """)

    @Argument(help: "The profile by name or id.")
    var profile: String

    @OptionGroup var lab: LabAccess

    func run() async throws {
        try await lab.administer { graph in
            let found = try await graph.profile(named: profile)
            let names = try await LabTargetText(graph)
            let facts = [
                ("Profile", found.displayName), ("Id", found.id), ("For", found.description ?? ""),
                ("Version", "\(found.version), of \(LabText.time(found.lastModifiedDateTime)) UTC"),
                ("Assigned to", names.text(found.assignments ?? [])),
            ]
            let lines = facts.filter { !$0.1.isEmpty }.map { "\(($0.0 + ":").padded(to: 13))\(Console.visible($0.1))" }
            let settings = TextTable.lines(
                ["TYPE", "VALUE", "OMA-URI"],
                found.omaSettings.map { [LabText.type($0), LabText.value($0), $0.omaUri] })
            let warnings = found.warnings.map { "Warning: \(Console.visible($0))" }
            return LabOutcome(lines + warnings + [""] + settings, found)
        }
    }
}

/// `lab profile remove`.
struct LabProfileRemoveCommand: LabRemoveCommand {
    typealias Entity = GraphProfile
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Remove a profile. What it has brought stays on the phones, as with Windows.",
        discussion: """
            EXAMPLES
              understudy lab profile remove 'PIN recovery'
            """)

    @Argument(help: "The profile by name or id.")
    var name: String

    @OptionGroup var lab: LabAccess
}
