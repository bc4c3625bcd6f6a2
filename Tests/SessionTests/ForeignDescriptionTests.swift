import Certificates
import Foundation
import ManagementTree
import SimulatedPhone
import Testing

/// What a server writes where CSPs are described by files of others (`--ddf`), which say nothing of what our own say beside
/// the nodes.
@Suite("CSPs with descriptions of others")
struct ForeignDescriptionTests {
    private typealias S = Stimulus

    /// A file, as text.
    struct File: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var text: String
    }

    private static let anything = "<Add/><Delete/><Get/><Replace/>"

    /// The two CSPs in our own words, in the form in which Microsoft publishes them.
    private static let own = [
        File(
            testDescription: "our own, WiFi",
            text: file(
                TestCSP.node(
                    "WiFi", "<Get/>", "node", path: "./Vendor/MSFT", isPermanent: true,
                    below: [
                        TestCSP.node(
                            "Profile", anything, "node",
                            below: [
                                TestCSP.node(
                                    "", anything, "node", occurrence: "<ZeroOrMore/>",
                                    below: [
                                        TestCSP.node("WlanXml", anything, "chr", occurrence: "<One/>"),
                                        TestCSP.node("ProxyWPAD", anything, "bool"),
                                    ])
                            ])
                    ]))),
        File(
            testDescription: "our own, RootCATrustedCertificates",
            text: file(
                TestCSP.node(
                    "RootCATrustedCertificates", "<Get/>", "node", path: "./Device/Vendor/MSFT", isPermanent: true,
                    below: [
                        TestCSP.node(
                            "Root", "<Get/>", "node", isPermanent: true,
                            below: [
                                TestCSP.node(
                                    "", "<Delete/><Get/>", "node", occurrence: "<ZeroOrMore/>",
                                    below: [
                                        TestCSP.node(
                                            "EncodedCertificate", "<Add/><Get/><Replace/>", "b64",
                                            occurrence: "<One/>"),
                                        TestCSP.node("IssuedBy", "<Get/>", "chr", occurrence: "<One/>"),
                                    ])
                            ])
                    ]))),
    ]

    private static func file(_ node: String) -> String { "<MgmtTree><VerDTD>1.2</VerDTD>\(node)</MgmtTree>" }

    /// Microsoft's, where they lie beside the project.
    private static let published = ["WiFi", "RootCATrustedCertificates"].compactMap { name -> File? in
        var folder = URL(filePath: #filePath)
        for _ in 0..<4 { folder.deleteLastPathComponent() }
        let data = FileManager.default.contents(atPath: folder.appending(path: "shared/ddf/\(name).xml").path())
        return data.map { File(testDescription: "\(name).xml", text: String(decoding: $0, as: UTF8.self)) }
    }

    @Test("A Replace makes what is missing, as with the built-in files (W1)", arguments: own + published)
    func replace(_ file: File) throws {
        var exchange = try Exchange(ddf: file.text)
        let profile =
            "<WLANProfile xmlns=\"http://www.microsoft.com/networking/WLAN/profile/v1\"><name>Guest</name>"
            + "<SSIDConfig><SSID><name>Guest</name></SSID></SSIDConfig></WLANProfile>"
        let network = "./Vendor/MSFT/WiFi/Profile/Guest"
        #expect(try exchange.send(S.replace("1", "\(network)/WlanXml", "chr", profile)) == ["S(1)=200"])
        #expect(try exchange.value(of: "\(network)/WlanXml") == profile)
        #expect(try exchange.send(S.replace("2", "\(network)/ProxyWPAD", "bool", " true\n")) == ["S(2)=200"])
        #expect(try exchange.value(of: "\(network)/ProxyWPAD") == "true")
        let certificate = try SampleCertificate.root.get()
        let root = "./Vendor/MSFT/RootCATrustedCertificates/Root/\(certificate.thumbprint)"
        let encoded = S.replace("3", "\(root)/EncodedCertificate", "b64", certificate.text)
        #expect(try exchange.send(encoded) == ["S(3)=200"])
        #expect(exchange.phone.certificates.entries.map(\.location) == [.root])
        #expect(try exchange.value(of: "\(root)/IssuedBy") == "CN=Contoso Root")
        // What admits no Add is not made.
        #expect(try exchange.send(S.replace("4", "./Vendor/MSFT/WiFi/Nothing", "chr", "x")) == ["S(4)=404"])
    }

    @Test("Blanks around numbers and truth values are left out, and the value is stored without them (W10)")
    func blanks() throws {
        var exchange = try Exchange(ddf: TestCSP.ddf)
        for (node, format, text, stored) in [
            ("Items/a/Number", "int", "\n 7\t", "7"), ("Switch", "bool", " FALSE \n", "false"),
            ("Items/a/Note", "chr", " x ", " x "),
        ] {
            let uri = "\(TestCSP.uri)/\(node)"
            #expect(try exchange.send(S.replace("1", uri, format, text)) == ["S(1)=200"], "\(uri)")
            #expect(try exchange.value(of: uri) == stored, "\(uri)")
        }
    }

    @Test("An Atomic that sets all six numbers of the schedule to 0 is refused, and the schedule stays as it was (W6)")
    func schedule() throws {
        var exchange = try Exchange()
        exchange.phone = try Conversation.phone()
        let poll = "./Vendor/MSFT/DMClient/Provider/Lab/Poll"
        let names = [
            "NumberOfFirstRetries", "IntervalForFirstSetOfRetries", "NumberOfSecondRetries",
            "IntervalForSecondSetOfRetries", "NumberOfRemainingScheduledRetries",
            "IntervalForRemainingScheduledRetries",
        ]
        let values = ["8", "15", "5", "60", "2", "1440"]
        for (name, value) in zip(names, values) {
            #expect(try exchange.send(S.replace("1", "\(poll)/\(name)", "int", value)) == ["S(1)=200"])
        }
        let zeros = names.enumerated().map { S.replace("\($0 + 11)", "\(poll)/\($1)", "int", "0") }
        let atomic = S.command("Atomic", "10", zeros)
        let undone = (11...15).map { "S(\($0))=216" }
        #expect(try exchange.send(atomic) == ["S(10)=507"] + undone + ["S(16)=500"])
        #expect(try names.map { try exchange.value(of: "\(poll)/\($0)") } == values)
        // Five of them are no harm.
        let five = S.command("Atomic", "20", Array(zeros.dropLast()))
        #expect(try exchange.send(five) == ["S(20)=200"] + (11...15).map { "S(\($0))=200" })
    }
}
