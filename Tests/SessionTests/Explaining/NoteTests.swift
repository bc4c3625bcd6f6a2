import Session
import SimulatedPhone
import SyncML
import Testing

/// What is to be known beside a status: a success without effect, a slip in an address, what was probably meant.
@Suite("Notes")
struct NoteTests {
    private typealias S = Stimulus

    private static let passport = "./Device/Vendor/MSFT/PassportForWork/"
    private static let deviceLock = "./Device/Vendor/MSFT/Policy/Config/DeviceLock/"

    /// The notes of the last command of a body that is sent to a fresh phone.
    private static func notes(
        _ body: String, _ profile: PhoneProfile = .lumia950, prepare: (inout Exchange) throws -> Void = { _ in }
    ) throws -> [String] {
        var exchange = try Exchange(profile)
        try prepare(&exchange)
        return try ExplanationTests.entries(&exchange, body).last?.notes.map(\.text) ?? []
    }

    private static func recovery(_ tenant: String) -> String {
        S.add("1", "\(passport)\(tenant)/Policies/EnablePinRecovery", "bool", "true")
    }

    @Test(
        "PIN recovery for something else than the phone's tenant is taken and told to be without effect",
        arguments: [
            ("11111111-2222-3333-4444-555555555555", "no effect: the phone is joined to tenant 7c4f1de2"),
            ("*tenant ID*", "no effect: '*tenant ID*' is no id of a tenant"),
            ("TenantId", "no effect: 'TenantId' is no id of a tenant"),
            ("{7c4f1de2-0b35-4a86-9f0e-5d2a7be0c913}", "no effect: write the tenant's id without braces"),
        ])
    func tenants(_ tenant: String, _ expected: String) throws {
        let notes = try Self.notes(Self.recovery(tenant))
        #expect(notes.contains { $0.hasPrefix(expected) }, "\(notes)")
    }

    @Test("PIN recovery for the phone's tenant in any case of letters has effect, and nothing is to be said of it")
    func ownTenant() throws {
        #expect(try Self.notes(Self.recovery(PhoneProfile.tenant)) == [])
        #expect(try Self.notes(Self.recovery(PhoneProfile.tenant.uppercased())) == [])
        #expect(
            try Self.notes(Self.recovery(PhoneProfile.tenant), .notJoined).first?
                .hasPrefix("no effect: the phone is not joined") == true)
    }

    @Test("Blanks around a number are left out and told, those around a text are part of it")
    func blanks() throws {
        let number = S.replace("1", Self.deviceLock + "AllowSimpleDevicePassword", "int", " 1\n")
        #expect(try Self.notes(number).contains("blanks or line breaks around the value are left out"))
        #expect(try Self.notes(S.replace("1", "./DevDetail/Ext/Microsoft/DeviceName", "chr", " Ada ")) == [])
    }

    @Test(
        "An app that will never be installed is told at the Exec",
        arguments: [
            (policy: "0", address: "https://apps.contoso.example/x.appx", note: "AllowAllTrustedApps"),
            (policy: "1", address: "x.appx", note: "over HTTP only"),
            (policy: "1", address: "https://apps.contoso.example/x.appx", note: nil),
        ] as [(policy: String, address: String, note: String?)])
    func hostedInstall(_ row: (policy: String, address: String, note: String?)) throws {
        let policy = "./Vendor/MSFT/Policy/Config/ApplicationManagement/AllowAllTrustedApps"
        let app = "./User/Vendor/MSFT/EnterpriseModernAppManagement/AppInstallation/Contoso.Field_abcdefgh12345"
        let notes = try Self.notes(
            S.replace("1", policy, "int", row.policy) + S.add("2", app, "node")
                + S.exec("3", app + "/HostedInstall", "<Application PackageUri=\"\(row.address)\" />"))
        guard let note = row.note else { return #expect(notes == []) }
        #expect(notes.count == 1 && notes[0].hasPrefix("no effect: ") && notes[0].contains(note), "\(notes)")
    }

    @Test("PIN recovery on a locked phone is without effect until it is unlocked")
    func locked() throws {
        let notes = try Self.notes(Self.recovery(PhoneProfile.tenant)) { _ = $0.phone.lock() }
        #expect(notes.count == 1 && notes[0].hasPrefix("no effect yet: the phone is locked"), "\(notes)")
    }

    @Test("A policy of DeviceLock counts only with DevicePasswordEnabled 0")
    func deviceLock() throws {
        let length = S.add("2", Self.deviceLock + "MinDevicePasswordLength", "int", "10")
        func enabled(_ value: String) -> String { S.add("1", Self.deviceLock + "DevicePasswordEnabled", "int", value) }
        #expect(try Self.notes(enabled("0") + length) == [])
        #expect(try Self.notes(length).first?.contains("which nobody has set") == true)
        let off = try Self.notes(enabled("1") + length).first
        #expect(off?.contains("DevicePasswordEnabled is 1, which means off") == true)
        #expect(try Self.notes(enabled("1")).first?.hasPrefix("1 turns the device password off") == true)
        // What one command lacks the next may bring.
        var exchange = try Exchange()
        let entries = try ExplanationTests.entries(&exchange, length + enabled("0"))
        #expect(entries.flatMap(\.notes) == [])
    }

    @Test(
        "A length of DeviceLock that PassportForWork makes another is told with the one in force",
        arguments: [
            (node: "MinimumPINLength", value: "12", note: "no effect: 12 is in force (PassportForWork ./Device"),
            (node: "MaximumPINLength", value: "8", note: "no effect: 4 is in force (Windows default, because"),
            (node: "MinimumPINLength", value: "8", note: nil),
            (node: "History", value: "5", note: nil),
        ])
    func helloLength(_ row: (node: String, value: String, note: String?)) throws {
        let place = "\(Self.passport)\(PhoneProfile.tenant)/Policies/PINComplexity/"
        let notes = try Self.notes(
            S.add("1", place + row.node, "int", row.value)
                + S.add("2", Self.deviceLock + "DevicePasswordEnabled", "int", "0")
                + S.add("3", Self.deviceLock + "MinDevicePasswordLength", "int", "10"))
        guard let note = row.note else { return #expect(notes == []) }
        #expect(notes.count == 1 && notes[0].hasPrefix(note), "\(notes)")
    }

    @Test("A maximum below the minimum is told at both")
    func lengths() throws {
        let place = "\(Self.passport)\(PhoneProfile.tenant)/Policies/PINComplexity/"
        var exchange = try Exchange()
        let entries = try ExplanationTests.entries(
            &exchange,
            S.add("1", place + "MinimumPINLength", "int", "8") + S.add("2", place + "MaximumPINLength", "int", "6"))
        for entry in entries {
            #expect(entry.code == 200)
            #expect(entry.notes.first?.text.contains("MinimumPINLength 8 is not below MaximumPINLength 6") == true)
        }
    }

    @Test("A class that is only allowed stays forbidden while nothing is required")
    func classes() throws {
        let place = "\(Self.passport)\(PhoneProfile.tenant)/Policies/PINComplexity/"
        let notes = try Self.notes(S.add("1", place + "LowercaseLetters", "int", "0"))
        #expect(notes.first?.hasPrefix("no effect: lower-case letters are forbidden all the same") == true, "\(notes)")
        #expect(try Self.notes(S.add("1", place + "LowercaseLetters", "int", "1")) == [])
    }

    @Test("What a phone keeps without effect can be listed")
    func noted() throws {
        var exchange = try Exchange()
        _ = try exchange.send(
            S.add("1", Self.deviceLock + "MinDevicePasswordLength", "int", "10") + Self.recovery("TenantId"))
        let noted = exchange.phone.notedNodes
        #expect(noted.map(\.value).sorted() == ["10", "true"])
        #expect(noted.allSatisfy { $0.notes.first?.rank == .effect })
    }

    @Test(
        "An address that nothing is known at is told what was probably meant",
        arguments: [
            ("./Vendor/MSFT/HotSpot/Enabled", "phones have HotSpot, but it is not built in here"),
            ("./Vendor/MSFT/hotspot/Enabled", "phones have HotSpot, but it is not built in here"),
            ("./Vendor/MSFT/Defender/Scan", "Defender is on desktops only"),
            ("./Vendor/MSFT/Accounts/Users", "Accounts came with version 1803"),
            ("./Vendor/MSFT/LAPS/Policies", "LAPS came with version 1809 of Windows 10 and is not on phones"),
            ("./Vendor/MSFT/CloudDesktop", "CloudDesktop came with a later version of Windows 11 and is not on phones"),
            (
                "./Vendor/MSFT/RemoteWipe/AutomaticRedeployment/Status",
                "'AutomaticRedeployment' came with version 1809 of"
            ),
            ("./Vendor/MSFT/RemoteWipe/doWipeCloud", "'doWipeCloud' came with version 22H2 of Windows 11"),
            (
                "./Vendor/MSFT/RemoteWipe/doWipePersistUserData",
                "version 1709 of Windows 10; this device has 10.0.15063"
            ),
            (
                "./Vendor/MSFT/PassportForWork/7c4f1de2-0b35-4a86-9f0e-5d2a7be0c913/Policies/UseCloudTrustForOnPremAuth",
                "came with version 21H2 of Windows 10"
            ),
            (
                "./Vendor/MSFT/DMClient/Provider/Lab/ConfigLock/Lock",
                "'ConfigLock' came with version 21H2 of Windows 11"
            ),
            ("./Vendor/MSFT/Policy/Config/Browser/AllowPrelaunch", "'AllowPrelaunch' came with version 1809"),
            ("./Device/Vendor/MSFT/Policy/Result/Browser/AllowPrelaunch", "'AllowPrelaunch' came with version 1809"),
            ("./Vendor/MSFT/Policy/Config/KioskBrowser", "'KioskBrowser' came with version 1803"),
            ("./Vendor/MSFT/Policy/Config/Browser/AllowPrelaunchs", ""), ("./Vendor/MSFT/Mops", ""),
            ("./Vendor/MSFT/Polciy/Config", "did you mean 'Policy'?"),
            ("./Vendor/MSFT/Policy/Config/DeviceLock/DevicePasswordEnable", "did you mean 'DevicePasswordEnabled'?"),
            ("./DevInfo/Mna", "did you mean 'Man'?"),
            ("./PassportForWork/x", "did you mean ./Vendor/MSFT/PassportForWork/x?"),
            ("./DevDetail/HardwareVersionOfTheWholePhone", ""),
        ])
    func hints(_ address: String, _ expected: String) throws {
        let notes = try Self.notes(S.get("1", address))
        if expected.isEmpty { return #expect(notes == []) }
        #expect(notes.contains { $0.contains(expected) }, "\(notes)")
    }

    @Test(
        "Of a CSP that is not built in it is told which devices have it",
        arguments: [
            ("./Vendor/MSFT/BitLocker/X", "desktops have BitLocker, but it is not built in here"),
            ("./Vendor/MSFT/HotSpot/Enabled", "HotSpot is on phones only"),
            ("./Vendor/MSFT/Defender/Scan", "desktops have Defender, but it is not built in here"),
        ])
    func onDesktops(_ address: String, _ expected: String) throws {
        let notes = try Self.notes(S.get("1", address), .desktop)
        #expect(notes.contains { $0.contains(expected) }, "\(notes)")
    }

    @Test(
        "Slips in the writing of an address are told",
        arguments: [
            ("./Vendor/MSFT/Policy/Config/Device%2520Lock", "escaped twice"),
            ("./Vendor/MSFT/A&amp;amp;B", "escaped twice"), ("./ DevInfo/Man", "holds a blank"),
            ("./DevInfo/Man\n  /x", "holds a blank"), ("./devinfo/man", "'devinfo' is the node 'DevInfo'"),
        ])
    func slips(_ address: String, _ expected: String) throws {
        let notes = try Self.notes(S.get("1", address))
        #expect(notes.contains { $0.contains(expected) }, "\(notes)")
    }

    @Test("A value that is escaped twice is told")
    func doubleEscapedValue() throws {
        let notes = try Self.notes(S.replace("1", "./DevDetail/Ext/Microsoft/DeviceName", "chr", "&lt;Abc/&gt;"))
        #expect(notes.first?.hasPrefix("the value is escaped twice: it begins with '&lt;Abc") == true, "\(notes)")
    }

    @Test("A reason quotes the name that is not known, so that a blank in it is seen")
    func quotedReasons() throws {
        var exchange = try Exchange()
        let entries = try ExplanationTests.entries(&exchange, S.get("1", "./DevInfo/Man\n"))
        #expect(entries.last?.code == 200)
        let inner = try ExplanationTests.entries(&exchange, S.get("1", "./DevInfo/M\nan"))
        #expect(inner.last?.reason?.contains("'M\\nan'") == true, "\(inner.last?.reason ?? "")")
    }
}
