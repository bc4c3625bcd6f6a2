import Advice
import SyncML
import Testing

/// What a server is told of a status: what it means, never why a phone gave it.
@Suite("What a status means for who sees nothing else")
struct StatusInterpreterTests {
    private static let tenant = "11111111-2222-4333-8444-555555555555"
    private static let recovery = "./Device/Vendor/MSFT/PassportForWork/\(tenant)/Policies/EnablePinRecovery"

    struct Row: CustomTestStringConvertible, Sendable {
        let status: Int
        let command: String
        let address: String?
        /// What stands in the sentences.
        let told: [String]
        var testDescription: String { "\(status) \(command) \(address ?? "")" }
    }

    static let rows: [Row] = [
        Row(status: 202, command: "Exec", address: "./Vendor/MSFT/Reboot/RebootNow", told: ["1226"]),
        Row(status: 401, command: "SyncHdr", address: nil, told: ["credential", "challenge"]),
        Row(status: 507, command: "Atomic", address: nil, told: ["The Atomic failed"]),
        Row(
            status: 405, command: "Replace", address: "./DevDetail/SwV",
            told: ["Replace gets it where the node's description does not admit the command.", "admits Get."]),
        Row(
            status: 404, command: "Get", address: "./DevDetail/SwVV",
            told: ["No description of the Lumia 950", "'SwVV'", "Probably meant is ./DevDetail/SwV ("]),
        Row(status: 404, command: "Get", address: recovery, told: ["Get gets it where the node is not there"]),
        Row(
            status: 404, command: "Replace", address: recovery.replacing(tenant, with: "*tenant ID*"),
            told: ["Probably meant is \(recovery) ("]),
        Row(
            status: 415, command: "Add", address: recovery,
            told: ["Add gets it where format or type do not fit", "format bool, takes true, false, admits Add, Delete"]),
        Row(
            status: 500, command: "Exec", address: "./Vendor/MSFT/RemoteLock/LockAndRecoverPIN",
            told: ["Exec gets it where the CSP tried and failed.", "admits Exec, Get."]),
        Row(
            status: 404, command: "Get", address: "./Vendor/MSFT/Nobody/x?list=Struct",
            told: ["No description of the Lumia 950", "'Nobody'"]),
        Row(status: 400, command: "Get", address: "no address", told: ["malformed", "CmdID"]),
    ]

    @Test("The meaning comes first, then what descriptions have of the node, then what to do", arguments: rows)
    func meanings(_ row: Row) throws {
        let sentences = StatusInterpreter(tenant: Self.tenant).meaning(
            of: row.status, to: row.command, at: row.address)
        let page = try #require(NumberPages.page("\(row.status)"))
        #expect(sentences.first == page.meaning && sentences.last == page.remedy)
        for words in row.told { #expect(sentences.joined(separator: "\n").contains(words), "\(words): \(sentences)") }
    }

    @Test("Nothing is said of plain success, nor of a number that nobody knows", arguments: [200, 0, 1, 700, 70_000])
    func silent(_ status: Int) {
        #expect(StatusInterpreter(tenant: Self.tenant).meaning(of: status, to: "Get", at: "./DevDetail/SwV") == [])
    }

    @Test("Every status but 200 has a meaning")
    func all() {
        let interpreter = StatusInterpreter(tenant: Self.tenant)
        for status in 201...599 where NumberPages.page("\(status)")?.kind == .status {
            #expect(interpreter.meaning(of: status, to: "Get", at: nil).count == 2, "\(status)")
        }
    }

    @Test("Whatever was written as an address, something is said of it", arguments: AccessCommand.Verb.allCases)
    func addresses(_ verb: AccessCommand.Verb) {
        let interpreter = StatusInterpreter(tenant: Self.tenant)
        for address in [".", "", "./", "./DevDetail/SwV?prop=Name", "./User/Vendor/MSFT/x", "//", Self.recovery] {
            for status in [404, 405, 406, 500] {
                #expect(interpreter.meaning(of: status, to: verb.name, at: address).count > 2, "\(address)")
            }
        }
    }
}
