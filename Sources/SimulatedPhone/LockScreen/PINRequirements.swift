/// What a PIN on the phone has to satisfy, each demand with the policy that it comes from.
///
/// `PINRequirements.effective(helloDevice:helloUser:deviceLock:)` makes it from the policies in force.
package struct PINRequirements: Codable, Equatable, Sendable {
    /// Fewest characters.
    package var minimumLength = Sourced(Self.shortest, source: Self.windowsDefault)
    /// Most characters.
    package var maximumLength = Sourced(Self.longest, source: Self.windowsDefault)
    package var digits: Sourced<PIN.CharacterRule> = Sourced(.required, source: Self.windowsDefault)
    package var lowercaseLetters: Sourced<PIN.CharacterRule> = Sourced(.forbidden, source: Self.windowsDefault)
    package var uppercaseLetters: Sourced<PIN.CharacterRule> = Sourced(.forbidden, source: Self.windowsDefault)
    package var specialCharacters: Sourced<PIN.CharacterRule> = Sourced(.forbidden, source: Self.windowsDefault)
    /// Whether a person may choose a constant-difference pattern such as 1234. A generated PIN never is one.
    package var simplePatternsAllowed = Sourced(true, source: Self.windowsDefault)
    /// How many PINs may not be used again, the present one included: 0 to 50.
    package var historyDepth = Sourced(0, source: Self.windowsDefault)
    /// Days until a new PIN is asked for: 0 to 730; 0 never.
    package var expirationDays = Sourced(0, source: Self.windowsDefault)

    /// The shortest PIN that Windows takes, in characters (csp.md section 2).
    package static let shortest = 4
    /// The longest PIN that Windows takes, in characters (csp.md section 2).
    package static let longest = 127
    /// The deepest history that a policy may ask for, in PINs (csp.md section 2).
    package static let deepestHistory = 50
    /// The source of what no policy sets.
    package static let windowsDefault = "Windows default"

    /// The rule for a character class.
    package subscript(characterClass: PIN.CharacterClass) -> Sourced<PIN.CharacterRule> {
        get {
            switch characterClass {
            case .digits: digits
            case .lowercaseLetters: lowercaseLetters
            case .uppercaseLetters: uppercaseLetters
            case .specialCharacters: specialCharacters
            }
        }
        set {
            switch characterClass {
            case .digits: digits = newValue
            case .lowercaseLetters: lowercaseLetters = newValue
            case .uppercaseLetters: uppercaseLetters = newValue
            case .specialCharacters: specialCharacters = newValue
            }
        }
    }

    /// The classes under one rule, in the order of `PIN.CharacterClass`.
    package func classes(_ rule: PIN.CharacterRule) -> [PIN.CharacterClass] {
        PIN.CharacterClass.allCases.filter { self[$0].value == rule }
    }

    /// Everything that is wrong with a PIN that a person chose; empty where it will do.
    ///
    /// - Parameter history: the phone's PINs, the present one first, then the older ones. `LockScreen.recentPINs`.
    package func violations(of pin: PIN, history: [PIN]) -> [PINViolation] {
        var violations = lengthViolations(of: pin) + classViolations(of: pin)
        if !simplePatternsAllowed.value, pin.isSimplePattern {
            violations.append(.simplePattern(source: simplePatternsAllowed.source))
        }
        if history.prefix(max(0, historyDepth.value)).contains(pin) {
            violations.append(.usedBefore(depth: historyDepth))
        }
        return violations
    }

    private func lengthViolations(of pin: PIN) -> [PINViolation] {
        if pin.length < minimumLength.value { return [.tooShort(length: pin.length, minimum: minimumLength)] }
        if pin.length > maximumLength.value { return [.tooLong(length: pin.length, maximum: maximumLength)] }
        return []
    }

    private func classViolations(of pin: PIN) -> [PINViolation] {
        let present = pin.classes
        var violations: [PINViolation] = []
        for characterClass in PIN.CharacterClass.allCases {
            let rule = self[characterClass]
            switch rule.value {
            case .allowed: break
            case .required where present.contains(characterClass): break
            case .required: violations.append(.lacking(characterClass, source: rule.source))
            case .forbidden where !present.contains(characterClass): break
            case .forbidden: violations.append(.forbidden(characterClass, source: rule.source))
            }
        }
        if pin.hasForeignCharacters { violations.append(.foreignCharacters) }
        return violations
    }
}
