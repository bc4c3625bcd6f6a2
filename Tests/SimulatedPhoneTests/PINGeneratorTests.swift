import Testing

@testable import SimulatedPhone

@Suite("A generated PIN")
struct PINGeneratorTests {
    @Test(
        "is as short as allowed and of digits where they suffice",
        arguments: [
            (HelloPolicy(), 4), (HelloPolicy(minimumPINLength: 6), 6), (HelloPolicy(digits: 1), 4),
            (HelloPolicy(uppercaseLetters: 0, lowercaseLetters: 2), 4), (HelloPolicy(minimumPINLength: 126), 126),
        ]
    )
    func digits(policy: HelloPolicy, length: Int) throws {
        var generator = SeededGenerator(seed: 1)
        let pin = try PINGenerator.generate(.effective(helloDevice: policy), history: [], using: &generator)
        #expect(pin.length == length)
        #expect(pin.classes == [.digits])
    }

    @Test("has each required class and no forbidden one, for every one of the 81 combinations of rules")
    func everyCombination() throws {
        var generator = SeededGenerator(seed: 2)
        for number in 0..<81 {
            let policy = HelloPolicy(
                uppercaseLetters: number % 3, lowercaseLetters: number / 3 % 3, specialCharacters: number / 9 % 3,
                digits: number / 27)
            let requirements = PINRequirements.effective(helloDevice: policy)
            let pin = try PINGenerator.generate(requirements, history: [], using: &generator)
            #expect(pin.classes.isSuperset(of: requirements.classes(.required)))
            #expect(pin.classes.isDisjoint(with: requirements.classes(.forbidden)))
            #expect(pin.length == 4)
        }
    }

    @Test("is the same for the same seed, and takes the whole history into account")
    func deterministic() throws {
        var one = SeededGenerator(seed: 3)
        var other = SeededGenerator(seed: 3)
        var again = SeededGenerator(seed: 3)
        let pin = try PINGenerator.generate(PINRequirements(), history: [], using: &one)
        #expect(try PINGenerator.generate(PINRequirements(), history: [], using: &other) == pin)
        #expect(one == other)
        #expect(try PINGenerator.generate(PINRequirements(), history: [pin], using: &again) != pin)
    }

    @Test("satisfies the effective requirements of ten thousand random policies and never is a pattern")
    func property() throws {
        let seed = UInt64.random(in: .min ... .max)
        var generator = SeededGenerator(seed: seed)
        for round in 0..<10_000 {
            let device = Self.randomHello(using: &generator)
            let user = Self.randomHello(using: &generator)
            let lock = Self.randomLock(using: &generator)
            let requirements = PINRequirements.effective(helloDevice: device, helloUser: user, deviceLock: lock)
            let history = (0..<Int.random(in: 0...50, using: &generator)).map { _ in
                PIN(String(Int.random(in: 1_000...9_999, using: &generator)))
            }
            let pin = try PINGenerator.generate(requirements, history: history, using: &generator)
            let violations = requirements.violations(of: pin, history: history)
            try #require(violations.isEmpty, "seed \(seed) round \(round): \(violations)")
            try #require(!pin.isSimplePattern, "seed \(seed) round \(round)")
            try #require(!history.contains(pin), "seed \(seed) round \(round)")
            try #require(pin.length == requirements.minimumLength.value, "seed \(seed) round \(round)")
            let bounds = requirements.minimumLength.value..<requirements.maximumLength.value
            try #require(bounds.lowerBound >= 4 && bounds.upperBound <= 127, "seed \(seed) round \(round)")
        }
    }

    @Test("is refused, without endless work, where requirements made by hand leave none")
    func impossible() {
        var generator = SeededGenerator(seed: 4)
        func failure(_ requirements: PINRequirements, _ history: [PIN] = []) -> PINGenerationError? {
            #expect(throws: PINGenerationError.self) {
                try PINGenerator.generate(requirements, history: history, using: &generator)
            }
        }
        let hand = "by hand"
        let six = Sourced(6, source: hand)
        let two = Sourced(2, source: hand)
        let required = Sourced(PIN.CharacterRule.required, source: hand)
        #expect(
            failure(PINRequirements(minimumLength: six, maximumLength: two))
                == .lengthsContradict(minimum: six, maximum: two))
        let crowded = PINRequirements(minimumLength: two, lowercaseLetters: required, uppercaseLetters: required)
        #expect(
            failure(crowded) == .tooManyClassesRequired([.digits, .lowercaseLetters, .uppercaseLetters], length: two))
        let nothing = PINRequirements(digits: Sourced(.forbidden, source: hand))
        #expect(failure(nothing) == .everythingForbidden)
        let everyTwoDigits = (0..<100).map { PIN(($0 < 10 ? "0" : "") + String($0)) }
        #expect(failure(PINRequirements(minimumLength: two), everyTwoDigits) == .everyDrawRefused(draws: 256))
    }

    // MARK: - Random policies

    /// A number from a range or one at or beyond its ends, and often none.
    static func randomNumber(_ range: ClosedRange<Int>, using generator: inout SeededGenerator) -> Int? {
        switch Int.random(in: 0..<10, using: &generator) {
        case 0..<4: nil
        case 4..<9: Int.random(in: range, using: &generator)
        default: [range.lowerBound - 1, range.upperBound + 1, -1, .max, .min].randomElement(using: &generator)
        }
    }

    static func randomHello(using generator: inout SeededGenerator) -> HelloPolicy {
        HelloPolicy(
            minimumPINLength: randomNumber(4...20, using: &generator),
            maximumPINLength: randomNumber(4...127, using: &generator),
            uppercaseLetters: randomNumber(0...2, using: &generator),
            lowercaseLetters: randomNumber(0...2, using: &generator),
            specialCharacters: randomNumber(0...2, using: &generator),
            digits: randomNumber(0...2, using: &generator),
            history: randomNumber(0...50, using: &generator),
            expiration: randomNumber(0...730, using: &generator)
        )
    }

    static func randomLock(using generator: inout SeededGenerator) -> DeviceLockPolicy {
        DeviceLockPolicy(
            devicePasswordEnabled: randomNumber(0...1, using: &generator),
            allowSimpleDevicePassword: randomNumber(0...1, using: &generator),
            minDevicePasswordLength: randomNumber(4...16, using: &generator),
            alphanumericDevicePasswordRequired: randomNumber(0...2, using: &generator),
            minDevicePasswordComplexCharacters: randomNumber(1...4, using: &generator),
            devicePasswordHistory: randomNumber(0...50, using: &generator),
            devicePasswordExpiration: randomNumber(0...730, using: &generator)
        )
    }
}
