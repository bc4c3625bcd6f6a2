import Administration
import Notation
import PINReset
import Settings
import SyncML
import Testing

@Suite("What is probably wrong with a setting for PIN recovery")
struct SettingAdviceTests {
    static let own = SampleTenant.directoryID.rawValue
    static let other = "00000000-1111-4222-8333-444444444444"

    static let rows: [(String, OmaValue, [SettingAdvice])] = [
        (own, .boolean(true), []),
        (own.uppercased(), .boolean(true), []),
        ("*tenant ID*", .boolean(true), [.placeholder("*tenant ID*")]),
        ("TenantId", .boolean(true), [.placeholder("TenantId")]),
        ("{\(own)}", .boolean(true), [.placeholder("{\(own)}")]),
        (other, .boolean(true), [.otherTenant(other)]),
        (own, .boolean(false), [.isOff]),
        (own, .string("True"), [.notBoolean]),
        (own, .integer(1), [.notBoolean]),
        ("*tenant ID*", .string("True"), [.placeholder("*tenant ID*"), .notBoolean]),
    ]

    @Test("S8: a placeholder, another directory's id and a value that is not Boolean are told", arguments: rows)
    func advice(directory: String, value: OmaValue, expected: [SettingAdvice]) {
        let setting = OmaSetting(
            displayName: "s", omaURI: " ./Device/Vendor/MSFT/PassportForWork/\(directory)/Policies/EnablePinRecovery",
            value: value)
        let found = SettingAdvice.of(setting, tenant: SampleTenant.directoryID)
        #expect(found == expected)
        let said = found.map(\.message).joined(separator: " ")
        for advice in found {
            switch advice {
            case .placeholder(let text):
                #expect(said.contains("has '\(text)' where the Directory ID of the tenant belongs"))
            case .otherTenant(let id): #expect(said.contains("names the directory \(id), which is not this tenant"))
            case .notBoolean: #expect(said.contains("Choose the data type Boolean."))
            case .isOff: #expect(said.contains("Choose True."))
            }
        }
    }

    @Test(
        "S8: other settings get none",
        arguments: [
            "./Vendor/MSFT/RemoteLock/Lock", "./Device/x/PassportForWork", "",
            "./Device/Vendor/MSFT/PassportForWork/Biometrics/UseBiometrics",
            "./Device/Vendor/MSFT/PassportForWork/UseBiometrics",
            "./Device/Vendor/MSFT/PassportForWork/\(own)/Policies/UsePassportForWork",
        ])
    func others(uri: String) {
        let setting = OmaSetting(displayName: "s", omaURI: uri, value: .string("x"))
        #expect(SettingAdvice.of(setting, tenant: SampleTenant.directoryID).isEmpty)
    }

    @Test(
        "S10: what recovery still lacks is told while it is not ready",
        arguments: [
            (0, [.consentMissing([.service, .client]), .noPolicy]),
            (1, [.noPolicy]), (2, [.policyPending]), (3, []),
        ] as [(Int, [RecoveryObstacle])])
    func readiness(steps: Int, expected: [RecoveryObstacle]) throws {
        var sample = try SampleTenant()
        if steps > 0 {
            for application in PINResetApplication.allCases {
                sample.tenant.consent(to: application, SampleTenant.occasion())
            }
        }
        if steps > 1 { try sample.addProfile("p", [(SampleTenant.recoveryURI, .boolean(true))], to: [.allDevices]) }
        if steps > 2 {
            var phone = PlayedPhone()
            phone.sync(&sample)
        }
        #expect(sample.tenant.recoveryObstacles(of: SampleTenant.phone) == expected)
    }

    @Test("S10: an application that is disabled wants enabling, one without consent wants consent")
    func disabled() throws {
        var sample = try SampleTenant()
        let client = sample.tenant.consent(to: .client, SampleTenant.occasion())
        sample.tenant.servicePrincipals[client.id]?.accountEnabled = false
        #expect(
            sample.tenant.recoveryObstacles(of: SampleTenant.phone)
                == [.consentMissing([.service]), .disabled([.client]), .noPolicy])
    }

    @Test("S10: after a reset that has worked no policy is lacking, until one fails or a profile turns it off")
    func proved() throws {
        var sample = try SampleTenant()
        var phone = PlayedPhone(passcode: "471123")
        func reset(after seconds: Int64) throws -> [RecoveryObstacle] {
            let occasion = SampleTenant.occasion(after: seconds)
            try sample.tenant.request(.resetPasscode, on: SampleTenant.phone, occasion)
            phone.sync(&sample, after: seconds)
            return sample.tenant.resetObstacles(of: SampleTenant.phone)
        }
        // The policy came by another way than a profile.
        #expect(try reset(after: 0) == [.consentMissing([.service, .client])])
        for application in PINResetApplication.allCases {
            sample.tenant.consent(to: application, SampleTenant.occasion())
        }
        #expect(try reset(after: 1) == [] && sample.tenant.lastResetHasWorked(on: SampleTenant.phone))
        var off = sample
        try off.addProfile("p", [(SampleTenant.recoveryURI, .boolean(false))], to: [.allDevices])
        #expect(off.tenant.resetObstacles(of: SampleTenant.phone) == [.noPolicy])
        var anew = sample
        anew.tenant.devices[SampleTenant.phone]?.enrolledDateTime = SampleTenant.start.adding(seconds: 2)
        #expect(anew.tenant.resetObstacles(of: SampleTenant.phone) == [.noPolicy])
        phone.refusals["./Vendor/MSFT/RemoteLock/LockAndRecoverPIN"] = .commandFailed
        #expect(try reset(after: 3) == [.noPolicy])
    }
}
