import Agent
import Enrollment
import Foundation
import Lab
import Notation
import ServerScripts
import SimulatedPhone
import Store
import TestSupport
import Testing

/// A server of the kind of Fleet's: its discovery says OnPremise also to who has a token, its document has an odd account
/// and a schedule whose three counts are 0. Thousands of Windows devices enrol with such documents.
@Suite("Enrolment with a document of Fleet's kind", .serialized)
struct MinuteScheduleTests {
    /// What stands in the document behind the certificates, which are the lab's.
    private static func account(at address: String) -> String {
        let poll = [
            ("NumberOfFirstRetries", 0), ("IntervalForFirstSetOfRetries", 1), ("NumberOfSecondRetries", 0),
            ("IntervalForSecondSetOfRetries", 0), ("NumberOfRemainingScheduledRetries", 0),
            ("IntervalForRemainingScheduledRetries", 0),
        ].map { "<parm name=\"\($0.0)\" value=\"\($0.1)\" datatype=\"integer\"/>" }.joined()
        return """
            <characteristic type="APPLICATION"><parm name="APPID" value="w7"/><parm name="PROVIDER-ID" value="Minute"/>
            <parm name="NAME" value="Minute"/><parm name="ADDR" value="\(address)"/><parm name="ROLE" value="4294967295"/>
            <parm name="BACKCOMPATRETRYDISABLED" value=""/>
            <parm name="DEFAULTENCODING" value="application/vnd.syncml.dm+xml"/>
            <characteristic type="APPAUTH"><parm name="AAUTHLEVEL" value="CLIENT"/><parm name="AAUTHTYPE" value="DIGEST"/>
            <parm name="AAUTHSECRET" value="placeholder"/><parm name="AAUTHDATA" value="nonce"/></characteristic>
            <characteristic type="APPAUTH"><parm name="AAUTHLEVEL" value="APPSRV"/><parm name="AAUTHTYPE" value="DIGEST"/>
            <parm name="AAUTHNAME" value="placeholder"/><parm name="AAUTHSECRET" value="placeholder"/>
            <parm name="AAUTHDATA" value="nonce"/></characteristic></characteristic>
            <characteristic type="DMClient"><characteristic type="Provider"><characteristic type="Minute">
            <characteristic type="Poll"><parm name="AllUsersPollOnFirstLogin" value="true" datatype="boolean"/>
            <parm name="PollOnLogin" value="true" datatype="boolean"/>\(poll)</characteristic>
            </characteristic></characteristic></characteristic>
            """
    }

    private static let place = "/api/mdm/management"

    /// Makes the lab's answers those of such a server. The lab itself must want a token.
    private static func server() throws -> MistakenLab {
        let mistake = EnrollmentMistake("of Fleet's kind", in: nil, "") { reply in
            let found = reply.body.firstMatch(of: #/<EnrollmentServiceUrl>(http://[^/]*)/#)
            if let found {
                reply.body = reply.body.replacing(">Federated<", with: ">OnPremise<")
                    .replacing(#/<AuthenticationServiceUrl>.*</AuthenticationServiceUrl>/#, with: "")
                try #require(reply.body.contains(">OnPremise<") && !found.1.isEmpty)
            }
            guard reply.body.contains("<BinarySecurityToken ") else { return }
            try EnrollmentMistake.inDocument { document in
                let address = try #require(document.firstMatch(of: #/name="ADDR" value="(http://[^/]*)/#))
                return document.replacing(
                    #/<characteristic type="APPLICATION">.*</wap-provisioningdoc>/#,
                    with: account(at: address.1 + place) + "</wap-provisioningdoc>")
            }(&reply)
        }
        return try MistakenLab(mistake, LabConfiguration(usesTLS: false, authentication: .federated))
    }

    /// The first session: a node that no phone has, then the end.
    private static let session: [ScriptedServer.Answer] = [
        .message(statuses: ServerMistake.status() + ServerMistake.get.replacing("./DevInfo/Man", with: "./Nowhere")),
        .message(statuses: ServerMistake.status(message: "2")) { $0.replacing("<MsgID>1<", with: "<MsgID>2<") },
    ]

    @Test("With a token it is enrolled, has a first session, be there a 404 in it, and polls each minute without end")
    func whole() async throws {
        let server = try Self.server()
        let answer: ScriptedServer.Maker = { request in
            request.hasPrefix("POST \(Self.place)") ? nil : await server.answer(to: request)
        }
        try await ScriptedServer.with(Self.session, making: answer) { scripted, port in
            try await TemporaryFolder.with { folder in
                let program = try Program(folder: folder)
                let enrolled = try await program.finish([
                    "enroll", "http://127.0.0.1:\(port)\(LabEnrollment.Path.discovery)", "--user", Phones.user,
                    "--token", Credentials.token, "--insecure-http", "--json", "--timeout", "300", "--state", "phone",
                ])
                #expect(enrolled.code == 0, "\(enrolled.errors)")
                let document = try enrolled.document()
                #expect(document["outcome"] as? String == "done" && document["isEnrolled"] as? Bool == true)
                #expect(document["sessionOutcome"] as? String == "completed")
                #expect(document["isSuccess"] as? Bool == false)
                #expect(scripted.requests.count == 5)
                for name in ["NumberOfFirstRetries", "NumberOfSecondRetries", "IntervalForSecondSetOfRetries"] {
                    #expect(try await Self.poll(name, program) == "0")
                }
                #expect(try await Self.poll("IntervalForFirstSetOfRetries", program) == "1")

                let store = try PhoneStore(StateFolder("\(folder)/phone"))
                var phone = try #require(try await store.load(try Blueprint(profile: .lumia950)))
                let since = try #require(phone.enrolled).since
                for count in [0, 1, 10, 1_000_000] {
                    phone.enrolled?.polls.count = count
                    phone.enrolled?.polls.last = since
                    let next = AgentSchedule.next(of: phone, now: since)
                    #expect(next?.duty == .poll && next?.due == since.adding(minutes: 1), "after \(count)")
                }
            }
        }
    }

    private static func poll(_ name: String, _ program: Program) async throws -> String {
        let address = "./Vendor/MSFT/DMClient/Provider/Minute/Poll/\(name)"
        return try await program.finish(["get", address, "--state", "phone"]).output
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
