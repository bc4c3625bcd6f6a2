import ArgumentParser

/// The command line: a simulated Windows 10 Mobile phone for people who write and run MDM servers.
@main
struct Understudy: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "understudy",
        abstract: "A Windows 10 Mobile phone that is not there.",
        discussion: """
            Give it the SyncML that a server sends and see what a phone of version 1703 answers, without a phone, a \
            server or a cloud.

            EXAMPLES
              understudy apply Samples/syncml/recover-pin.xml
              understudy get ./DevDetail/SwV
              understudy replace ./Vendor/MSFT/Policy/Config/Camera/AllowCamera 0 --state phone
              understudy status --state phone --show-pin
              understudy lab serve
              understudy enroll adele@example.test --password secret
              understudy run

            EXIT CODES
              0 every status is one of success, or what was asked is done; 1 not so; 64 the call is wrong; 65 the input cannot be read; \
            73 the state folder cannot be used; 74 the output cannot be written.
            """,
        version: version,
        groupedSubcommands: [
            CommandGroup(
                name: "A management server",
                subcommands: [
                    EnrollCommand.self, SyncCommand.self, RunCommand.self, RenewCommand.self, UnenrollCommand.self,
                ]),
            CommandGroup(
                name: "Messages", subcommands: [ApplyCommand.self]),
            CommandGroup(
                name: "The management tree",
                subcommands: [
                    GetCommand.self, AddCommand.self, ReplaceCommand.self, DeleteCommand.self, ExecCommand.self,
                    TreeCommand.self,
                ]),
            CommandGroup(
                name: "A person at the phone",
                subcommands: [SetPINCommand.self, LockCommand.self, UnlockCommand.self, StatusCommand.self]),
            CommandGroup(name: "A server to test against", subcommands: [LabCommand.self]),
        ])

    static let version = "0.1.0"
}
