import Advice
import Session
import SimulatedPhone
import SyncML
import Testing

/// What each command on a node would get, and messages that work.
@Suite("Commands on a node")
struct CommandTrialTests {
    /// An address, and the statuses of Get, Add, Replace, Delete, Exec and Copy on a fresh phone.
    static let rows: [(address: String, statuses: [Int])] = [
        ("./DevInfo/Man", [200, 418, 405, 405, 405, 406]),
        ("./DevDetail/Ext/Microsoft/DeviceName", [200, 418, 200, 405, 405, 406]),
        ("./Vendor/MSFT/RemoteLock/Lock", [200, 418, 405, 405, 200, 406]),
        ("./Vendor/MSFT/RemoteLock/LockAndRecoverPIN", [200, 418, 405, 405, 500, 406]),
        ("./Vendor/MSFT/RemoteWipe/doWipe", [405, 418, 405, 405, 200, 406]),
        ("./Vendor/MSFT/PassportForWork/\(Sample.tenant)/Policies/EnablePinRecovery", [404, 200, 200, 404, 404, 406]),
        ("./Vendor/MSFT/Policy/Config/DeviceLock/DevicePasswordEnabled", [404, 200, 200, 404, 404, 406]),
        ("./Vendor/MSFT/Nothing", []),
    ]

    @Test("Each gets what a session gives it", arguments: rows)
    func statuses(_ row: (address: String, statuses: [Int])) async throws {
        let commands = try await Sample().commands(row.address)
        #expect(commands.map { $0.status ?? 0 } == row.statuses, "\(row.address): \(commands.map(\.reason))")
        for command in commands {
            #expect(command.reason.isEmpty == false)
            #expect((command.example != nil) == (command.isSuccess || command.statusInExample != nil))
        }
    }

    @Test("What fails for want of the node is told as it would be after an Add")
    func afterAdd() async throws {
        let commands = try await Sample().commands(AddressAdviceTests.right)
        let after = Dictionary(uniqueKeysWithValues: commands.map { ($0.command, $0.statusAfterAdd) })
        #expect(after["Get"] == 200 && after["Delete"] == 200 && after["Exec"] == 405)
        #expect(after["Add"] == .some(nil))
    }

    @Test("Nothing of a trial stays on the phone")
    func phoneIsUntouched() async throws {
        let sample = try Sample()
        let before = sample.phone
        _ = await sample.commands("./Vendor/MSFT/RemoteWipe/doWipe")
        _ = await sample.commands(AddressAdviceTests.right)
        #expect(sample.phone == before)
    }

    @Test("The recovery works where its policy is set, and its message asks for the new PIN")
    func recovery() async throws {
        let policy = """
            <Add><Item><Target><LocURI>\(AddressAdviceTests.right)</LocURI></Target><Data>true</Data></Item></Add>
            """
        let sample = try Sample().after(policy)
        let exec = try #require(
            await sample.commands("./Vendor/MSFT/RemoteLock/LockAndRecoverPIN").first { $0.command == "Exec" })
        #expect(exec.status == 200 && exec.effects.contains(.pinReplaced))
        #expect(exec.example?.contains("NewPINValue") == true && exec.example?.contains("<Sequence>") == true)
    }

    @Test("What works in company only is told with what it gets alone, and its message brings the company")
    func company() async throws {
        let enroll = "./Vendor/MSFT/CertificateStore/MY/SCEP/Example/Install/Enroll"
        let sample = try Sample()
        let exec = try #require(await sample.commands(enroll).first { $0.command == "Exec" })
        #expect(exec.status == 404 && exec.isSuccess == false && exec.statusInExample != nil)
        let example = try #require(exec.example)
        #expect(example.contains("<Atomic>") && example.contains("/Install/ServerURL"))
        #expect(try sample.answer(example).answer.isSuccess)
    }

    /// Every address of a phone, with names of the phone's own or signs where they are left open.
    static let csps = [
        "./DevInfo", "./DevDetail", "./Vendor/MSFT/DeviceStatus", "./Vendor/MSFT/DMClient",
        "./Vendor/MSFT/PassportForWork", "./User/Vendor/MSFT/PassportForWork", "./Vendor/MSFT/RemoteLock",
        "./Vendor/MSFT/RemoteRing", "./Vendor/MSFT/RemoteWipe", "./Vendor/MSFT/Reboot", "./Vendor/MSFT/DeviceLock",
        "./Vendor/MSFT/Policy/Config/DeviceLock", "./Vendor/MSFT/Policy/Config/Camera",
        "./Vendor/MSFT/Policy/Config/System", "./Vendor/MSFT/Policy/Config/Update",
        "./User/Vendor/MSFT/Policy/Config", "./Vendor/MSFT/CertificateStore",
        "./Vendor/MSFT/RootCATrustedCertificates",
    ]

    @Test("Every message that is offered is taken, and every status is one of success", arguments: csps)
    func examples(_ csp: String) async throws {
        let sample = try Sample()
        var without: [String] = []
        for address in sample.addresses(below: csp) {
            let commands = await sample.commands(address)
            for command in commands {
                guard let example = command.example else { continue }
                let reply = try sample.answer(example)
                #expect(reply.answer.isSuccess, "\(example): \(reply.answer.reasons)")
            }
            let node = try #require(sample.adviser.node(address, in: sample.phone, sample.environment))
            let isWritable = node.access.contains("Add") || node.access.contains("Replace")
            let works = commands.contains { command in
                ["Add", "Replace"].contains(command.command) && command.example != nil
                    || command.command == "Add" && command.status == 418 && !node.access.contains("Replace")
            }
            if isWritable, !works, node.obstacle == nil { without.append(address) }
        }
        // Of what can be written there is a message that does, but for a few that need what no message has.
        #expect(without == Self.unwritable[csp] ?? [], "\(csp)")
    }

    /// What nobody can write to on a fresh phone: an address that a server may only replace, of an account as phones of 8.1
    /// had it.
    static let unwritable = [
        "./Vendor/MSFT/DMClient": ["./Vendor/MSFT/DMClient/UpdateManagementServiceAddress"]
    ]
}

extension Sample {
    /// The addresses of all described nodes below one, and its own.
    func addresses(below top: String) -> [String] {
        guard let node = adviser.node(top, in: phone, environment, depth: 20) else { return [] }
        var all = [top]
        func collect(_ children: [NodeChild], below parent: String) {
            for child in children {
                let name = child.name.replacing(" ", with: "%20")
                all.append("\(parent)/\(name)")
                collect(child.children, below: "\(parent)/\(name)")
            }
        }
        collect(node.children, below: top)
        return all
    }
}
