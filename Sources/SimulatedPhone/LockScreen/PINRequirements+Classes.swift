extension PINRequirements {
    /// The rules for the four character classes (csp.md sections 2 and 5).
    ///
    /// A class that one source requires and another forbids makes the combination impossible, and so do four forbidden
    /// classes.
    ///
    /// Inferred: then all four classes fall back to the default rule of section 2 (digits required, the rest
    /// forbidden), since no document says which demand would be dropped. A node that is not set counts as 0, its DDF
    /// default (C4).
    mutating func combineClasses(_ hello: [PlacedHelloPolicy], _ lock: DeviceLockPolicy) {
        let demands = PIN.CharacterClass.allCases.map { characterClass in
            ClassDemands(
                characterClass: characterClass,
                hello: hello.compactMap { $0.rule(for: characterClass) },
                lock: lock.rule(for: characterClass)
            )
        }
        if let conflict = demands.lazy.compactMap(\.conflict).first {
            setDefaultClasses(source: "\(Self.windowsDefault), because \(conflict)")
        } else if demands.allSatisfy({ $0.decided?.value == .forbidden }) {
            setDefaultClasses(source: "\(Self.windowsDefault), because every character class is forbidden")
        } else if demands.allSatisfy(\.leavesDefault) {
            setDefaultClasses(source: Self.windowsDefault)
            noteAllowed(hello)
            digits = demands.compactMap(\.decided).first ?? digits
        } else {
            // The first rule that ends the default is named where it loosens what it does not speak of.
            let ending = demands.lazy.filter { !$0.leavesDefault }.compactMap(\.decided).first?.source ?? ""
            for demand in demands {
                self[demand.characterClass] =
                    demand.decided
                    ?? Sourced(
                        .allowed, source: "no rule of its own; \(ending) ends the Windows default of digits only")
            }
        }
    }

    /// Names the nodes that allow a class without any effect.
    private mutating func noteAllowed(_ hello: [PlacedHelloPolicy]) {
        for characterClass in PIN.CharacterClass.allCases {
            guard let node = hello.lazy.compactMap({ $0.allowingNode(for: characterClass) }).first else { continue }
            self[characterClass].source =
                "Windows default of digits only, which \(node) = 0 (allowed) does not change: it lasts until a class is "
                + "required or forbidden"
        }
    }

    private mutating func setDefaultClasses(source: String) {
        for characterClass in PIN.CharacterClass.allCases {
            self[characterClass] = Sourced(characterClass == .digits ? .required : .forbidden, source: source)
        }
    }
}

/// What the sources say of one character class. A source that merely allows it says nothing.
private struct ClassDemands {
    let characterClass: PIN.CharacterClass
    let hello: [Sourced<PIN.CharacterRule>]
    let lock: Sourced<PIN.CharacterRule>?

    private var all: [Sourced<PIN.CharacterRule>] { hello + (lock.map { [$0] } ?? []) }

    /// The rule that the sources agree on, with the first one that asks for it.
    var decided: Sourced<PIN.CharacterRule>? { all.first }

    /// Who requires and who forbids the class, in words, where both occur.
    var conflict: String? {
        guard let required = all.first(where: { $0.value == .required }),
            let forbidden = all.first(where: { $0.value == .forbidden })
        else { return nil }
        return "\(required.source) requires \(characterClass.name) and \(forbidden.source) forbids them"
    }

    /// Whether the default rule (digits only) still applies: PassportForWork is silent, and DeviceLock asks for no more
    /// than digits.
    ///
    /// Inferred: turning the DeviceLock password on does not make a PIN laxer than it was without any policy.
    var leavesDefault: Bool {
        hello.isEmpty && (lock == nil || (characterClass == .digits && lock?.value == .required))
    }
}

extension PlacedHelloPolicy {
    /// What the tree demands of a class: nil where the node is not set, allows it, or is out of range.
    fileprivate func rule(for characterClass: PIN.CharacterClass) -> Sourced<PIN.CharacterRule>? {
        let (value, node) = numberAndNode(for: characterClass)
        guard let value, let rule = PIN.CharacterRule(rawValue: value), rule != .allowed else { return nil }
        return Sourced(rule, source: "\(place) \(node)")
    }

    /// The node that allows a class, where it is set.
    fileprivate func allowingNode(for characterClass: PIN.CharacterClass) -> String? {
        let (value, node) = numberAndNode(for: characterClass)
        return value == PIN.CharacterRule.allowed.rawValue ? "\(place) \(node)" : nil
    }

    private func numberAndNode(for characterClass: PIN.CharacterClass) -> (Int?, String) {
        switch characterClass {
        case .digits: (policy.digits, "Digits")
        case .lowercaseLetters: (policy.lowercaseLetters, "LowercaseLetters")
        case .uppercaseLetters: (policy.uppercaseLetters, "UppercaseLetters")
        case .specialCharacters: (policy.specialCharacters, "SpecialCharacters")
        }
    }
}

extension DeviceLockPolicy {
    /// What the policies demand of a class (csp.md section 5).
    ///
    /// The number of complex characters requires that many classes, in the order digits, lower case, upper case,
    /// punctuation. AlphanumericDevicePasswordRequired 0 requires at least two of them, and 1 means digits alone.
    ///
    /// Inferred: where more than one class is asked for by number, 1 (digits alone) gives way, because the phone is
    /// documented to enforce that number as it is set.
    fileprivate func rule(for characterClass: PIN.CharacterClass) -> Sourced<PIN.CharacterRule>? {
        guard isEnforced else { return nil }
        let complex = requiredClasses
        if PIN.CharacterClass.allCases.prefix(complex.value).contains(characterClass) {
            return Sourced(.required, source: complex.source)
        }
        guard alphanumericDevicePasswordRequired == 1, complex.value == 1 else { return nil }
        return Sourced(.forbidden, source: "DeviceLock AlphanumericDevicePasswordRequired")
    }

    /// How many classes are required, 1 to 4.
    private var requiredClasses: Sourced<Int> {
        let number = minDevicePasswordComplexCharacters.flatMap { (1...4).contains($0) ? $0 : nil }
        if alphanumericDevicePasswordRequired == 0, (number ?? 1) < 2 {
            return Sourced(2, source: "DeviceLock AlphanumericDevicePasswordRequired")
        }
        guard let number else { return Sourced(1, source: "DeviceLock DevicePasswordEnabled") }
        return Sourced(number, source: "DeviceLock MinDevicePasswordComplexCharacters")
    }
}
