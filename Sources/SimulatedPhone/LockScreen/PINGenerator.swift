/// Makes PINs as a phone does for LockAndResetPIN and LockAndRecoverPIN (RemoteLock CSP; csp.md section 3; design,
/// *generated PIN*).
package enum PINGenerator {
    /// Makes a PIN of the least length that is allowed: one character of each required class, digits for the rest where
    /// digits are allowed; never a constant-difference pattern and never one of the history.
    ///
    /// The same generator state gives the same PIN. The work is bounded: draws that are no good are repeated at most
    /// `mostDraws` times, and of the 10,000 PINs of four digits less than one in a hundred is no good.
    ///
    /// Inferred: what fills the PIN beyond the required classes is not documented; digits are what a person can type
    /// fastest. Without digits it is the required letters, and without those whatever is allowed. The history counts as
    /// a whole here, whatever the policy's depth, so that the old PIN is dead in every case.
    ///
    /// - Parameters:
    ///   - requirements: what the PIN satisfies.
    ///   - history: the phone's PINs, the present one included. `LockScreen.recentPINs`.
    ///   - generator: where the randomness comes from.
    /// - Throws: `PINGenerationError` where the requirements leave no PIN.
    package static func generate(
        _ requirements: PINRequirements,
        history: [PIN],
        using generator: inout some RandomNumberGenerator
    ) throws(PINGenerationError) -> PIN {
        let required = requirements.classes(.required)
        let length = requirements.minimumLength.value
        guard length <= requirements.maximumLength.value, length > 0 else {
            throw .lengthsContradict(minimum: requirements.minimumLength, maximum: requirements.maximumLength)
        }
        guard required.count <= length else {
            throw .tooManyClassesRequired(required, length: requirements.minimumLength)
        }
        let pools = required.map { Array($0.characters) }
        let filler = fillingCharacters(requirements)
        guard !filler.isEmpty else { throw .everythingForbidden }
        let avoided = Set(history)
        for _ in 0..<mostDraws {
            let pin = draw(length: length, from: pools, filler: filler, using: &generator)
            if !pin.isSimplePattern, !avoided.contains(pin) { return pin }
        }
        throw .everyDrawRefused(draws: mostDraws)
    }

    /// How often a PIN is drawn before the generator gives up.
    static let mostDraws = 256

    /// The characters for the places that no required class takes.
    private static func fillingCharacters(_ requirements: PINRequirements) -> [Character] {
        if requirements.digits.value != .forbidden { return Array(PIN.CharacterClass.digits.characters) }
        let required = requirements.classes(.required)
        return (required.isEmpty ? requirements.classes(.allowed) : required).flatMap { Array($0.characters) }
    }

    private static func draw(
        length: Int,
        from pools: [[Character]],
        filler: [Character],
        using generator: inout some RandomNumberGenerator
    ) -> PIN {
        var characters = pools.compactMap { $0.randomElement(using: &generator) }
        while characters.count < length, let character = filler.randomElement(using: &generator) {
            characters.append(character)
        }
        characters.shuffle(using: &generator)
        return PIN(String(characters))
    }
}

/// Why no PIN could be made. Effective requirements never lead here; those made by hand may.
package enum PINGenerationError: Error, Codable, Equatable, Sendable {
    /// The minimum is above the maximum, or not positive.
    case lengthsContradict(minimum: Sourced<Int>, maximum: Sourced<Int>)
    /// More classes are required than the PIN has characters.
    case tooManyClassesRequired([PIN.CharacterClass], length: Sourced<Int>)
    /// No class of characters is left.
    case everythingForbidden
    /// All of so many draws were patterns or in the history.
    case everyDrawRefused(draws: Int)
}

extension PINGenerationError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .lengthsContradict(let minimum, let maximum):
            "No PIN can be made: at least \(minimum), at most \(maximum) characters. Set a minimum below the maximum."
        case .tooManyClassesRequired(let classes, let length):
            "No PIN can be made: \(classes.map(\.name).joined(separator: ", ")) are all required in \(length) "
                + "characters. Require fewer classes or a longer PIN."
        case .everythingForbidden:
            "No PIN can be made: every class of characters is forbidden. Allow at least one."
        case .everyDrawRefused(let draws):
            "No PIN can be made: \(draws) draws gave only simple patterns and PINs of the history. Allow longer PINs "
                + "or more characters."
        }
    }
}
