import Administration
import Notation
import Settings
import Testing

@Suite("Who gets which profile")
struct TargetingTests {
    static let mine: ObjectID = "dddddddd-0000-4000-8000-000000000001"
    static let iPhone: ObjectID = "dddddddd-0000-4000-8000-000000000002"
    static let nobodys: ObjectID = "dddddddd-0000-4000-8000-000000000003"

    /// Adele with a phone and an iPhone, in the group of people; a phone of nobody, in the group of phones.
    private static func sample() throws -> SampleTenant {
        var sample = try SampleTenant()
        try sample.enroll(SampleTenant.device(iPhone, .iOS, version: "11.2"))
        try sample.enroll(SampleTenant.device(nobodys, .windowsMobile, user: nil, managementName: "urn:phone:3"))
        try sample.tenant.add(member: SampleTenant.adele, to: SampleTenant.people)
        try sample.tenant.add(member: nobodys, to: SampleTenant.phones)
        return sample
    }

    struct Row: Sendable, CustomTestStringConvertible {
        var targets: [AssignmentTarget]
        var devices: [ObjectID]

        var testDescription: String { targets.map(\.typeName).joined(separator: " ") }
    }

    static let people = SampleTenant.people
    static let phones = SampleTenant.phones

    static let rows = [
        Row(targets: [], devices: []),
        Row(targets: [.group(people)], devices: [mine, iPhone]),
        Row(targets: [.group(phones)], devices: [nobodys]),
        Row(targets: [.group(people), .group(phones)], devices: [mine, iPhone, nobodys]),
        Row(targets: [.allDevices], devices: [mine, iPhone, nobodys]),
        Row(targets: [.allLicensedUsers], devices: [mine, iPhone]),
        Row(targets: [.allDevices, .exclusionGroup(phones)], devices: [mine, iPhone]),
        Row(targets: [.exclusionGroup(people), .allDevices], devices: [nobodys]),
        Row(targets: [.exclusionGroup(phones)], devices: []),
    ]

    @Test("S9: by groups of users and of devices, exclusions first", arguments: rows)
    func assigned(row: Row) throws {
        var sample = try Self.sample()
        let profile = try sample.addProfile("p", [("./a", .integer(1))], to: row.targets)
        #expect(sample.tenant.devices(of: profile).map(\.id) == row.devices)
        for device in sample.tenant.devices.rows {
            let isAssigned = row.devices.contains(device.id)
            #expect(sample.tenant.configurations(of: device).map(\.id) == (isAssigned ? ["p"] : []))
        }
    }

    @Test("Asked about together, devices have what each has when asked alone", arguments: rows)
    func together(row: Row) throws {
        var sample = try Self.sample()
        let profile = try sample.addProfile("p", [("./a", .integer(1))], to: row.targets)
        try sample.addProfile("q", [("./a", .integer(2))], to: [.group(Self.phones)])
        var phone = PlayedPhone()
        phone.sync(&sample)
        let devices = sample.tenant.devices.rows
        let together = sample.tenant.assignedProfiles(of: devices)
        #expect(together.map(\.device) == devices)
        for (device, found) in zip(devices, together) {
            let alone = sample.tenant.assignedProfiles(of: device)
            #expect(found.configurations == alone.configurations && found.conflicts == alone.conflicts)
            #expect(
                sample.tenant.settingStatuses(of: profile, among: found)
                    == sample.tenant.settingStatuses(of: profile, on: device))
        }
    }

    @Test("S9: other devices of a group's users are counted as not applicable, and sent nothing")
    func notApplicable() throws {
        var sample = try Self.sample()
        let profile = try sample.addProfile(
            "p", [(SampleTenant.recoveryURI, .boolean(true))], to: [.group(Self.people)])
        var phone = PlayedPhone()
        phone.sync(&sample)
        let states = sample.tenant.devices(of: profile).map { sample.tenant.state(of: profile, on: $0) }
        #expect(states == [.succeeded, .notApplicable])
        #expect(sample.tenant.work(for: Self.iPhone, provider: SampleTenant.provider).isEmpty)
        let iPhone = try sample.device(Self.iPhone)
        #expect(sample.tenant.settingStatuses(of: profile, on: iPhone).map(\.state) == [.notApplicable])
    }

    @Test("A group is named once, and must be there")
    func refused() throws {
        var sample = try Self.sample()
        try sample.addProfile("p", [("./a", .integer(1))], to: [])
        for (targets, code) in [
            ([.group("gone")], .notFound), ([.group(Self.people), .exclusionGroup(Self.people)], .badRequest),
        ] as [([AssignmentTarget], AdministrationError.Code)] {
            let refusal = #expect(throws: AdministrationError.self) { try sample.tenant.assign("p", to: targets) }
            #expect(refusal?.code == code)
        }
        try sample.tenant.assign("p", to: [.allDevices, .allDevices])
        #expect(try sample.profile("p").assignments == [.allDevices])
    }

    @Test("Groups hold users and devices, by either id of a device, each once; no groups")
    func members() throws {
        var sample = try Self.sample()
        let device = try sample.device(Self.mine)
        try sample.tenant.add(member: device.directoryID, to: Self.phones)
        let group = try #require(sample.tenant.groups[Self.phones])
        let kept = sample.tenant.members(of: group).map { member in
            if case .device(let device) = member { device.id } else { ObjectID("user") }
        }
        #expect(kept == [Self.nobodys, Self.mine])
        for (member, code) in [
            (Self.mine, .badRequest), (Self.people, .badRequest), ("gone", .notFound),
        ] as [(ObjectID, AdministrationError.Code)] {
            let refusal = #expect(throws: AdministrationError.self) {
                try sample.tenant.add(member: member, to: Self.phones)
            }
            #expect(refusal?.code == code)
        }
        try sample.tenant.remove(member: Self.mine, from: Self.phones)
        try sample.tenant.removeUser(SampleTenant.adele, SampleTenant.occasion())
        #expect(sample.tenant.members(of: SampleTenant.group(Self.people, "People")).isEmpty)
        #expect(try sample.device(Self.mine).user == nil)
    }

    @Test("One more member is one more row to write, however many there are")
    func oneRow() throws {
        var sample = try Self.sample()
        for number in 0..<200 {
            let user = DirectoryUser(
                id: ObjectID("u\(number)"), displayName: "u", userPrincipalName: "u\(number)@lab.example")
            try sample.tenant.add(user)
            try sample.tenant.add(member: user.id, to: Self.people)
        }
        _ = sample.tenant.groups.takeChanges()
        _ = sample.tenant.memberships.takeChanges()
        try sample.tenant.add(member: Self.mine, to: Self.people)
        #expect(sample.tenant.memberships.takeChanges().count == 1)
        #expect(sample.tenant.groups.takeChanges().isEmpty)
        let people = try #require(sample.tenant.groups[Self.people])
        #expect(sample.tenant.members(of: people).count == 202)
    }

    @Test("With a group goes what was assigned to it")
    func groupRemoved() throws {
        var sample = try Self.sample()
        try sample.addProfile("p", [("./a", .integer(1))], to: [.group(Self.people), .allDevices])
        try sample.tenant.removeGroup(Self.people)
        #expect(try sample.profile("p").assignments == [.allDevices])
        #expect(sample.tenant.memberships.rows.map(\.group) == [Self.phones])
    }
}
