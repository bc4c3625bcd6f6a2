import Notation
import SimulatedPhone
import Testing

@Suite("A PIN")
struct PINTests {
    @Test(
        "is a simple pattern only where all neighbours have the same difference",
        arguments: [
            ("1111", true), ("1234", true), ("1357", true), ("9630", true), ("4321", true), ("000000", true),
            ("1231", false), ("1593", false), ("7890", false), ("1235", false), ("", false), ("12", false),
            ("aaaa", true), ("abcd", true), ("ZYXW", true), ("abce", false), ("12ab", false), ("ab12", false),
            ("9:;<", false), ("!!!!", true), ("éééé", false),
        ]
    )
    func simplePattern(text: String, isSimple: Bool) {
        #expect(PIN(text).isSimplePattern == isSimple)
    }

    @Test(
        "knows the classes of its characters",
        arguments: [
            ("1234", [.digits]), ("aZ", [.lowercaseLetters, .uppercaseLetters]), ("~1", [.specialCharacters, .digits]),
            ("aA1!", Set(PIN.CharacterClass.allCases)), ("", []), (" é\u{7F}", []),
        ] as [(String, Set<PIN.CharacterClass>)]
    )
    func classes(text: String, classes: Set<PIN.CharacterClass>) {
        #expect(PIN(text).classes == classes)
    }

    @Test(
        "has 10 digits, twice 26 letters and 32 punctuation marks to choose from, all of printable ASCII but the blank")
    func alphabet() {
        let sizes = PIN.CharacterClass.allCases.map(\.characters.count)
        #expect(sizes == [10, 26, 26, 32])
        for characterClass in PIN.CharacterClass.allCases {
            #expect(PIN(characterClass.characters).classes == [characterClass])
            #expect(!PIN(characterClass.characters).hasForeignCharacters)
        }
        let printable = Set((UInt8(33)...126).map { Character(Unicode.Scalar($0)) })
        #expect(Set(PIN.CharacterClass.allCases.flatMap { Array($0.characters) }) == printable)
    }

    @Test(
        "has foreign characters beyond printable ASCII",
        arguments: [("12 4", true), ("12é4", true), ("١٢٣٤", true), ("12\n4", true), ("12~4", false)])
    func foreignCharacters(text: String, isForeign: Bool) {
        #expect(PIN(text).hasForeignCharacters == isForeign)
    }

    @Test("never shows its text by accident")
    func secrecy() {
        let pin = PIN("805172")
        var dumped = ""
        dump(pin, to: &dumped)
        let screen = LockScreen(pin: pin, now: .epoch)
        for text in ["\(pin)", String(reflecting: pin), dumped, "\(screen)", String(reflecting: screen)] {
            #expect(!text.contains("805172"))
        }
        #expect("\(pin)" == "PIN of 6 characters" && "\(PIN("8"))" == "PIN of 1 character")
        #expect(pin.text == "805172")
    }
}
