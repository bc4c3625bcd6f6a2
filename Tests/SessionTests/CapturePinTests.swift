import Session
import SimulatedPhone
import SyncML
import Testing
import XML

/// The answers to some captures that matter, on a fresh Lumia 950: the codes in order, the header's first. Addresses of
/// CSPs that the phone does not have yet are 404 and change with them.
@Suite(.enabled(if: CaptureFiles.isThere, "no ../shared/captures beside the package: nothing to pin"))
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

        var testDescription: String { "\(path.prefix(3)) \(about)" }
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

    static let pins: [Pin] = [
        Pin("001-fleet-ngrok-dump-desktop-19043/10-server.xml", "only statuses: nothing but the header's own", "200"),
        Pin(
            "005-ms-iot-issue84-replace-405/01-device.xml", "local channel, utf-16 declared on UTF-8", "200"),
        Pin(
            "006-aadinternals-intune-first-exchange/02-server.xml", "Intune's first questions",
            "200 404 404 404 200 200 404 404 404"),
        Pin("007-docs-declared-configuration-bulk-get/01-server.xml", "mark-up 1.1 without header", "200 404"),
        Pin(
            "024-docs-devicelock-csp/01-server.xml", "an Atomic of nine DeviceLock policies, blanks in LocURI",
            "200 200 200 200 200 200 200 200 200 200 200"),
        Pin("030-docs-enterprise-app-management/05-server.xml", "two bare commands on one policy", "200 200 200"),
        Pin("034-docs-enterprisemodernappmanagement-csp/04-server.xml", "a command in lower case is none", "200 400"),
        Pin(
            "041-docs-nodecache-csp/02-server.xml", "bare commands one after the other",
            "200 404 404 404 404 404 404 404"),
        Pin("041-docs-nodecache-csp/04-server.xml", "one id for all commands", "200 404 404 404"),
        Pin("049-docs-policy-csp-windowslogon/01-server.xml", "an Atomic whose only command fails", "200 507 404"),
        Pin(
            "052-docs-structure-of-oma-dm-provisioning-files/03-server.xml", "a body without SyncML around it",
            "200 200"),
        Pin(
            "057-docs-win32-and-centennial-app-policy-configuration/01-server.xml", "ADMX as mark-up inside Data",
            "200 200"),
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

        var testDescription: String { "\(path.prefix(3)) \(about)" }
    }

    @Test(
        "What is no message is refused at its line",
        arguments: [
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
        ])
    func refused(_ row: Refusal) throws {
        let bytes = try CaptureFiles.bytes(of: row.path)
        let error = #expect(throws: SyncMLError.self) { try MessageReader().readAll(bytes) }
        #expect(error?.place.line == row.line)
        #expect(error?.message.contains(row.word) == true, "\(error?.message ?? "")")
    }

    @Test("024: the policies of the Atomic are in force afterwards")
    func deviceLockIsInForce() throws {
        var exchange = try Exchange()
        let text = String(decoding: try CaptureFiles.bytes(of: "024-docs-devicelock-csp/01-server.xml"), as: UTF8.self)
        _ = try exchange.send(text)
        #expect(exchange.phone.deviceLockPolicy.isEnforced)
        #expect(exchange.phone.deviceLockPolicy.failedAttemptsLimit == 4)
    }
}
