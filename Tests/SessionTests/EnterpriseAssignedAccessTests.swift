import SimulatedPhone
import Testing

/// EnterpriseAssignedAccess (csp.md 15.6).
struct EnterpriseAssignedAccessTests {
    private typealias S = Stimulus

    private static let lockdown = "./Vendor/MSFT/EnterpriseAssignedAccess"
    private static let document = """
        <HandheldLockdown version="1.0"><Default><Apps><Application productId="{2A4E62D8-8809-4787-89F8-69D0F01654FB}"/>
        <Application productId="{395589FB-5884-4709-B9DF-F7D558663FFD}"/></Apps></Default>
        <RoleList><Role guid="{88501844-3b51-4c9f-9da7-7ca745e7da6b}" name="Associate"/></RoleList></HandheldLockdown>
        """

    @Test("A lockdown is taken where it is one, seen, and taken back")
    func lockdown() throws {
        var exchange = try Exchange()
        let node = Self.lockdown + "/AssignedAccess/AssignedAccessXml"
        #expect(try exchange.send(S.add("2", node, "chr", Self.document)) == ["S(2)=200"])
        #expect(
            exchange.phone.effects == [
                .noticed(csp: "EnterpriseAssignedAccess", "the phone is locked down to 2 apps, with 1 role")
            ])
        #expect(try exchange.value(of: node) == Self.document)
        #expect(
            try exchange.send(
                S.replace("2", node, "chr", "<HandheldLockdown>") + S.replace("3", node, "chr", "<Lockdown/>"))
                == ["S(2)=415", "S(3)=415"])
        #expect(try exchange.send(S.delete("2", node)) == ["S(2)=200"])
        #expect(
            exchange.phone.effects == [.noticed(csp: "EnterpriseAssignedAccess", "the phone is no longer locked down")])
    }

    @Test(
        "Theme, clock and language are stored within their ranges",
        arguments: [
            ("Theme/ThemeBackground", "1", 200), ("Theme/ThemeBackground", "2", 500),
            ("Theme/ThemeAccentColorID", "19", 200),
            ("Theme/ThemeAccentColorID", "20", 500), ("Theme/ThemeAccentColorID", "151", 200),
            ("Theme/ThemeAccentColorValue", "1E90ff", 200), ("Theme/ThemeAccentColorValue", "blue", 500),
            ("Clock/TimeZone", "200", 200), ("Locale/Language", "1033", 200),
            ("LockScreenWallpaper/BGFileName", #"\\server\share\a.jpg"#, 200),
        ])
    func theme(_ node: String, _ value: String, _ status: Int) throws {
        var exchange = try Exchange()
        #expect(try exchange.send(S.replace("2", "\(Self.lockdown)/\(node)", nil, value)) == ["S(2)=\(status)"])
        var desktop = try Exchange(.desktop)
        #expect(try desktop.send(S.replace("2", "\(Self.lockdown)/\(node)", nil, value)) == ["S(2)=404"])
    }
}
