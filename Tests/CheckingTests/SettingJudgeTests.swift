import Checking
import Notation
import Settings
import Testing

/// Settings judged while an administrator writes them: what is said, in parts that any language has words for.
@Suite("Settings judged while they are written")
struct SettingJudgeTests {
    private static let judge = SettingJudge(
        tenant: "7c4f1de2-0b35-4a86-9f0e-5d2a7be0c913", now: Instant(seconds: 1_493_114_400))
    private static let policies = "./Device/Vendor/MSFT/Policy/Config/"
    private static let on = Setting(address: policies + "DeviceLock/DevicePasswordEnabled", type: .integer, value: "0")

    struct Slip: Sendable, CustomTestStringConvertible {
        var address: String
        var type: SettingType
        var value: String
        var rule: String
        var values: [SettingFinding.Value: String]
        /// Whether rule and values say it all.
        var isWhole = true

        var testDescription: String { "\(rule): \(address) = \(value)" }
    }

    static let slips = [
        Slip(
            address: policies + "Camera/AllowCamra", type: .integer, value: "0", rule: "unknown-path",
            values: [.nearest: policies + "Camera/AllowCamera", .code: "404"]),
        Slip(
            address: policies + "Camera/AllowCamera", type: .boolean, value: "false", rule: "wrong-format",
            values: [.format: "int", .code: "415"]),
        Slip(
            address: policies + "DeviceLock/MinDevicePasswordLength", type: .integer, value: "40",
            rule: "value-not-allowed", values: [.allowed: "0, 4…16", .code: "500"]),
        Slip(
            address: "./DevInfo/Man", type: .string, value: "Contoso", rule: "access-denied",
            values: [.access: "Get", .code: "405"]),
        Slip(
            address: policies + "DeviceLock/DevicePasswordEnabled", type: .integer, value: "1",
            rule: "enabled-means-off", values: [:]),
        Slip(
            address: policies + "DeviceLock/MinDevicePasswordLength", type: .integer, value: "6",
            rule: "device-lock-off", values: [:]),
        Slip(
            address: "./Vendor/MSFT/PassportForWork/DynamicLock/DynamicLock", type: .boolean, value: "true",
            rule: "later-version", values: [.code: "404"], isWhole: false),
    ]

    @Test(arguments: slips) func `a slip is told as a rule with its values`(_ slip: Slip) throws {
        let found = Self.judge.findings(on: [Setting(address: slip.address, type: slip.type, value: slip.value)])
        let finding = try #require(found.first?.first { $0.rule.id == slip.rule }, "\(found)")
        #expect(finding.values == slip.values)
        #expect((finding.detail == nil) == slip.isWhole, "\(finding.detail ?? "nothing")")
    }

    @Test func `what a setting lacks an earlier one may bring, and each is told at its own`() {
        let length = Setting(
            address: Self.policies + "DeviceLock/MinDevicePasswordLength", type: .integer, value: "6")
        #expect(Self.judge.findings(on: [Self.on, length]) == [[], []])
        let wrong = Setting(address: "/DevInfo/Man", type: .string, value: "x")
        let rules = Self.judge.findings(on: [Self.on, wrong, length]).map { $0.map(\.rule.id) }
        #expect(rules == [[], ["bad-address"], []])
    }

    /// Whatever the rules' own payloads speak of, written as settings of every type.
    @Test func `every rule that a setting breaks is one that there are words for`() {
        let payloads = Rule.all.flatMap { [$0.broken.text, $0.sound.text] }
        let addresses = Set(
            payloads.flatMap { text in
                text.matches(of: #/<LocURI>([^<]+)<\/LocURI>/#).map { String($0.1) }
            }
        ).subtracting(["phone", "https://mdm.example.test/"])
        let values: [(SettingType, String)] = [
            (.integer, "40"), (.integer, " 0\n"), (.boolean, "true"), (.string, "&lt;x/&gt;"), (.string, ""),
        ]
        let found = addresses.map { address in
            Set(
                values.flatMap { type, value in
                    Self.judge.findings(on: [Setting(address: address, type: type, value: value)]).joined()
                        .map(\.rule.id)
                })
        }.reduce(into: Set<String>()) { $0.formUnion($1) }
        #expect(found.isSubset(of: Set(SettingRules.all.map(\.id))), "\(found)")
        #expect(found.count >= 12, "\(found)")
    }

    @Test func `of a long list the first are judged, and no other is lost`() {
        let many = (0..<300).map { number in
            Setting(address: Self.policies + "Camera/AllowCamra\(number)", type: .integer, value: "1")
        }
        let found = Self.judge.findings(on: many)
        #expect(found.count == many.count && found[99].isEmpty == false && found[100].isEmpty)
    }

    @Test func `of large settings those are judged for which there is room together`() {
        let wrong = Self.policies + "Camera/AllowCamra"
        func found(_ sizes: [Int]) -> [Bool] {
            let settings = sizes.map { size in
                Setting(
                    address: wrong, type: .string, value: String(repeating: "x", count: size - wrong.utf8.count))
            }
            return Self.judge.findings(on: settings).map { !$0.isEmpty }
        }
        let most = SettingJudge.mostOctets
        #expect(found([most]) == [true] && found([most + 1]) == [false])
        #expect(found([most / 2, most / 2, wrong.utf8.count]) == [true, true, false])
        #expect(found([most / 2, most, wrong.utf8.count]) == [true, false, false])
    }
}
