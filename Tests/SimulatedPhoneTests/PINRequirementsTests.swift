import Testing

@testable import SimulatedPhone

@Suite("What a PIN has to satisfy")
struct PINRequirementsTests {
    /// One row: the three policies and the numbers that come of them. Rules in the order digits, lower, upper, special:
    /// `a` allowed, `r` required, `f` forbidden.
    struct Row: CustomTestStringConvertible, Sendable {
        var name: String
        var device = HelloPolicy()
        var user = HelloPolicy()
        var lock = DeviceLockPolicy()
        var lengths = 4...127
        var rules = "rfff"

        var testDescription: String { name }
        var effective: PINRequirements { .effective(helloDevice: device, helloUser: user, deviceLock: lock) }
    }

    static func letters(_ requirements: PINRequirements) -> String {
        String(
            PIN.CharacterClass.allCases.map { characterClass -> Character in
                switch requirements[characterClass].value {
                case .allowed: "a"
                case .required: "r"
                case .forbidden: "f"
                }
            })
    }

    static let lengthRows: [Row] = [
        Row(name: "nothing set: four digits"),
        Row(name: "minimum alone", device: HelloPolicy(minimumPINLength: 6), lengths: 6...127),
        Row(name: "minimum 126 is the largest", device: HelloPolicy(minimumPINLength: 126), lengths: 126...127),
        Row(name: "minimum 127 is not below 127", device: HelloPolicy(minimumPINLength: 127)),
        Row(name: "minimum below 4: both fall back", device: HelloPolicy(minimumPINLength: 3, maximumPINLength: 8)),
        Row(name: "maximum above 127: both fall back", device: HelloPolicy(minimumPINLength: 6, maximumPINLength: 128)),
        Row(name: "minimum equal to maximum: both", device: HelloPolicy(minimumPINLength: 6, maximumPINLength: 6)),
        Row(name: "minimum above maximum: both", device: HelloPolicy(minimumPINLength: 10, maximumPINLength: 8)),
        Row(name: "maximum 4 alone", device: HelloPolicy(maximumPINLength: 4)),
        Row(
            name: "the larger minimum and the smaller maximum of two trees",
            device: HelloPolicy(minimumPINLength: 6, maximumPINLength: 20),
            user: HelloPolicy(minimumPINLength: 8, maximumPINLength: 30), lengths: 8...20),
        Row(
            name: "an impossible tree does not undo the other",
            device: HelloPolicy(minimumPINLength: 10, maximumPINLength: 8), user: HelloPolicy(minimumPINLength: 6),
            lengths: 6...127),
        Row(
            name: "two trees that contradict", device: HelloPolicy(minimumPINLength: 10),
            user: HelloPolicy(maximumPINLength: 8)),
        Row(name: "DeviceLock that is not enabled", lock: DeviceLockPolicy(minDevicePasswordLength: 8)),
        Row(
            name: "DeviceLock that is disabled",
            lock: DeviceLockPolicy(devicePasswordEnabled: 1, minDevicePasswordLength: 8)),
        Row(
            name: "DeviceLock that is enabled",
            lock: DeviceLockPolicy(devicePasswordEnabled: 0, minDevicePasswordLength: 8), lengths: 8...127),
        Row(
            name: "DeviceLock and both trees", device: HelloPolicy(minimumPINLength: 6),
            user: HelloPolicy(maximumPINLength: 12),
            lock: DeviceLockPolicy(devicePasswordEnabled: 0, minDevicePasswordLength: 8), lengths: 8...12),
        Row(
            name: "DeviceLock length 0 is no limit",
            lock: DeviceLockPolicy(devicePasswordEnabled: 0, minDevicePasswordLength: 0)),
        Row(
            name: "DeviceLock length out of range",
            lock: DeviceLockPolicy(devicePasswordEnabled: 0, minDevicePasswordLength: 500)),
        Row(name: "numbers at the ends", device: HelloPolicy(minimumPINLength: .min, maximumPINLength: .max)),
    ]

    static let classRows: [Row] = [
        Row(
            name: "all allowed, none required",
            device: HelloPolicy(uppercaseLetters: 0, lowercaseLetters: 0, specialCharacters: 0, digits: 0)),
        Row(name: "digits required", device: HelloPolicy(digits: 1), rules: "raaa"),
        Row(name: "upper case required", device: HelloPolicy(uppercaseLetters: 1), rules: "aara"),
        Row(name: "upper case required by the user tree", user: HelloPolicy(uppercaseLetters: 1), rules: "aara"),
        Row(name: "digits forbidden", device: HelloPolicy(digits: 2), rules: "faaa"),
        Row(
            name: "everything forbidden: digits",
            device: HelloPolicy(uppercaseLetters: 2, lowercaseLetters: 2, specialCharacters: 2, digits: 2)),
        Row(
            name: "everything forbidden by two trees together: digits",
            device: HelloPolicy(uppercaseLetters: 2, lowercaseLetters: 2),
            user: HelloPolicy(specialCharacters: 2, digits: 2)),
        Row(
            name: "everything required",
            device: HelloPolicy(uppercaseLetters: 1, lowercaseLetters: 1, specialCharacters: 1, digits: 1),
            rules: "rrrr"),
        Row(
            name: "required by one tree, forbidden by the other: default rule",
            device: HelloPolicy(lowercaseLetters: 1), user: HelloPolicy(lowercaseLetters: 2)),
        Row(
            name: "two trees add up", device: HelloPolicy(lowercaseLetters: 1), user: HelloPolicy(specialCharacters: 2),
            rules: "araf"),
        Row(name: "a rule that does not exist counts as not set", device: HelloPolicy(lowercaseLetters: 3)),
        Row(name: "DeviceLock enabled alone: digits", lock: DeviceLockPolicy(devicePasswordEnabled: 0)),
        Row(
            name: "complex characters 1",
            lock: DeviceLockPolicy(devicePasswordEnabled: 0, minDevicePasswordComplexCharacters: 1)),
        Row(
            name: "complex characters 2",
            lock: DeviceLockPolicy(devicePasswordEnabled: 0, minDevicePasswordComplexCharacters: 2), rules: "rraa"),
        Row(
            name: "complex characters 3",
            lock: DeviceLockPolicy(devicePasswordEnabled: 0, minDevicePasswordComplexCharacters: 3), rules: "rrra"),
        Row(
            name: "complex characters 4",
            lock: DeviceLockPolicy(devicePasswordEnabled: 0, minDevicePasswordComplexCharacters: 4), rules: "rrrr"),
        Row(name: "complex characters without enabling", lock: DeviceLockPolicy(minDevicePasswordComplexCharacters: 4)),
        Row(
            name: "alphanumeric required",
            lock: DeviceLockPolicy(devicePasswordEnabled: 0, alphanumericDevicePasswordRequired: 0), rules: "rraa"),
        Row(
            name: "numeric",
            lock: DeviceLockPolicy(devicePasswordEnabled: 0, alphanumericDevicePasswordRequired: 1)),
        Row(
            name: "numeric gives way to the number of complex characters",
            lock: DeviceLockPolicy(
                devicePasswordEnabled: 0, alphanumericDevicePasswordRequired: 1, minDevicePasswordComplexCharacters: 3),
            rules: "rrra"),
        Row(
            name: "DeviceLock requires what PassportForWork forbids: default rule",
            device: HelloPolicy(lowercaseLetters: 2),
            lock: DeviceLockPolicy(devicePasswordEnabled: 0, minDevicePasswordComplexCharacters: 2)),
        Row(
            name: "DeviceLock digits and PassportForWork letters add up", device: HelloPolicy(lowercaseLetters: 1),
            lock: DeviceLockPolicy(devicePasswordEnabled: 0), rules: "rraa"),
    ]

    @Test("are lengths that come of the strictest combination", arguments: lengthRows)
    func lengths(row: Row) {
        #expect(row.effective.minimumLength.value == row.lengths.lowerBound)
        #expect(row.effective.maximumLength.value == row.lengths.upperBound)
    }

    @Test("are rules for character classes that come of the strictest combination", arguments: classRows)
    func classes(row: Row) {
        #expect(Self.letters(row.effective) == row.rules)
    }

    @Test("is the deeper history and the earlier expiry, where 0 means none")
    func historyAndExpiration() {
        let requirements = PINRequirements.effective(
            helloDevice: HelloPolicy(history: 5, expiration: 41),
            helloUser: HelloPolicy(history: 3, expiration: 0),
            deviceLock: DeviceLockPolicy(
                devicePasswordEnabled: 0, devicePasswordHistory: 8, devicePasswordExpiration: 90)
        )
        #expect(requirements.historyDepth == Sourced(8, source: "DeviceLock DevicePasswordHistory"))
        #expect(requirements.expirationDays == Sourced(41, source: "PassportForWork ./Device Expiration"))
        let outOfRange = PINRequirements.effective(helloDevice: HelloPolicy(history: 51, expiration: 731))
        #expect(outOfRange == PINRequirements())
    }

    @Test("names the policy that each demand comes from, and why a default is in force")
    func sources() {
        let plain = PINRequirements.effective(
            helloDevice: HelloPolicy(minimumPINLength: 6), helloUser: HelloPolicy(uppercaseLetters: 1))
        #expect(plain.minimumLength == Sourced(6, source: "PassportForWork ./Device MinimumPINLength"))
        #expect(plain.maximumLength.source == "Windows default")
        #expect(plain.uppercaseLetters.source == "PassportForWork ./User UppercaseLetters")
        let fallenBack = PINRequirements.effective(
            helloDevice: HelloPolicy(minimumPINLength: 10, lowercaseLetters: 1),
            helloUser: HelloPolicy(maximumPINLength: 8, lowercaseLetters: 2))
        #expect(fallenBack.minimumLength.source.contains("./Device MinimumPINLength = 10 is not below"))
        #expect(fallenBack.maximumLength.source.contains("./User MaximumPINLength = 8"))
        #expect(fallenBack.digits.source.contains("./Device LowercaseLetters requires lower-case letters"))
        let impossibleTree = PINRequirements.effective(helloUser: HelloPolicy(minimumPINLength: 9, maximumPINLength: 7))
        #expect(impossibleTree.minimumLength.source.contains("./User asks for 9 to 7 characters"))
    }

    @Test(
        "is broken by PINs in the ways that the violations name",
        arguments: [
            ("73915", PINRequirements(), []),
            ("1234", PINRequirements(), []),
            ("739", PINRequirements(), ["at least 4"]),
            (String(repeating: "73", count: 64), PINRequirements(), ["at most 127"]),
            ("", PINRequirements(), ["at least 4", "no digits"]),
            ("7a9!", PINRequirements(), ["has lower-case letters", "has punctuation marks"]),
            ("73 5", PINRequirements(), ["characters other than"]),
            (
                "7391", .effective(helloDevice: HelloPolicy(uppercaseLetters: 1)), ["no upper-case letters"]
            ),
            (
                "1234",
                .effective(deviceLock: DeviceLockPolicy(devicePasswordEnabled: 0, allowSimpleDevicePassword: 0)),
                ["simple pattern"]
            ),
        ] as [(String, PINRequirements, [String])]
    )
    func violations(text: String, requirements: PINRequirements, words: [String]) {
        let sentences = requirements.violations(of: PIN(text), history: []).map(\.description)
        #expect(sentences.count == words.count)
        for (sentence, word) in zip(sentences, words) {
            #expect(sentence.contains(word))
            #expect(sentence.hasSuffix("."))
        }
    }

    @Test("is a PIN that is not among as many of the last ones as the history is deep", arguments: [0, 1, 2, 3, 50])
    func history(depth: Int) {
        let requirements = PINRequirements.effective(helloDevice: HelloPolicy(history: depth))
        let history = ["7391", "8402", "9513"].map { PIN($0) }
        for (index, pin) in history.enumerated() {
            let isRefused = !requirements.violations(of: pin, history: history).isEmpty
            #expect(isRefused == (index < depth))
        }
    }
}
