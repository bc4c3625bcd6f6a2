import Lab
import SyncML
import Testing
import XML

@Suite("The provisioning document")
struct ProvisioningDocumentTests {
    private static func document(
        _ oddity: LabDocumentOddity? = nil, _ change: (inout LabProvisioning) -> Void = { _ in }
    ) -> LabProvisioningDocument {
        var settings = LabProvisioning()
        change(&settings)
        return LabProvisioningDocument(
            root: [1], certificate: [2], provider: "P&Q", address: "https://lab.example/dm", commonName: "device",
            settings: settings, oddity: oddity)
    }

    private static func read(_ document: LabProvisioningDocument) throws -> XMLElement {
        try XMLElement.read(Array(document.text.utf8))
    }

    @Test("Settings become parameters with their data types")
    func settings() throws {
        let root = try Self.read(
            Self.document { settings in
                settings.encoding = .wbxml
                settings.syncApplicationVersion = "2.0"
                settings.requiresMessageSigning = true
                settings.usesHardwareDeviceID = true
                settings.extra = "<characteristic type=\"PassportForWork\"/>"
            })
        let account = try #require(root.characteristic("APPLICATION"))
        #expect(account.parameter("DEFAULTENCODING") == "application/vnd.syncml.dm+wbxml")
        #expect(account.parameter("USEHWDEVID") == "" && account.parameter("BACKCOMPATRETRYDISABLED") == "")
        let client = try #require(root.characteristic("DMClient", "Provider", "P&Q"))
        #expect(client.parameter("SyncApplicationVersion") == "2.0")
        let signing = client.all("parm").first { $0.attribute("name") == "RequireMessageSigning" }
        #expect(signing?.attribute("datatype") == "boolean")
        let renew = root.characteristic("CertificateStore", "My", "WSTEP", "Renew")
        #expect(renew?.parameter("RenewPeriod") == "42")
        #expect(root.characteristic("PassportForWork") != nil)
    }

    @Test("It can be broken in each way", arguments: LabDocumentOddity.allCases)
    func broken(_ oddity: LabDocumentOddity) throws {
        let document = Self.document(oddity)
        let root = try? Self.read(document)
        let account = root?.characteristic("APPLICATION")
        switch oddity {
        case .notWellFormed: #expect(root == nil)
        case .noApplication: #expect(root != nil && account == nil)
        case .otherProvider: #expect(root?.characteristic("DMClient", "Provider", "P&Q") == nil)
        case .zeroPoll:
            let poll = root?.characteristic("DMClient", "Provider", "P&Q", "Poll")
            #expect(poll?.all("parm").count { $0.attribute("value") == "0" } == 6)
        case .initParameter: #expect(account?.parameter("INIT") != nil)
        case .operatorRole: #expect(account?.parameter("ROLE") == "8")
        case .lowerCaseNames: #expect(account?.parameter("appid") == "w7" && account?.parameter("APPID") == nil)
        }
    }
}
