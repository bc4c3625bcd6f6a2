import Administration
import Testing

@Suite("What a password of the directory must be")
struct PasswordPolicyTests {
    /// A password of adele@lab.example, and what is said of it; nil where it will do.
    static let rows: [(String, String?)] = [
        ("Blue-Sky-9", nil), ("bluesky-9", nil), ("BlueSky9", nil), ("BLUE sky", nil), ("Grün-gelb", nil),
        ("aB3-5678", nil), (String(repeating: "aB3-", count: 64), nil),
        ("", "it has 0 characters"), ("aB3-567", "it has 7 characters, and must have 8 to 256"),
        (String(repeating: "aB3-", count: 64) + "x", "it has 257 characters"),
        ("12345678", "3 of"), ("bluesky9", "3 of"), ("blue sky", "3 of"), ("BlueSkyy", "3 of"),
        ("Adele-2018", "the user's name"), ("x.aDeLe.9", "the user's name"),
    ]

    @Test("Long enough, of three of four kinds, without the user's name", arguments: rows.indices)
    func judged(index: Int) {
        let (password, says) = Self.rows[index]
        let fault = PasswordPolicy.fault(of: password, for: "adele@lab.example")
        #expect((fault == nil) == (says == nil), "\(password): \(fault ?? "")")
        if let says { #expect(fault?.contains(says) == true, "\(password): \(fault ?? "")") }
    }

    @Test("A name of two letters may be part of it")
    func shortName() {
        #expect(PasswordPolicy.fault(of: "Blue-Sky-9", for: "sk@lab.example") == nil)
        #expect(PasswordPolicy.fault(of: "Blue-Sky-9", for: "sky@lab.example") != nil)
    }
}
