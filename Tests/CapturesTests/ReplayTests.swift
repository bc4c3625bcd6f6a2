import Captures
import Notation
import SimulatedPhone
import SyncML
import Testing

/// What comes of playing a recorded server to a phone.
struct ReplayTests {
    private static let camera = "./Vendor/MSFT/Policy/Config/Camera/AllowCamera"
    private static let version = "./DevDetail/SwV"
    private static let name = "./DevDetail/Ext/Microsoft/DeviceName"
    private static let firmware = "./DevDetail/FwV"

    /// Two sessions: the second reads what the first has written.
    private static func talk(_ tune: (inout ManagementAccount) -> Void = { _ in }) throws -> OwnTalk {
        var talk = try OwnTalk(tune)
        try talk.hold(
            Ask.replace(5, camera, "0") + Ask.get(6, version, name) + Ask.get(7, "./Vendor/MSFT/NoSuchCSP"),
            Ask.get(8, firmware) + Ask.get(9, "./DevDetail/HwV"))
        try talk.hold(Ask.get(3, camera))
        return talk
    }

    @Test(arguments: MessageForm.allCases) func `what a phone of ours has said it says again`(_ form: MessageForm)
        throws
    {
        let turns = try Self.talk { $0.encoding = form }.recording.replayed()
        #expect(turns.differences == [])
        #expect(turns.map(\.sessionNumber) == [1, 1, 1, 1, 2, 2, 2] && turns.compared == 5)
        #expect(turns.compactMap(\.replayed?.outline?.form).allSatisfy { $0 == form })
    }

    @Test func `one changed status is found and named, with the rule of the phone`() throws {
        // Message 3 is the answer to the first message of the server.
        let recording = try Self.talk().recording(changing: 2) { message in
            message.changeStatus(of: "7") { $0.code = .ok }
        }
        let turns = try recording.replayed()
        #expect(
            turns.differences == [
                Difference(
                    .status, address: "./Vendor/MSFT/NoSuchCSP", command: "Get", recorded: "200", replayed: "404")
            ])
        let finding = try #require(turns.flatMap(\.findings).first)
        #expect(finding.rule?.contains("no description knows") == true, "\(finding.rule ?? "")")
        #expect(turns.filter { !$0.findings.isEmpty }.map(\.number) == [2])
    }

    @Test func `one changed value is found and named`() throws {
        let recording = try Self.talk().recording(changing: 2, PhoneProfile.lumia950.build, to: "10.0.19043.1")
        let turns = try recording.replayed()
        #expect(
            turns.differences == [
                Difference(
                    .value, address: Self.version, command: "Results", recorded: "10.0.19043.1",
                    replayed: PhoneProfile.lumia950.build)
            ])
        #expect(turns.flatMap(\.findings).first?.rule?.contains(PhoneProfile.lumia950.name) == true)
    }

    @Test func `one changed value in the second session is found there`() throws {
        let talk = try Self.talk()
        let last = talk.messages.count - 2
        let recording = try talk.recording(changing: last, "<Data>0</Data></Item>", to: "<Data>1</Data></Item>")
        let turns = try recording.replayed()
        #expect(
            turns.differences == [
                Difference(.value, address: Self.camera, command: "Results", recorded: "1", replayed: "0")
            ])
        #expect(turns.flatMap(\.findings).first?.rule == "the value was set by Replace 5 in message 1 of session 1")
    }

    /// In which message a value is changed, counted from the end, to which, and what the finding says of it.
    static let written: [(fromEnd: Int, value: String, other: String, rule: String)] = [
        (8, "0", "1", "the value was set by Replace 5 in message 1"),
        (6, "1", "0", "the value was set by Replace 7 in message 1"),
        (2, "1", "0", "the value was set by Replace 7 in message 1 of session 1"),
    ]

    @Test(arguments: written) func `a value that differs is told with the command that wrote it`(
        _ row: (fromEnd: Int, value: String, other: String, rule: String)
    ) throws {
        var talk = try OwnTalk()
        try talk.hold(
            // What is written behind the Get is not what it found, and what was refused is not written.
            Ask.replace(5, Self.camera, "0") + Ask.get(6, Self.camera) + Ask.replace(7, Self.camera, "1"),
            Ask.replace(8, Self.camera, "5") + Ask.get(9, Self.camera))
        try talk.hold(Ask.get(3, Self.camera))
        let turns = try talk.recording(
            changing: talk.messages.count - row.fromEnd, "<Data>\(row.value)</Data></Item>",
            to: "<Data>\(row.other)</Data></Item>"
        ).replayed()
        #expect(
            turns.differences == [
                Difference(
                    .value, address: Self.camera, command: "Results", recorded: row.other, replayed: row.value)
            ])
        #expect(turns.flatMap(\.findings).first?.rule == row.rule)
    }

    @Test func `a value that went with a node above it was not written`() throws {
        let collector = "./Vendor/MSFT/DiagnosticLog/EtwLog/Collectors/MDM"
        let limit = collector + "/LogFileSizeLimitMB"
        func command(_ name: String, _ id: Int) -> String {
            "<\(name)><CmdID>\(id)</CmdID><Item><Target><LocURI>\(collector)</LocURI></Target></Item></\(name)>"
        }
        var talk = try OwnTalk()
        try talk.hold(
            command("Add", 5) + Ask.replace(6, limit, "8") + command("Delete", 7) + command("Add", 8),
            Ask.get(9, limit))
        let recording = try talk.recording(
            changing: talk.messages.count - 2, "<Data>4</Data></Item>", to: "<Data>5</Data></Item>")
        let findings = try recording.replayed().flatMap(\.findings)
        #expect(findings.map(\.difference.kind) == [.value])
        #expect(findings.first?.rule?.hasPrefix("nothing was written, and the default") == true)
    }

    @Test func `what is said of a node that the phone does not have says so`() throws {
        let other = "./Vendor/MSFT/DMClient/Provider/NoSuchServer/UPN"
        let recording = try Self.talk().recording(
            changing: 4, "<LocURI>\(Self.firmware)</LocURI>", to: "<LocURI>\(other)</LocURI>")
        let finding = try #require(
            try recording.replayed().flatMap(\.findings).first { $0.difference.address == other })
        #expect(finding.difference.kind == .missingAnswer && finding.rule == "the phone has no such node")
    }

    @Test func `a status that differs is not explained by a value`() throws {
        var talk = try OwnTalk()
        try talk.hold(Ask.get(4, Self.version))
        let recording = try talk.recording(changing: 2) { message in
            message.changeStatus(of: "4") { $0.code = .notFound }
        }
        let found = try recording.replayed().flatMap(\.findings)
        #expect(found.map(\.difference.kind) == [.status] && found.first?.rule == "the phone has this node")
    }

    @Test func `one lost result is found and named`() throws {
        let recording = try Self.talk().recording(changing: 4) { message in
            message.commands.removeAll { command in
                if case .results(let results) = command { results.items.first?.source == Self.firmware } else { false }
            }
        }
        let turns = try recording.replayed()
        #expect(
            turns.differences == [
                Difference(
                    .extraAnswer, address: Self.firmware, command: "Results",
                    replayed: PhoneProfile.lumia950.firmwareVersion)
            ])
    }

    @Test func `two results that changed places are found and named`() throws {
        let recording = try Self.talk().recording(changing: 4) { message in
            let places = message.commands.indices.filter {
                if case .results = message.commands[$0] { true } else { false }
            }
            message.commands.swapAt(places[0], places[1])
        }
        let found = try recording.replayed().differences
        #expect(found.map(\.kind) == [.order] && found.first?.address == "./DevDetail/HwV")
        // What each of the two follows, then and now.
        #expect(found.first?.replayed?.hasPrefix("after Results ./") == true, "\(found)")
        #expect(found.first?.recorded != found.first?.replayed)
    }

    @Test func `an answer that is missing now is shown with the nearest one`() throws {
        let recording = try Self.talk().recording(
            changing: 4, "<LocURI>\(Self.firmware)</LocURI>", to: "<LocURI>./DevDetail/Fw\u{200B}V</LocURI>")
        let findings = try recording.replayed().flatMap(\.findings)
        #expect(findings.map(\.difference.kind) == [.missingAnswer, .extraAnswer])
        let nearest = try #require(findings.first?.nearest)
        #expect(nearest.subject == "Results \(Self.firmware)")
        #expect(nearest.departures == ["the address was './DevDetail/Fw\\u{200B}V' and is '\(Self.firmware)'"])
    }

    @Test func `what follows from the seed is no difference`() throws {
        let tenant = try #require(PhoneProfile.lumia950.joined?.tenant)
        var talk = try OwnTalk(seed: 99)
        try talk.hold(
            Ask.replace(
                2, "./Device/Vendor/MSFT/PassportForWork/\(tenant)/Policies/EnablePinRecovery", "true", format: "bool")
                + "<Sequence><CmdID>3</CmdID>" + Ask.exec(4, "./Vendor/MSFT/RemoteLock/LockAndRecoverPIN")
                + Ask.get(5, "./Vendor/MSFT/RemoteLock/NewPINValue") + "</Sequence>"
                + Ask.get(6, "./DevDetail/Ext/Microsoft/LocalTime"))
        #expect(try talk.recording.replayed { $0.now = OwnTalk.now.adding(seconds: 999) }.differences == [])
        // Exactly the same phone has no noise, so its PIN counts.
        let pin = try #require(try talk.recording.replayed().compactMap(\.replayed).lazy.compactMap(Self.pin).first)
        let recorded = try #require(try talk.recording.sessions.flatMap(\.messages).lazy.compactMap(Self.pin).first)
        #expect(pin != recorded)
        let differences = try talk.recording.replayed { $0.isExact = true }.differences
        #expect(differences.map(\.address) == ["./Vendor/MSFT/RemoteLock/NewPINValue"])
    }

    private static func pin(_ message: RecordedMessage) -> String? {
        guard let commands = try? message.reading().message.commands else { return nil }
        for case .results(let results) in commands {
            for item in results.items where item.source?.hasSuffix("NewPINValue") == true { return item.data?.text }
        }
        return nil
    }

    @Test func `a rule takes a difference out`() throws {
        let recording = try Self.talk().recording(changing: 2, PhoneProfile.lumia950.build, to: "10.0.19043.1")
        let turns = try recording.replayed { $0.rules = [try DifferenceRule("value ./DevDetail/**")] }
        #expect(turns.differences == [] && turns.map(\.ignored).reduce(0, +) == 1)
    }

    @Test func `another wire form is a difference`() throws {
        let talk = try Self.talk { $0.encoding = .wbxml }
        var phone = talk.phone
        phone.enrolled?.account.encoding = .xml
        let turns = try talk.recording.replayed(.phone(phone))
        #expect(Set(turns.differences.map(\.kind)) == [.wireForm])
        #expect(turns.differences.first == Difference(.wireForm, recorded: "wbxml", replayed: "xml"))
    }

    @Test func `a phone that is given is not changed, and does not become another`() throws {
        let talk = try Self.talk()
        let phone = try OwnTalk().phone
        #expect(try talk.recording.replayed(.phone(phone)).differences == [])
        #expect(try talk.recording.replayed(.phone(phone)).differences == [])
        #expect(phone == (try OwnTalk().phone))
    }

    @Test func `a profile that is named shows in package 1`() throws {
        var profile = PhoneProfile.lumia950
        profile.language = "de-DE"
        let differences = try Self.talk().recording.replayed(.profile(profile)).differences
        let lang = Difference(
            .value, address: "./DevInfo/Lang", command: "Replace", recorded: PhoneProfile.lumia950.language,
            replayed: "de-DE")
        #expect(differences == [lang, lang])
    }
}

extension Message {
    /// Changes the status for a command.
    mutating func changeStatus(of reference: String, _ change: (inout Status) -> Void) {
        for index in commands.indices {
            guard case .status(var status) = commands[index], status.commandRef == reference else { continue }
            change(&status)
            commands[index] = .status(status)
        }
    }
}
