import Certificates
import Enrollment
import Testing

@Suite("The provisioning document (MS-MDE2 2.2.9, protocol.md 6.7)")
struct ProvisioningTests {
    @Test("ENR-09: a good document gives certificates, account, provider and schedule")
    func good() throws {
        let step = try EnrollmentMachine.played(document: try Document().text)
        let provisioning = try #require(step.provisioning)
        #expect(provisioning.certificates.map(\.store) == [.root, .user])
        #expect(provisioning.certificates.own == (try Fixtures.certificate()))
        #expect(provisioning.account.providerID == "TestServer")
        #expect(provisioning.account.name == "Test")
        #expect(provisioning.account.addresses == ["https://mdm.contoso.com/omadm"])
        #expect(provisioning.renewal.period == 60 && provisioning.renewal.retryInterval == 4)
        #expect(provisioning.poll.first == PollSettings.Round(count: 8, interval: 15))
        #expect(provisioning.poll.remaining == PollSettings.Round(count: 0, interval: 1560))
        #expect(provisioning.others.isEmpty)
    }

    @Test("values for the tree keep their way, type and order")
    func values() throws {
        let document = try Document().changing { document in
            document.provider += "<parm name=\"EntDeviceName\" value=\"Anna's\"/>"
            document.more = """
                <characteristic type="PassportForWork"><characteristic type="7c4f1de2"><characteristic type="Policies">
                <parm name="UsePassportForWork" value="true" datatype="boolean"/></characteristic></characteristic>
                </characteristic><characteristic type="Policy"><parm name="Flag"/></characteristic>
                """
        }
        let provisioning = try #require(try EnrollmentMachine.played(document: document.text).provisioning)
        func value(_ path: [String], _ name: String, _ value: String?, _ type: ProvisionedValue.Datatype)
            -> ProvisionedValue
        {
            ProvisionedValue(path: path, name: name, value: value, datatype: type)
        }
        #expect(provisioning.providerSettings.first == value([], "UPN", "user@contoso.com", .string))
        #expect(provisioning.providerSettings.contains(value([], "EntDeviceName", "Anna's", .string)))
        #expect(
            provisioning.providerSettings.last
                == value(["Poll"], "IntervalForRemainingScheduledRetries", "1560", .integer))
        #expect(
            provisioning.others == [
                value(["PassportForWork", "7c4f1de2", "Policies"], "UsePassportForWork", "true", .boolean),
                value(["Policy"], "Flag", nil, .string),
            ])
    }

    @Test("a document without DMClient has the standard schedule, one without Renew the standard renewal")
    func defaults() throws {
        let document = try Document().changing { document in
            document.provider = ""
            document.renew = ""
        }
        let provisioning = try #require(try EnrollmentMachine.played(document: document.text).provisioning)
        #expect(provisioning.poll == PollSettings())
        #expect(provisioning.renewal == RenewalSettings())
    }

    @Test("A document with the names and values of Fleet's is taken: a minute without end, a secret without a name")
    func fleet() throws {
        let document = try Document().changing { document in
            document.application = """
                <parm name="NAME" value="Fleet"/><parm name="ROLE" value="4294967295"/>
                <parm name="BACKCOMPATRETRYDISABLED" value=""/><parm name="CONNRETRYFREQ" value="6"/>
                <parm name="DEFAULTENCODING" value="application/vnd.syncml.dm+xml"/>
                """
            document.credentials = """
                <characteristic type="APPAUTH"><parm name="AAUTHLEVEL" value="CLIENT"/>
                <parm name="AAUTHTYPE" value="DIGEST"/><parm name="AAUTHSECRET" value="dummy"/>
                <parm name="AAUTHDATA" value="nonce"/></characteristic>
                <characteristic type="APPAUTH"><parm name="AAUTHLEVEL" value="APPSRV"/>
                <parm name="AAUTHTYPE" value="DIGEST"/><parm name="AAUTHNAME" value="dummy"/>
                <parm name="AAUTHSECRET" value="dummy"/><parm name="AAUTHDATA" value="nonce"/></characteristic>
                """
            let flags = ["AllUsersPollOnFirstLogin", "PollOnLogin"].map {
                "<parm name=\"\($0)\" value=\"true\" datatype=\"boolean\"/>"
            }
            document.provider = Document.poll("0", "1", "0", "0", "0", "0")
                .replacing("</characteristic>", with: flags.joined() + "</characteristic>")
        }
        let (step, tolerances) = try EnrollmentMachine.tolerating(document: document.text)
        let provisioning = try #require(step.provisioning, "\(String(describing: step.failure))")
        #expect(try provisioning.poll.schedule().stages == [PollSchedule.Stage(count: nil, interval: 1)])
        #expect(provisioning.poll.pollOnLogin && provisioning.poll.allUsersPollOnFirstLogin)
        #expect(provisioning.account.serverCredential?.nonce == Array("nonce".utf8))
        #expect(tolerances.filter { $0.place.hasPrefix("provisioning") }.isEmpty)
    }

    static let broken: [BrokenRule] = [
        BrokenRule(
            "ENR-11: another provider", { $0.providerName = "Other" }, .providerMismatch, "DMClient/Provider/Other"),
        BrokenRule(
            "ENR-12: all of Poll is 0", { $0.provider = Document.poll("0", "0", "0", "0", "0", "0") }, .badPollSchedule,
            "DMClient/Provider/TestServer/Poll"
        ),
        BrokenRule(
            "Poll that is negative", { $0.provider = Document.poll("-1") }, .badPollSchedule,
            "DMClient/Provider/TestServer/Poll"
        ),
        BrokenRule(
            "a number that is none", { $0.provider = Document.poll("often") }, .badSetting,
            "DMClient/Provider/TestServer/Poll/NumberOfFirstRetries"
        ),
        BrokenRule(
            "Push", { $0.provider += "<characteristic type=\"Push\"/>" }, .notOpenDuringEnrollment,
            "DMClient/Provider/TestServer/Push"
        ),
        BrokenRule(
            "an unknown datatype", { $0.provider += "<parm name=\"UPN\" value=\"u\" datatype=\"text\"/>" }, .badSetting,
            "DMClient/Provider/TestServer/UPN"
        ),
        BrokenRule(
            "a CSP that is closed", { $0.more = "<characteristic type=\"RemoteWipe\"/>" }, .notOpenDuringEnrollment,
            "RemoteWipe"
        ),
        BrokenRule(
            "the wrong case", { $0.more = "<characteristic type=\"policy\"/>" }, .notOpenDuringEnrollment, "policy"),
        BrokenRule(
            "a parm without a name", { $0.more = "<characteristic type=\"Policy\"><parm/></characteristic>" },
            .misshapenDocument, "Policy"
        ),
        BrokenRule("a characteristic without a type", { $0.more = "<characteristic/>" }, .misshapenDocument, "line"),
        BrokenRule("no XML", { $0.more = "<" }, .unreadableDocument, "line"),
        BrokenRule(
            "RenewPeriod without datatype", { $0.renew = $0.renew.replacing(" datatype=\"integer\"", with: "") },
            .badSetting, "CertificateStore/My/WSTEP/Renew/RenewPeriod"
        ),
        BrokenRule(
            "RenewPeriod out of range", { $0.renew = $0.renew.replacing("\"60\"", with: "\"1001\"") }, .badSetting,
            "CertificateStore/My/WSTEP/Renew/RenewPeriod"
        ),
        BrokenRule(
            "an interval longer than the period", { $0.renew = $0.renew.replacing("\"4\"", with: "\"61\"") },
            .badSetting,
            "CertificateStore/My/WSTEP/Renew"
        ),
    ]

    @Test("each broken rule fails the enrolment and names its place", arguments: broken)
    func brokenRules(rule: BrokenRule) throws {
        try rule.check()
    }

    @Test("the provider may stand in the document once")
    func twoProviders() throws {
        let document = try Document()
        let provider = "<characteristic type=\"TestServer\"/></characteristic></characteristic></wap-provisioningdoc>"
        let text = document.text.replacing("</characteristic></characteristic></wap-provisioningdoc>", with: provider)
        #expect(try EnrollmentMachine.played(document: text).failure?.code == .badSetting)
    }

    @Test("a document of another kind is refused")
    func otherRoot() throws {
        #expect(try EnrollmentMachine.played(document: "<settings/>").failure?.code == .unreadableDocument)
    }
}
