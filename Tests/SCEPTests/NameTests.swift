import Testing
import X509

@testable import SCEP

@Suite("Names and words")
struct NameTests {
    /// The text, and the name in the order of RFC 4514, the most special part first.
    @Test(
        "A subject is read as Windows writes names",
        arguments: [
            ("CN=adele", "CN=adele"), ("CN=adele,O=Contoso", "O=Contoso,CN=adele"),
            (" cn = adele ; OU = \"Sales, North\" ", "OU=Sales\\, North,CN=adele"),
            ("CN=\"say \"\"hi\"\"\"", "CN=say \\\"hi\\\""), ("DC=example,CN=é", "CN=é,DC=example"),
            ("2.5.4.3=numbered", "CN=numbered"),
        ])
    func subject(_ text: String, _ name: String) throws {
        #expect(try SubjectName.parse(text).description == name)
    }

    @Test("What is no name is refused", arguments: ["", ",", "adele", "CN=", "XX=1", "1.=2", "9.9.9=x", "DC=é"])
    func noSubject(_ text: String) {
        #expect(throws: SCEPError(.unusableName, "")) { try SubjectName.parse(text) }
    }

    @Test("Alternative names have the numbers of their kinds")
    func alternatives() throws {
        let names = try AlternativeNames.parse(
            "2+a@contoso.example; 3+phone.example;7+https://a.example/x;8+192.0.2.7;5+CN=adele,O=Contoso;")
        #expect(
            names.count == 5 && names[0] == .rfc822Name("a@contoso.example") && names[1] == .dnsName("phone.example"))
        #expect(names[2] == .uniformResourceIdentifier("https://a.example/x"))
        #expect("\(try AlternativeNames.parse("11+adele@contoso.example"))".contains("1.3.6.1.4.1.311.20.2.3"))
        for text in ["adele", "1+x", "8+192.0.2", "99+x"] {
            #expect(throws: SCEPError(.unusableName, ""), "\(text)") { try AlternativeNames.parse(text) }
        }
    }

    /// POST, AES, SHA-256, SHA-1.
    @Test(
        "What a server can do",
        arguments: [
            ("", [false, false, false, true]), ("SCEPStandard", [true, true, true, true]),
            ("AES\r\nPOSTPKIOperation\r\nSHA-1\r\nRenewal\r\n", [true, true, false, true]),
            ("aes\nsha-256\nWhatever", [false, true, true, false]), ("DES3\nSHA-512", [false, false, false, false]),
        ])
    func capabilities(_ text: String, _ expected: [Bool]) {
        let can = SCEPCapabilities(text)
        #expect([can.takesPost, can.knowsAES, can.knowsSHA256, can.knowsSHA1] == expected)
    }
}
