import Session
import SimulatedPhone
import SyncML
import Testing
import XML

/// The answers to messages of our own writing, one for each form and oddity, and to some captures where they are at hand, on a fresh Lumia 950: the codes in order, the header's first. Addresses of
/// CSPs that the phone does not have yet are 404 and change with them.
@Suite("The answers to messages in files")
struct CapturePinTests {
    /// A file, what it is about, and the codes of each message in it.
    struct Pin: Sendable, CustomTestStringConvertible {
        var path: String
        var about: String
        var codes: [String]

        init(_ path: String, _ about: String, _ codes: String...) {
            self.path = path
            self.about = about
            self.codes = codes
        }

        var testDescription: String { "\(path) \(about)" }
    }

    @Test("The codes of the answer", arguments: pins)
    func codes(_ pin: Pin) throws {
        var phone = try Exchange().phone
        var codes: [String] = []
        for reading in try MessageReader().readAll(try CaptureFiles.bytes(of: pin.path)) {
            let reply = CaptureFiles.reply(to: reading.message, phone)
            phone = reply.phone
            codes.append(Transcript.codes(of: reply.message))
        }
        #expect(codes == pin.codes)
    }

    private static let captured: [Pin] = [
        Pin("001-fleet-ngrok-dump-desktop-19043/10-server.xml", "only statuses: nothing but the header's own", "200"),
        Pin(
            "005-ms-iot-issue84-replace-405/01-device.xml", "local channel, utf-16 declared on UTF-8", "200"),
        Pin(
            "006-aadinternals-intune-first-exchange/02-server.xml", "Intune's first questions",
            "200 404 404 404 200 200 200 200 404"),
        Pin("007-docs-declared-configuration-bulk-get/01-server.xml", "mark-up 1.1 without header", "200 404"),
        Pin(
            "024-docs-devicelock-csp/01-server.xml", "an Atomic of nine DeviceLock policies, blanks in LocURI",
            "200 200 200 200 200 200 200 200 200 200 200"),
        Pin("030-docs-enterprise-app-management/05-server.xml", "two bare commands on one policy", "200 200 200"),
        Pin("034-docs-enterprisemodernappmanagement-csp/04-server.xml", "a command in lower case is none", "200 400"),
        Pin(
            "041-docs-nodecache-csp/02-server.xml", "bare commands one after the other",
            "200 200 200 200 200 200 200 200"),
        Pin("041-docs-nodecache-csp/04-server.xml", "one id for all commands", "200 200 200 200"),
        Pin("049-docs-policy-csp-windowslogon/01-server.xml", "an Atomic whose only command fails", "200 507 404"),
        Pin(
            "052-docs-structure-of-oma-dm-provisioning-files/03-server.xml", "a body without SyncML around it",
            "200 200"),
        Pin(
            "057-docs-win32-and-centennial-app-policy-configuration/01-server.xml",
            "ADMX as mark-up inside Data, and no phone takes ADMX", "200 404"),
        Pin("060-docs-wmi-providers-supported-in-windows/01-server.xml", "a Get without Item", "200 400"),
        Pin("064-ms-mdm-section4-exchange/02-server.xml", "a blank inside a path is part of the name", "200 200 404"),
        Pin(
            "070-fleet-sample-commands/01-server-atomic_install_msi.xml", "an Atomic with its id at the end",
            "200 507 404 216"),
        Pin("070-fleet-sample-commands/05-server-get_device_name.xml", "a Get with a word as id", "200 200"),
        Pin(
            "071-fleet-profile-vectors/05-server-xml-with-mixed-replace-and-add.xml", "two roots without ids",
            "200 404 404"),
        Pin(
            "071-fleet-profile-vectors/06-server-xml-with-replace-and-atomic.xml", "an Item where a command should be",
            "200 404 507 400"),
        Pin(
            "071-fleet-profile-vectors/08-server-xml-with-replace-and-results.xml", "Results are not answered",
            "200 404"),
        Pin("071-fleet-profile-vectors/13-server-item-without-target.xml", "an Item without Target", "200 400"),
        Pin("073-cm-omadm-xml-scripts-a/02-server-testalertdisplay.xml", "an alert for the screen", "200 406"),
        Pin("079-txsyncml-client-init/02-server.xml", "another protocol than DM", "513"),
        Pin("085-oma-dm-spec-appendix-examples/01-server.xml", "a header without its fields", "200 404"),
    ]

    private static let own: [Pin] = [
        Pin("messages/01-server-only-statuses.xml", "only statuses: nothing but the header's own", "200"),
        Pin("messages/02-device-declared-utf16.xml", "local channel, utf-16 declared on UTF-8", "200"),
        Pin("messages/03-server-first-questions.xml", "the first questions of a service", "200 404 200 200 404"),
        Pin("messages/04-server-markup-1.1-no-header.xml", "mark-up 1.1 without header", "200 404"),
        Pin("messages/05-server-devicelock-atomic.xml", "an Atomic, blanks in LocURI", "200 200 200 200 200"),
        Pin("messages/06-server-two-bare-commands.xml", "two bare commands on one policy", "200 200 200"),
        Pin("messages/07-server-lower-case-command.xml", "a command in lower case is none", "200 400"),
        Pin("messages/08-server-several-bare-commands.xml", "bare commands one after the other", "200 404 404 404"),
        Pin("messages/09-server-one-id-for-all.xml", "one id for all commands", "200 404 404 404"),
        Pin("messages/10-server-atomic-that-fails.xml", "an Atomic whose only command fails", "200 507 404"),
        Pin("messages/11-server-body-alone.xml", "a body without SyncML around it", "200 200"),
        Pin("messages/12-server-markup-in-data.xml", "mark-up inside Data", "200 404"),
        Pin("messages/13-server-get-without-item.xml", "a Get without Item", "200 400"),
        Pin("messages/14-server-blank-in-path.xml", "a blank inside a path is part of the name", "200 200 404"),
        Pin("messages/15-server-atomic-id-at-the-end.xml", "an Atomic with its id at the end", "200 507 404 216"),
        Pin("messages/16-server-word-as-id.xml", "a Get with a word as id", "200 200"),
        Pin("messages/17-server-two-roots-without-ids.xml", "two roots without ids", "200 404 404"),
        Pin("messages/18-server-item-where-a-command-should-be.xml", "an Item for a command", "200 404 507 400"),
        Pin("messages/19-server-results.xml", "Results are not answered", "200 404"),
        Pin("messages/20-server-item-without-target.xml", "an Item without Target", "200 400"),
        Pin("messages/21-server-display-alert.xml", "an alert for the screen", "200 406"),
        Pin("messages/22-server-another-protocol.xml", "another protocol than DM", "513"),
        Pin("messages/23-server-header-without-fields.xml", "a header without its fields", "200 404"),
    ]

    static let pins = own + (CaptureFiles.areCapturesThere ? captured : [])

    /// A file that is no message, and where the error stands.
    struct Refusal: Sendable, CustomTestStringConvertible {
        var path: String
        var about: String
        var line: Int
        var word: String

        init(_ path: String, _ about: String, line: Int, says word: String) {
            self.path = path
            self.about = about
            self.line = line
            self.word = word
        }

        var testDescription: String { "\(path) \(about)" }
    }

    private static let ownRefusals: [Refusal] = [
        Refusal(
            "messages/31-server-placeholder-in-address.xml", "a placeholder inside LocURI", line: 5,
            says: "TheProvider"),
        Refusal(
            "messages/32-device-declaration-in-data.xml", "a declaration inside Data", line: 1, says: "declaration"),
        Refusal("messages/33-server-cut-off.xml", "cut off", line: 6, says: "Replace"),
        Refusal("messages/34-server-overlapping-tags.xml", "overlapping tags", line: 4, says: "LocURI"),
        Refusal("messages/35-server-typographic-quotes.xml", "typographic quotes", line: 8, says: "expected"),
        Refusal("messages/36-server-enrolment-answer.xml", "an answer of enrolment", line: 1, says: "Envelope"),
        Refusal("messages/37-server-poll-response.xml", "another protocol", line: 1, says: "PollResponse"),
    ]

    private static let capturedRefusals: [Refusal] = [
        Refusal("028-docs-dmclient-csp/01-server.xml", "a placeholder inside LocURI", line: 5, says: "ProviderID"),
        Refusal("028-docs-dmclient-csp/03-server.xml", "a placeholder inside LocURI", line: 7, says: "ProviderID"),
        Refusal(
            "063-docs-collect-wip-audit-event-logs/01-device.xml", "a declaration inside Data", line: 1,
            says: "declaration"),
        Refusal(
            "071-fleet-profile-vectors/10-server-invalid-xml-with-unclosed-root-tag.xml", "cut off", line: 6,
            says: "Replace"),
        Refusal(
            "071-fleet-profile-vectors/11-server-invalid-xml-with-overlapping-elements.xml", "overlapping tags",
            line: 4, says: "LocURI"),
        Refusal(
            "071-fleet-profile-vectors/15-server-xml-with-nested-root-element-in-data.xml",
            "a declaration inside Data", line: 7, says: "declaration"),
        Refusal(
            "044-docs-policy-csp-applicationmanagement/01-server.xml", "typographic quotes", line: 16,
            says: "expected"),
        Refusal("067-ms-mde2-answers/01-server.xml", "an answer of enrolment", line: 1, says: "Envelope"),
        Refusal("087-wince-sccm-device-poll/02-server.xml", "another protocol", line: 1, says: "PollResponse"),
    ]

    @Test(
        "What is no message is refused at its line",
        arguments: ownRefusals + (CaptureFiles.areCapturesThere ? capturedRefusals : []))
    func refused(_ row: Refusal) throws {
        let bytes = try CaptureFiles.bytes(of: row.path)
        let error = #expect(throws: SyncMLError.self) { try MessageReader().readAll(bytes) }
        #expect(error?.place.line == row.line)
        #expect(error?.message.contains(row.word) == true, "\(error?.message ?? "")")
    }

    @Test(
        "The policies of an Atomic are in force afterwards",
        arguments: ["messages/05-server-devicelock-atomic.xml"]
            + (CaptureFiles.areCapturesThere ? ["024-docs-devicelock-csp/01-server.xml"] : []))
    func deviceLockIsInForce(_ path: String) throws {
        var exchange = try Exchange()
        _ = try exchange.send(String(decoding: try CaptureFiles.bytes(of: path), as: UTF8.self))
        #expect(exchange.phone.deviceLockPolicy.isEnforced)
        #expect(exchange.phone.deviceLockPolicy.failedAttemptsLimit == 4)
    }
}
