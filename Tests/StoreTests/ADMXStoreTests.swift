import ManagementTree
import SimulatedPhone
import Store
import TestSupport
import Testing

@Suite("ADMX files on disk")
struct ADMXStoreTests {
    private static let policy = "./Device/Vendor/MSFT/Policy"
    private static let place = "Desk~Policy~Desk/Quiet"
    private static let environment = PhoneEnvironment(now: RandomPhone.now)

    @Test("A desktop that is kept has the policies of its ADMX files, and what was set of them")
    func kept() async throws {
        var phone = Phone(fresh: try RandomPhone.blueprint(Self.desktop), seed: 1, now: RandomPhone.now)
        try Self.add(
            "\(Self.policy)/ConfigOperations/ADMXInstall/Desk/Policy/Desk1",
            #"<policyDefinitions><categories><category name="Desk"/></categories><policies>"#
                + #"<policy name="Quiet" class="Machine" key="Software\Contoso"><parentCategory ref="Desk"/></policy>"#
                + "</policies></policyDefinitions>", to: &phone)
        try Self.add("\(Self.policy)/Config/\(Self.place)", "<enabled/>", to: &phone)
        let kept = phone
        try await TemporaryFolder.with { path in
            try await PhoneStore(StateFolder(path)).save(kept)
            let store = try PhoneStore(StateFolder(path))
            var loaded = try #require(try await store.load(RandomPhone.blueprint(Self.desktop)))
            #expect(loaded == kept)
            #expect(try Self.value(of: "\(Self.policy)/Result/\(Self.place)", &loaded) == "<enabled/>")
            let config = try loaded.blueprint.address("\(Self.policy)/Config/\(Self.place)")
            #expect(throws: Refusal.self) {
                try loaded.replace(config, IncomingValue(format: "chr", text: "1"), Self.environment)
            }
        }
    }

    private static let desktop: PhoneProfile = {
        var profile = PhoneProfile.lumia950
        profile.platform = .desktop
        profile.edition = 0x30
        return profile
    }()

    private static func add(_ address: String, _ text: String, to phone: inout Phone) throws {
        let node = try phone.blueprint.address(address)
        #expect(try phone.add(node, IncomingValue(format: "chr", text: text), environment) == .done)
    }

    private static func value(of address: String, _ phone: inout Phone) throws -> String? {
        var room = ReplyRoom()
        return try phone.get(try phone.blueprint.address(address), environment, &room).first?.content?.text
    }
}
