import ArgumentParser
import Foundation
import Notices

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
              understudy demo
              understudy apply Samples/syncml/recover-pin.xml
              understudy check Samples/settings
              understudy get ./DevDetail/SwV
              understudy replace ./Vendor/MSFT/Policy/Config/Camera/AllowCamera 0 --state phone
              understudy status --state phone --show-pin
              understudy lab serve
              understudy enroll adele@example.test --password secret
              understudy run
              understudy fleet -n 100 --server https://127.0.0.1:8443 --ca-file understudy-lab/lab-ca.pem

            EXIT CODES
               0  done: the session came to its end, whatever the statuses in it (--fail-on-status makes them count), or every
                  status of an offline command is one of success
               1  not so
              64  the call is wrong
              65  a file or standard input cannot be read
              69  no answer came from the server
              73  the state cannot be used, or the phone in it is not enrolled, or enrolled already
              74  something cannot be written
              76  the server broke the protocol
              77  the server refused

            With --json every command prints one document, also where it fails: outcome (done, failed, wrongCall, \
            unreadableInput, noAnswer, unusableState, unwritableOutput, protocolBroken or refused), exitCode, error, \
            hresult and isEnrolled, beside what the command itself has to tell.
            """,
        version: version,
        groupedSubcommands: [
            CommandGroup(
                name: "A management server",
                subcommands: [
                    EnrollCommand.self, SyncCommand.self, RunCommand.self, RenewCommand.self, UnenrollCommand.self,
                ]),
            CommandGroup(
                name: "Messages",
                subcommands: [CheckCommand.self, ApplyCommand.self, ReplayCommand.self, ConvertCommand.self]),
            CommandGroup(
                name: "The management tree",
                subcommands: [
                    GetCommand.self, AddCommand.self, ReplaceCommand.self, DeleteCommand.self, ExecCommand.self,
                    TreeCommand.self, ExplainCommand.self,
                ]),
            CommandGroup(
                name: "A person at the phone",
                subcommands: [
                    SetPINCommand.self, LockCommand.self, UnlockCommand.self, WipeCommand.self, StatusCommand.self,
                ]),
            CommandGroup(name: "A server to test against", subcommands: [LabCommandGroup.self, DemoCommand.self]),
            CommandGroup(name: "Many phones", subcommands: [FleetCommandGroup.self]),
        ])

    static let version = "0.1.0"

    @Flag(help: "Tell the versions, licences and notices of what this program carries.")
    var licenses = false

    func run() async throws {
        guard licenses else { throw CleanExit.helpRequest(self) }
        Console.print(NoticeText.text(of: CarriedWork.all, version: Self.version))
    }

    static func main() async {
        // What the phone keeps is its owner's only, from the first octet on.
        umask(0o077)
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            var command = try command(of: arguments)
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            WrongCall.end(error, arguments: arguments)
        }
    }

    /// Reads the arguments. The parser looks at all commands that it is given, which takes longer than most of them, so it
    /// is given the one that is named alone first; help, completions and calls that are wrong are for the whole.
    private static func command(of arguments: [String]) throws -> any ParsableCommand {
        if let name = arguments.first, let named = commands.first(where: { $0.configuration.commandName == name }),
            let command = try? named.parseAsRoot(Array(arguments.dropFirst())), type(of: command) == named
        {
            return command
        }
        return try parseAsRoot(arguments)
    }

    private static var commands: [any ParsableCommand.Type] {
        configuration.groupedSubcommands.flatMap(\.subcommands)
    }
}
