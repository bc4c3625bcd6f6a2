import Administration
import Notation
import PINReset
import Settings
import Testing

@Suite("Everything that a tenant keeps has an end")
struct BoundsTests {
    static let long = String(repeating: "x", count: AdministrationBounds.text + 1)

    struct Row: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var change: @Sendable (inout Tenant) throws(AdministrationError) -> Void

        init(_ what: String, _ change: @escaping @Sendable (inout Tenant) throws(AdministrationError) -> Void) {
            testDescription = what
            self.change = change
        }
    }

    private static func profile(_ settings: [OmaSetting], description: String? = nil) -> DeviceConfiguration {
        DeviceConfiguration(
            id: "p", displayName: "p", description: description, createdDateTime: SampleTenant.start,
            omaSettings: settings)
    }

    private static func setting(_ value: OmaValue, description: String? = nil) -> OmaSetting {
        OmaSetting(displayName: "s", description: description, omaURI: "./s", value: value)
    }

    static let texts: [Row] = [
        Row("description of a group") { tenant throws(AdministrationError) in
            var group = SampleTenant.group("g", "g")
            group.description = long
            try tenant.add(group)
        },
        Row("mailNickname") { tenant throws(AdministrationError) in
            var group = SampleTenant.group("g", "g")
            group.mailNickname = long
            try tenant.add(group)
        },
        Row("description of a profile") { tenant throws(AdministrationError) in
            try tenant.add(profile([], description: long))
        },
        Row("description of a setting") { tenant throws(AdministrationError) in
            try tenant.add(profile([setting(.integer(1), description: long)]))
        },
        Row("fileName") { tenant throws(AdministrationError) in
            try tenant.add(profile([setting(.xml("<a/>", fileName: long))]))
        },
        Row("octets of a profile") { tenant throws(AdministrationError) in
            let value = String(repeating: "x", count: AdministrationBounds.value)
            try tenant.add(profile(Array(repeating: setting(.string(value)), count: 5)))
        },
        Row("what a device tells") { tenant throws(AdministrationError) in
            var device = SampleTenant.device("d", .windowsMobile, managementName: "urn:phone:9")
            device.model = long
            try tenant.enroll(device, SampleTenant.occasion())
        },
        Row("scope") { tenant throws(AdministrationError) in
            let principal = tenant.consent(to: .service, SampleTenant.occasion()).id
            try tenant.add(
                OAuth2PermissionGrant(
                    id: "g", client: principal, consentType: "AllPrincipals", resource: principal, scope: long))
        },
    ]

    @Test("Texts, and all octets of a profile", arguments: texts)
    func text(row: Row) throws {
        var sample = try SampleTenant()
        let refusal = #expect(throws: AdministrationError.self) { try row.change(&sample.tenant) }
        #expect(refusal?.code == .badRequest)
        #expect(refusal?.message.contains("octets") == true, "\(refusal?.message ?? "")")
    }

    @Test("All profiles together: what would be too much is refused, also as a change")
    func profiles() throws {
        var sample = try SampleTenant()
        let value = OmaValue.string(String(repeating: "x", count: AdministrationBounds.value - 100))
        let settings = Array(repeating: ("./s", value), count: 4)
        let room = AdministrationBounds.profiles / AdministrationBounds.profile
        for number in 0..<room { try sample.addProfile(ObjectID("p\(number)"), settings, to: []) }
        let refusal = #expect(throws: AdministrationError.self) {
            try sample.addProfile("more", settings, to: [])
        }
        #expect(refusal?.code == .full)
        try sample.addProfile("small", [("./s", .integer(1))], to: [])
        let changed = #expect(throws: AdministrationError.self) {
            try sample.tenant.update("small", at: SampleTenant.start) {
                $0.omaSettings += $0.omaSettings + [Self.setting(value)]
            }
        }
        #expect(changed?.code == .full)
        #expect(try sample.profile("small").omaSettings.count == 1)
    }

    @Test("What was granted or given is granted or given once")
    func grants() throws {
        var sample = try SampleTenant()
        let client = sample.tenant.consent(to: .client, SampleTenant.occasion()).id
        let service = sample.tenant.consent(to: .service, SampleTenant.occasion()).id
        for (number, isTaken) in [(1, true), (2, false)] {
            let grant = OAuth2PermissionGrant(
                id: ObjectID("g\(number)"), client: client, consentType: "AllPrincipals", resource: service,
                scope: "\(number)")
            let role = AppRoleAssignment(
                id: ObjectID("r\(number)"), appRole: "0", principal: client, resource: service,
                createdDateTime: SampleTenant.start)
            if isTaken {
                try sample.tenant.add(grant)
                try sample.tenant.add(role)
            } else {
                let first = #expect(throws: AdministrationError.self) { try sample.tenant.add(grant) }
                let second = #expect(throws: AdministrationError.self) { try sample.tenant.add(role) }
                #expect([first?.code, second?.code] == [.conflict, .conflict])
            }
        }
        for number in 3..<AdministrationBounds.grants + 2 {
            try sample.tenant.add(
                AppRoleAssignment(
                    id: ObjectID("r\(number)"), appRole: ObjectID("\(number)"), principal: client, resource: service,
                    createdDateTime: SampleTenant.start))
        }
        let full = #expect(throws: AdministrationError.self) {
            try sample.tenant.add(
                AppRoleAssignment(
                    id: "more", appRole: "more", principal: client, resource: service,
                    createdDateTime: SampleTenant.start))
        }
        #expect(full?.code == .full)
    }

    @Test("Of the addresses of a device those that no profile writes any more are forgotten first")
    func nodes() throws {
        var sample = try SampleTenant()
        var phone = PlayedPhone()
        let count = AdministrationBounds.settings
        for round in 0...(AdministrationBounds.nodes / count) {
            let settings = (0..<count).map { ("./\(round)/\($0)", OmaValue.integer(1)) }
            try sample.addProfile(ObjectID("p\(round)"), settings, to: [.allDevices])
            phone.sync(&sample)
            try sample.tenant.assign(ObjectID("p\(round)"), to: [])
        }
        #expect(sample.tenant.deviceNodes[SampleTenant.phone]?.written.count == count)
        try sample.addProfile("again", [("./0/0", .integer(2))], to: [.allDevices])
        phone.sync(&sample)
        #expect(phone.received == ["Atomic(Add ./0/0)", "Atomic(Replace ./0/0)"])
    }
}
