import Notation
import PINReset
import Session
import SimulatedPhone
import SyncML

/// The figures of one run, in the order of the design's budgets.
enum Report {
    static func run(message: [UInt8]) throws {
        print("Message of \(message.count) bytes; each figure is the best of \(repeats) rounds, all taken in turn.")
        try speed(message)
        try binary(message)
        try growth("message of n commands", [10, 100, 1000, 10000]) { count in
            let message = Array(GeneratedMessage.text(commands: count).utf8)
            return try Workload.answer(message)
        }
        try growth("Get in a tree of n nodes", [10, 100, 1000, 10000], Self.getInTree)
        print("One more idle phone: \(PhoneMemory.bytesOfOneMore(phones: 10000)) bytes (budget 4096)")
    }

    /// A session over a kept connection against the work of answering its message without one.
    static func session(message: [UInt8], path: String) async throws {
        let answer = try Stopwatch.best(of: [Workload.answer(message)], repeats: repeats, atLeast: .milliseconds(40))[0]
        let session = try await SessionWorkload.with(message: path) { work in
            try await work.seconds(repeats: 5, sessions: 200)
        }
        print(
            "session of 20 commands over a kept connection: \(hundredths(session * 1e6)) µs of the processor, ratio to answer "
                + "\(hundredths(session / answer)) (budget 6.00)")
        let watched = try await SessionWorkload.with(message: path, isWatched: true) { work in
            try await work.seconds(repeats: 5, sessions: 200)
        }
        print(
            "the same with its messages kept for the phone's page and somebody who hears every event: "
                + "\(hundredths(watched * 1e6)) µs, \(hundredths(watched / session)) of it")
    }

    /// Many phones in one process: what each takes while it waits, and what a session takes among ever more.
    static func fleet(path: String) async throws {
        let bytes = try await FleetWorkload.bytesOfOneMore(phones: 10_000)
        print("One more enrolled phone of a fleet: \(bytes) bytes (budget 8192)")
        for phones in [10, 100, 1000, 10_000] {
            let seconds = try await FleetWorkload.secondsOfSession(phones: phones, sessions: 10_000, message: path)
            print("session in a fleet of n phones: n = \(phones): \(hundredths(seconds * 1e6)) µs of the processor")
        }
    }

    private static let repeats = 15

    private static func speed(_ message: [UInt8]) throws {
        let workloads = try Workload.all(message)
        let times = try Stopwatch.best(of: workloads, repeats: repeats, atLeast: .milliseconds(40))
        for (work, time) in zip(workloads, times) {
            print(
                "\(padded(work.name, 8)) \(padded(rounded(1 / time), 9)) messages/s  "
                    + "ratio to bare \(hundredths(time / times[0]))")
        }
        print("The budgets of these are in instructions: Tests/Count/run")
    }

    /// The binary form of the same message, beside libwbxml2 where that is installed.
    private static func binary(_ message: [UInt8]) throws {
        let workloads = try WBXMLWorkloads.all(message)
        let times = try Stopwatch.best(of: workloads, repeats: repeats, atLeast: .milliseconds(40))
        for (work, time) in zip(workloads, times) {
            print("\(padded(work.name, 16)) \(padded(rounded(1 / time), 9)) messages/s")
        }
    }

    /// Shows that a cost grows in a line: the cost of one of n stays the same over three decades.
    private static func growth(_ title: String, _ sizes: [Int], _ make: (Int) throws -> Workload) throws {
        let times = try sizes.map { size in
            try Stopwatch.best(of: [make(size)], repeats: 5, atLeast: .milliseconds(20))[0]
        }
        for (size, time) in zip(sizes, times) {
            print(
                "\(title): n = \(size): \(hundredths(time * 1e6)) µs, of one \(hundredths(time * 1e9 / Double(size))) ns"
            )
        }
    }

    private static func getInTree(nodes: Int) throws -> Workload {
        let blueprint = try Blueprint(profile: .lumia950)
        let environment = PhoneEnvironment(now: .epoch)
        let fresh = Phone(fresh: blueprint, seed: 1, now: .epoch)
        let tenants = (0..<nodes).map { "./Vendor/MSFT/PassportForWork/tenant-\($0)" }
        let fill = Message(
            commands: tenants.enumerated().map { index, uri in
                .access(AccessCommand(.add, id: "\(index + 1)", items: [Item(target: uri)]))
            })
        let phone = ReplyBuilder.reply(to: fill, phone: fresh, environment).phone
        let gets = Message(
            commands: tenants.enumerated().map { index, uri in
                .access(AccessCommand(.get, id: "\(index + 1)", items: [Item(target: uri)]))
            })
        return Workload(name: "get") { _ = ReplyBuilder.reply(to: gets, phone: phone, environment) }
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    private static func rounded(_ number: Double) -> String { String(Int(number.rounded())) }

    private static func hundredths(_ number: Double) -> String {
        let hundredths = Int((number * 100).rounded())
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}

/// Messages of any size.
enum GeneratedMessage {
    /// Replaces and Gets in turn, as a server sends them.
    static func text(commands: Int) -> String {
        var text = """
            <SyncML xmlns="SYNCML:SYNCML1.2"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto>\
            <SessionID>1</SessionID><MsgID>1</MsgID><Target><LocURI>urn:uuid:0</LocURI></Target>\
            <Source><LocURI>https://mdm.example.test/</LocURI></Source></SyncHdr><SyncBody>
            """
        for id in 1...commands {
            if id.isMultiple(of: 2) {
                text += "<Get><CmdID>\(id)</CmdID><Item><Target><LocURI>./DevDetail/SwV</LocURI></Target></Item></Get>"
            } else {
                text += """
                    <Replace><CmdID>\(id)</CmdID><Item><Target>\
                    <LocURI>./Vendor/MSFT/Policy/Config/Camera/AllowCamera</LocURI></Target>\
                    <Meta><Format xmlns="syncml:metinf">int</Format></Meta><Data>\(id % 4 / 2)</Data></Item></Replace>
                    """
            }
        }
        return text + "<Final/></SyncBody></SyncML>"
    }
}
