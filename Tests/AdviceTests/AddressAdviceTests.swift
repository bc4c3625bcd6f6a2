import Advice
import ManagementTree
import SimulatedPhone
import Testing

/// The path of the reset-passcode document, typed as people type it, and what they are told.
@Suite("Addresses as people type them")
struct AddressAdviceTests {
    static let right = "./Device/Vendor/MSFT/PassportForWork/\(Sample.tenant)/Policies/EnablePinRecovery"

    /// What was typed, and how the right address is found in it.
    static let typed: [(text: String, kind: Suggestion.Kind)] = [
        // Signs for the tenant's id.
        ("./Device/Vendor/MSFT/PassportForWork/*tenant ID*/Policies/EnablePinRecovery", .name),
        ("./Device/Vendor/MSFT/PassportForWork/TenantId/Policies/EnablePinRecovery", .name),
        ("./Device/Vendor/MSFT/PassportForWork/{TenantId}/Policies/EnablePinRecovery", .name),
        ("./Device/Vendor/MSFT/PassportForWork/{tenant}/Policies/EnablePinRecovery", .name),
        ("./Device/Vendor/MSFT/PassportForWork/<tenant id>/Policies/EnablePinRecovery", .name),
        ("./Device/Vendor/MSFT/PassportForWork/[TENANT_ID]/Policies/EnablePinRecovery", .name),
        ("./Device/Vendor/MSFT/PassportForWork/%TenantId%/Policies/EnablePinRecovery", .name),
        ("./Device/Vendor/MSFT/PassportForWork/your-tenant-id/Policies/EnablePinRecovery", .name),
        ("./Device/Vendor/MSFT/PassportForWork/contoso.onmicrosoft.com/Policies/EnablePinRecovery", .name),
        ("./Device/Vendor/MSFT/PassportForWork/*/Policies/EnablePinRecovery", .name),
        ("./Device/Vendor/MSFT/PassportForWork/{\(Sample.tenant)}/Policies/EnablePinRecovery", .name),
        ("./Device/Vendor/MSFT/PassportForWork/%7B\(Sample.tenant)%7D/Policies/EnablePinRecovery", .name),
        // Blanks.
        (" \(right) ", .writing),
        ("\(right)\n", .writing),
        ("./Device/Vendor/MSFT/Passport ForWork/\(Sample.tenant)/Policies/EnablePinRecovery", .writing),
        ("./Device/Vendor/MSFT/PassportForWork/\(Sample.tenant)/Policies/Enable Pin Recovery", .writing),
        ("./Device/Vendor/MSFT /PassportForWork/\(Sample.tenant)/Policies/EnablePinRecovery", .writing),
        // Case.
        ("./device/vendor/msft/passportforwork/\(Sample.tenant)/policies/enablepinrecovery", .writing),
        ("./Device/Vendor/MSFT/PassportForWork/\(Sample.tenant)/Policies/EnablePINRecovery", .writing),
        // Slashes.
        ("/Device/Vendor/MSFT/PassportForWork/\(Sample.tenant)/Policies/EnablePinRecovery", .writing),
        ("\(right)/", .writing),
        (".\\Device\\Vendor\\MSFT\\PassportForWork\\\(Sample.tenant)\\Policies\\EnablePinRecovery", .writing),
        // A letter missing, too much, or another.
        ("./Device/Vendor/MSFT/PasportForWork/\(Sample.tenant)/Policies/EnablePinRecovery", .letters),
        ("./Device/Vendor/MSFT/PassportForWork/\(Sample.tenant)/Polices/EnablePinRecovery", .letters),
        ("./Device/Vendor/MSFT/PassportForWork/\(Sample.tenant)/Policy/EnablePinRecovery", .letters),
        ("./Device/Vendor/MSFT/PassportForWork/\(Sample.tenant)/Policies/EnablePinRecovry", .letters),
        ("./Device/Vendor/MSFT/PassportForWork/\(Sample.tenant)/Policies/EnabledPinRecovery", .letters),
        ("./Device/Vendor/MSTF/PassportForWork/\(Sample.tenant)/Policies/EnablePinRecovery", .letters),
        ("./Device/Vender/MSFT/PassportForWork/\(Sample.tenant)/Policies/EnablePinRecovery", .letters),
        ("./Devices/Vendor/MSFT/PassportForWork/\(Sample.tenant)/Policies/EnablePinRecovery", .writing),
        // Several at once.
        ("./Device/Vendor/MSFT/PasportForWork/*tenant ID*/Policies/EnablePinRecovry", .letters),
        ("./device/vendor/msft/passport for work/{tenant}/policies/enablePinRecovery", .name),
        // By its words.
        ("./Device/Vendor/MSFT/PassportForWork/\(Sample.tenant)/Policies/PinRecovery", .letters),
        // Levels left out, or too much.
        ("./Device/Vendor/MSFT/PassportForWork/Policies/EnablePinRecovery", .levels),
        ("./Device/Vendor/MSFT/PassportForWork//Policies/EnablePinRecovery", .levels),
        ("./Device/Vendor/MSFT/PassportForWork/\(Sample.tenant)/EnablePinRecovery", .levels),
        ("./Device/PassportForWork/\(Sample.tenant)/Policies/EnablePinRecovery", .levels),
        ("./Device/MSFT/PassportForWork/\(Sample.tenant)/Policies/EnablePinRecovery", .levels),
    ]

    @Test("A slip in the address is found, and the right address is told", arguments: typed)
    func slips(_ slip: (text: String, kind: Suggestion.Kind)) throws {
        let advice = try Sample().advice(slip.text)
        let first = try #require(advice.suggestions.first, "\(slip.text)")
        #expect(first.address == Self.right, "\(slip.text): \(advice.suggestions)")
        #expect(first.kind == slip.kind, "\(slip.text): \(first)")
        #expect(first.why.isEmpty == false)
    }

    /// What was typed in the form of another CSP's address.
    static let elsewhere = [
        "./Device/Vendor/MSFT/Policy/Config/PassportForWork/EnablePinRecovery",
        "./Device/Vendor/MSFT/Policy/Config/PassportForWork/\(Sample.tenant)/Policies/EnablePinRecovery",
        "./Device/Vendor/MSFT/Policy/Config/DeviceLock/EnablePinRecovery",
        "./Device/Vendor/MSFT/DeviceLock/EnablePinRecovery",
        "./Device/Vendor/MSFT/RemoteLock/EnablePinRecovery",
        "./Device/Vendor/MSFT/WindowsHello/EnablePinRecovery",
        "./Device/Vendor/MSFT/DMClient/Provider/MS DM Server/EnablePinRecovery",
    ]

    @Test("A node in another CSP's address is found where it is", arguments: elsewhere)
    func otherCSP(_ text: String) throws {
        let advice = try Sample().advice(text)
        #expect(advice.suggestions.contains { $0.address == Self.right }, "\(text): \(advice.suggestions)")
        #expect(advice.isKnown == false && advice.reason != nil)
    }

    @Test("The right address needs no advice, under ./User and without a scope neither")
    func right() throws {
        let sample = try Sample()
        for text in [
            Self.right, Self.right.replacing("./Device", with: "./User"), Self.right.replacing("./Device", with: "."),
        ] {
            let advice = sample.advice(text)
            #expect(advice.isKnown && advice.suggestions.isEmpty && advice.partsAt == nil, "\(text): \(advice)")
        }
        #expect(sample.advice(Self.right).openNames.map(\.title) == ["TenantId"])
    }

    @Test("The tenant of another directory is a name, and the phone's own is told beside it")
    func otherTenant() throws {
        let other = "11111111-2222-3333-4444-555555555555"
        let advice = try Sample().advice("./Device/Vendor/MSFT/PassportForWork/\(other)/Policies/EnablePinRecovery")
        #expect(advice.isKnown && advice.suggestions.isEmpty)
        #expect(advice.openNames.first?.own == Sample.tenant)
    }

    /// What was typed, the deepest part that there is, where it parts, and what is offered.
    static let partings: [(text: String, deepest: String, partsAt: String?, offered: String?)] = [
        ("./DevInfo/Manufacturer", "./DevInfo", "Manufacturer", nil),
        ("./DevInf/Man", ".", "DevInf", "./DevInfo/Man"),
        (
            "./DevDetail/Ext/Microsoft/DevName", "./DevDetail/Ext/Microsoft", "DevName",
            "./DevDetail/Ext/Microsoft/DeviceName"
        ),
        (
            "./Vendor/MSFT/Policy/Config/DeviceLock/MinPINLength", "./Vendor/MSFT/Policy/Config/DeviceLock",
            "MinPINLength", nil
        ),
        (
            "./User/Vendor/MSFT/RemoteLock/Lock", "./User/Vendor/MSFT", "RemoteLock",
            "./Device/Vendor/MSFT/RemoteLock/Lock"
        ),
        (
            "./Vendor/MSFT/RemoteLock/LockAndResetPin2", "./Vendor/MSFT/RemoteLock", "LockAndResetPin2",
            "./Vendor/MSFT/RemoteLock/LockAndResetPIN"
        ),
        ("./Vendor/MSFT/DMAcc", "./Vendor/MSFT", "DMAcc", "./SyncML/DMAcc"),
        ("./Device/Vendor/MSFT/DevInfo/DevId", "./Device/Vendor/MSFT", "DevInfo", "./Device/DevInfo/DevId"),
        ("./Vendor/MSFT/WiFy", "./Vendor/MSFT", "WiFy", "./Vendor/MSFT/WiFi"),
        ("nothing at all of the kind", ".", "nothing at all of the kind", nil),
        ("./Vendor/MSFT/RemoteLock/Lock/Now", "./Vendor/MSFT/RemoteLock/Lock", "Now", "./Vendor/MSFT/RemoteLock/Lock"),
    ]

    @Test("An address that no node has is told with where it parts from what there is", arguments: partings)
    func parting(_ row: (text: String, deepest: String, partsAt: String?, offered: String?)) throws {
        let advice = try Sample().advice(row.text)
        #expect(advice.isKnown == false)
        #expect(advice.deepest == row.deepest && advice.partsAt == row.partsAt, "\(advice)")
        guard let offered = row.offered else { return }
        #expect(advice.suggestions.contains { $0.address == offered }, "\(row.text): \(advice.suggestions)")
    }

    /// What was typed, and the node beside it that has most of its words; nil where none has, and nothing is offered.
    static let siblings: [(text: String, offered: String?)] = [
        ("./Vendor/MSFT/RemoteLock/LockAndRecoverPassword", "./Vendor/MSFT/RemoteLock/LockAndRecoverPIN"),
        ("./Vendor/MSFT/RemoteLock/LockAndResetPasscode", "./Vendor/MSFT/RemoteLock/LockAndResetPIN"),
        ("./Vendor/MSFT/RemoteLock/ResetPin", "./Vendor/MSFT/RemoteLock/LockAndResetPIN"),
        ("./Vendor/MSFT/RemoteWipe/Wipe", "./Vendor/MSFT/RemoteWipe/doWipe"),
        (Self.right.replacing("Recovery", with: "Reset"), Self.right),
        ("./DevDetail/SoftwareVersion", nil),
    ]

    @Test(
        "A name of the same words in the same place is offered, never the node above, which is there",
        arguments: siblings)
    func sameWords(_ row: (text: String, offered: String?)) throws {
        let advice = try Sample().advice(row.text)
        #expect(advice.suggestions.first?.address == row.offered, "\(row.text): \(advice.suggestions)")
        #expect(!advice.suggestions.contains { $0.address == advice.deepest })
    }

    @Test("A CSP that is known and not built in has its remark, and the place that it would have is not offered for it")
    func notBuiltIn() throws {
        let advice = try Sample().advice("./Vendor/MSFT/CellularSettings/DataRoam")
        #expect(advice.remarks.contains { $0.contains("--ddf") } && advice.suggestions.isEmpty, "\(advice)")
    }

    @Test("The name of a CSP leads to its top node, where it stands and for whom")
    func tops() throws {
        let sample = try Sample()
        for csp in ConfigurationServiceProvider.all where csp.name != "AssignedAccess" && csp.name != "CustomDeviceUI" {
            #expect(sample.advice(csp.address.description).reason == nil, "\(csp.name)")
        }
        #expect(ConfigurationServiceProvider.named("messaging")?.address.description == "./User/Vendor/MSFT/Messaging")
        #expect(ConfigurationServiceProvider.named("DMAcc")?.address.description == "./SyncML/DMAcc")
    }

    @Test("Of names in another case the node is told under its own")
    func otherCase() throws {
        #expect(try Sample().advice("./vendor/msft/remotelock/lock").meant == "./Vendor/MSFT/RemoteLock/Lock")
    }

    @Test("Whatever is typed gets an answer")
    func oddities() throws {
        let sample = try Sample()
        let texts = [
            "", " ", ".", "./", "//", "./Device", "./User", "?", "./?list=Struct", "%", "./%zz", "\u{0}", "./\u{202E}x",
            String(repeating: "a/", count: 500), String(repeating: "x", count: 5000),
            "./Vendor/MSFT/" + String(repeating: "y", count: 1500), "./Vendor/MSFT/Policy/Config/a/b/c/d/e/f/g/h/i/j/k",
        ]
        for text in texts { #expect(sample.advice(text).address == text) }
    }
}
