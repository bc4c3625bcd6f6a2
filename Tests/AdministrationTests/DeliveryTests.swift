import Administration
import Notation
import Settings
import SyncML
import Testing

@Suite("Which commands go out for a profile")
struct DeliveryTests {
    static let settings: [(String, OmaValue)] = [("./a", .integer(1)), ("./b", .string("x"))]

    @Test("One Atomic for each profile, Add first; what is there afterwards gets Replace")
    func addThenReplace() throws {
        var sample = try SampleTenant()
        try sample.addProfile("p1", Self.settings, to: [.allDevices])
        try sample.addProfile("p2", [("./c", .boolean(true))], to: [.allDevices])
        var phone = PlayedPhone()
        phone.sync(&sample)
        #expect(phone.received == ["Atomic(Add ./a, Add ./b)", "Atomic(Add ./c)"])
        phone.sync(&sample)
        #expect(phone.received.isEmpty)
        try sample.tenant.update("p1", at: SampleTenant.start) { profile in
            profile.omaSettings[0].value = .integer(2)
            profile.omaSettings.append(OmaSetting(displayName: "d", omaURI: "./d", value: .floatingPoint(1.5)))
        }
        #expect(try sample.profile("p1").version == 2)
        phone.sync(&sample)
        #expect(phone.received == ["Atomic(Replace ./a, Replace ./b, Add ./d)"])
    }

    struct Row: Sendable, CustomTestStringConvertible {
        var name: String
        var nodes: Set<String> = []
        var addOnly: Set<String> = []
        var refusals: [String: StatusCode] = [:]
        var received: [String]
        var states: [SettingState]
        var codes: [Int32]

        var testDescription: String { name }
    }

    static let rows = [
        Row(
            name: "both are there already: found in one round", nodes: ["./a", "./b"],
            received: ["Atomic(Add ./a, Add ./b)", "Atomic(Replace ./a, Replace ./b)"],
            states: [.succeeded, .succeeded], codes: [0, 0]),
        Row(
            name: "one is there already, and Replace makes the other", nodes: ["./a"],
            received: ["Atomic(Add ./a, Add ./b)", "Atomic(Replace ./a, Replace ./b)"],
            states: [.succeeded, .succeeded], codes: [0, 0]),
        Row(
            name: "one is there already, and the other is of those that only Add makes", nodes: ["./a"],
            addOnly: ["./b"],
            received: [
                "Atomic(Add ./a, Add ./b)", "Atomic(Replace ./a, Replace ./b)", "Atomic(Replace ./a, Add ./b)",
            ],
            states: [.succeeded, .succeeded], codes: [0, 0]),
        Row(
            name: "one is refused, the other taken back", refusals: ["./b": 404],
            received: ["Atomic(Add ./a, Add ./b)"], states: [.error, .error],
            codes: [-2_016_345_896, -2_016_345_708]),
        Row(
            name: "one says both ways that it cannot be", nodes: ["./a"], refusals: ["./a": 418],
            received: ["Atomic(Add ./a, Add ./b)", "Atomic(Replace ./a, Replace ./b)"], states: [.error, .error],
            codes: [-2_016_345_694, -2_016_345_896]),
    ]

    @Test("What the phone answers decides the next try and the state, with Intune's signed number", arguments: rows)
    func answered(row: Row) throws {
        var sample = try SampleTenant()
        let profile = try sample.addProfile("p", Self.settings, to: [.allDevices])
        var phone = PlayedPhone(nodes: row.nodes, addOnly: row.addOnly, refusals: row.refusals)
        phone.sync(&sample)
        #expect(phone.received == row.received)
        let statuses = sample.tenant.settingStatuses(of: profile, on: try sample.device())
        #expect(statuses.map(\.state) == row.states)
        #expect(statuses.map(\.errorCode) == row.codes)
    }

    @Test("A node that has gone is added again")
    func gone() throws {
        var sample = try SampleTenant()
        try sample.addProfile("p", Self.settings, to: [.allDevices])
        var phone = PlayedPhone()
        phone.sync(&sample)
        (phone.nodes, phone.addOnly) = (["./b"], ["./a"])
        try sample.tenant.update("p", at: SampleTenant.start) { $0.omaSettings[0].value = .integer(9) }
        phone.sync(&sample)
        #expect(phone.received == ["Atomic(Replace ./a, Replace ./b)", "Atomic(Add ./a, Replace ./b)"])
        #expect(sample.tenant.state(of: try sample.profile("p"), on: try sample.device()) == .succeeded)
    }

    @Test("What was refused is tried in a few sessions, then not until the profile changes")
    func triedAgain() throws {
        var sample = try SampleTenant()
        try sample.addProfile("p", [("./a", .integer(1))], to: [.allDevices])
        var phone = PlayedPhone(refusals: ["./a": 500])
        var sessions: [Int] = []
        for _ in 0..<5 {
            phone.sync(&sample)
            sessions.append(phone.received.count)
        }
        #expect(sessions == [1, 1, 1, 0, 0])
        phone.refusals = [:]
        try sample.tenant.update("p", at: SampleTenant.start) { $0.omaSettings[0].value = .integer(2) }
        phone.sync(&sample)
        #expect(phone.received == ["Atomic(Add ./a)"])
    }

    @Test("S8: a profile that is unassigned leaves its values on the phone, and sends nothing")
    func unassigned() throws {
        var sample = try SampleTenant()
        try sample.addProfile("p", Self.settings, to: [.allDevices])
        var phone = PlayedPhone()
        phone.sync(&sample)
        #expect(sample.tenant.leftovers(on: try sample.device()).isEmpty)
        try sample.tenant.assign("p", to: [])
        phone.sync(&sample)
        #expect(phone.received.isEmpty)
        #expect(phone.nodes == ["./a", "./b"])
        #expect(sample.tenant.leftovers(on: try sample.device()).map(\.omaURI) == ["./a", "./b"])
        try sample.tenant.removeConfiguration("p")
        phone.sync(&sample)
        #expect(phone.received.isEmpty)
        // Another profile finds them there.
        try sample.addProfile("q", [("./A", .integer(3))], to: [.allDevices])
        phone.sync(&sample)
        #expect(phone.received == ["Atomic(Replace ./A)"])
    }

    @Test("Two profiles that disagree are in conflict, both, once the phone has answered; equal ones are not")
    func conflict() throws {
        var sample = try SampleTenant()
        let first = try sample.addProfile("p1", [("./a", .integer(1)), ("./same", .integer(5))], to: [.allDevices])
        let second = try sample.addProfile("p2", [("./A", .integer(2)), ("./same", .integer(5))], to: [.allDevices])
        let device = try sample.device()
        #expect(sample.tenant.state(of: first, on: device) == .pending)
        var phone = PlayedPhone()
        phone.sync(&sample)
        for profile in [first, second] {
            let statuses = sample.tenant.settingStatuses(of: profile, on: try sample.device())
            #expect(statuses.map(\.state) == [.conflict, .succeeded])
            #expect(statuses[0].sources == ["p1", "p2"])
            #expect(sample.tenant.state(of: profile, on: try sample.device()) == .conflict)
        }
    }

    @Test(
        "After a conflict the profile that is left is pending until the phone has its value again, then has succeeded")
    func afterConflict() throws {
        var sample = try SampleTenant()
        let left = try sample.addProfile("p1", [("./a", .integer(1)), ("./b", .integer(5))], to: [.allDevices])
        try sample.addProfile("p2", [("./a", .integer(2))], to: [.allDevices])
        var phone = PlayedPhone()
        phone.sync(&sample)
        #expect(phone.values["./a"] == "2")
        phone.sync(&sample)
        #expect(phone.received.isEmpty, "two that disagree would write over one another in each session")
        try sample.tenant.assign("p2", to: [])
        let statuses = sample.tenant.settingStatuses(of: left, on: try sample.device())
        #expect(statuses.map(\.state) == [.pending, .succeeded])
        phone.sync(&sample)
        #expect(phone.received == ["Atomic(Replace ./a, Replace ./b)"])
        #expect(phone.values["./a"] == "1")
        #expect(sample.tenant.state(of: left, on: try sample.device()) == .succeeded)
        phone.sync(&sample)
        #expect(phone.received.isEmpty)
    }

    @Test("After a conflict a phone that refuses the value that is left is asked a few times, and no more")
    func afterConflictRefused() throws {
        var sample = try SampleTenant()
        try sample.addProfile("p1", [("./a", .integer(1))], to: [.allDevices])
        try sample.addProfile("p2", [("./a", .integer(2))], to: [.allDevices])
        var phone = PlayedPhone()
        phone.sync(&sample)
        try sample.tenant.removeConfiguration("p2")
        phone.refusals = ["./a": 500]
        var sessions: [Int] = []
        for _ in 0..<5 {
            phone.sync(&sample)
            sessions.append(phone.received.count)
        }
        #expect(sessions == [1, 1, 1, 0, 0])
        #expect(sample.tenant.state(of: try sample.profile("p1"), on: try sample.device()) == .error)
    }

    @Test("Two profiles in one message both add; the second then finds what the first has made")
    func together() throws {
        var sample = try SampleTenant()
        let first = try sample.addProfile("p1", Self.settings, to: [.allDevices])
        let second = try sample.addProfile("p2", Self.settings, to: [.allDevices])
        let occasion = SampleTenant.occasion()
        var phone = PlayedPhone()
        sample.tenant.beginSession(of: SampleTenant.phone, occasion)
        let work = sample.tenant.work(for: SampleTenant.phone, provider: SampleTenant.provider)
        for piece in work { sample.tenant.send(piece, to: SampleTenant.phone, occasion) }
        for piece in work {
            sample.tenant.take(phone.answer(piece.command), to: piece.subject, from: SampleTenant.phone, occasion)
        }
        let next = sample.tenant.work(for: SampleTenant.phone, provider: SampleTenant.provider)
        #expect(next.map { PlayedPhone.text($0.command) } == ["Atomic(Replace ./a, Replace ./b)"])
        phone.sync(&sample)
        for profile in [first, second] {
            #expect(sample.tenant.state(of: profile, on: try sample.device()) == .succeeded)
        }
    }

    @Test("A profile of one address twice writes it, then writes over it")
    func twice() throws {
        var sample = try SampleTenant()
        try sample.addProfile("p", [("./x", .integer(1)), ("./x", .string("2"))], to: [.allDevices])
        var phone = PlayedPhone()
        phone.sync(&sample)
        #expect(phone.received == ["Atomic(Add ./x, Replace ./x)"])
    }

    @Test("A device that enrols anew is sent everything anew, and what waited is canceled")
    func anew() throws {
        var sample = try SampleTenant()
        try sample.addProfile("p", [("./a", .integer(1))], to: [.allDevices])
        var phone = PlayedPhone()
        phone.sync(&sample)
        try sample.tenant.request(.remoteLock, on: SampleTenant.phone, SampleTenant.occasion())
        let again = SampleTenant.device(
            "dddddddd-0000-4000-8000-0000000000ff", .windowsMobile, managementName: "urn:phone:1")
        try sample.enroll(again)
        #expect(sample.tenant.devices.count == 1)
        #expect(try sample.action(.remoteLock).state == .canceled)
        var wiped = PlayedPhone()
        wiped.sync(&sample)
        #expect(wiped.received == ["Atomic(Add ./a)"])
    }

    @Test(
        "The worst state is the profile's",
        arguments: [
            ([], .succeeded), ([.succeeded, .pending], .pending), ([.pending, .conflict], .conflict),
            ([.conflict, .error, .succeeded], .error), ([.notApplicable], .notApplicable),
            ([.notApplicable, .succeeded], .succeeded),
        ] as [([SettingState], SettingState)])
    func worst(states: [SettingState], worst: SettingState) {
        #expect(SettingState.worst(of: states) == worst)
    }

    @Test(
        "Every type of value travels in its format",
        arguments: [
            (OmaValue.string("v"), "chr", "v"), (.integer(-4), "int", "-4"), (.boolean(true), "bool", "true"),
            (.boolean(false), "bool", "false"), (.base64("AAEC", fileName: "b"), "b64", "AAEC"),
            (.xml("<a/>", fileName: nil), "chr", "<a/>"), (.floatingPoint(1.5), "float", "1.5"),
            (.dateTime(Instant(seconds: 1_493_596_800)), "chr", "2017-05-01T00:00:00Z"),
        ])
    func formats(value: OmaValue, format: String, data: String) {
        let setting = OmaSetting(displayName: "s", omaURI: "./x", value: value)
        guard case .access(let command) = setting.command(.add) else { return #expect(Bool(false), "no command") }
        #expect(command.items.first?.meta?.format?.rawValue == format)
        #expect(command.items.first?.data == .text(data))
    }
}
