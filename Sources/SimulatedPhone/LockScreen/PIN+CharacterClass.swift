extension PIN {
    /// The four classes of characters that a PIN may have (PassportForWork CSP, PINComplexity; csp.md section 2).
    package enum CharacterClass: String, CaseIterable, Codable, Hashable, Sendable {
        case digits
        case lowercaseLetters
        case uppercaseLetters
        case specialCharacters

        /// The class of a character, or nil where it is in none: beyond ASCII, a blank, a control character.
        package init?(_ scalar: Unicode.Scalar) {
            switch scalar {
            case "0"..."9": self = .digits
            case "a"..."z": self = .lowercaseLetters
            case "A"..."Z": self = .uppercaseLetters
            case "!"..."/", ":"..."@", "["..."`", "{"..."~": self = .specialCharacters
            default: return nil
            }
        }

        /// All characters of the class, in ASCII order: 10 digits, 26 letters, 32 punctuation marks.
        package var characters: String {
            switch self {
            case .digits: "0123456789"
            case .lowercaseLetters: "abcdefghijklmnopqrstuvwxyz"
            case .uppercaseLetters: "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
            case .specialCharacters: "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
            }
        }

        /// The class in words, plural, for sentences.
        package var name: String {
            switch self {
            case .digits: "digits"
            case .lowercaseLetters: "lower-case letters"
            case .uppercaseLetters: "upper-case letters"
            case .specialCharacters: "punctuation marks"
            }
        }
    }

    /// What a policy says of a character class; the raw values are those of the PassportForWork nodes (csp.md C5).
    package enum CharacterRule: Int, Codable, Sendable {
        case allowed = 0
        case required = 1
        case forbidden = 2
    }
}
