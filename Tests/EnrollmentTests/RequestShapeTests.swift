import Certificates
import Enrollment
import Notation
import Testing
import XML
import Wire

@Suite("The requests have the shape of those that devices send")
struct RequestShapeTests {
    static let desktops = Captures.rows(["desktop"], captured: ["001-fleet-ngrok-dump-desktop-19043"])

    /// The device of a folder, read off its own messages.
    private static func device(_ desktop: String) throws -> (device: EnrollmentDevice, emailAddress: String) {
        let discover = try XMLElement.read(try Captures.bytes("\(desktop)/03-device.wire.xml"))
        let request = try #require(discover.at("Body", "Discover", "request"))
        let token = try XMLElement.read(try Captures.bytes("\(desktop)/07-device.wire.xml"))
        let context = try #require(token.at("Body", "RequestSecurityToken", "AdditionalContext"))
        func items(_ name: String) -> [String] {
            context.elements.filter { $0.attribute("Name") == name }.compactMap { $0.first("Value")?.text }
        }
        func item(_ name: String) throws -> String { try #require(items(name).first) }
        let device = EnrollmentDevice(
            deviceID: try item("DeviceID"), deviceName: try item("DeviceName"),
            osEdition: try #require(Int(try item("OSEdition"))), osVersion: try item("OSVersion"),
            applicationVersion: try item("ApplicationVersion"), macs: items("MAC"), locale: try item("Locale"),
            hardwareDeviceID: try item("HWDevID"), deviceType: try item("DeviceType"), userAgent: "ENROLLClient")
        return (device, try #require(request.first("EmailAddress")?.text))
    }

    private static func machine(_ desktop: String) throws -> EnrollmentMachine {
        let (device, emailAddress) = try device(desktop)
        let policies = try XMLElement.read(try Captures.bytes("\(desktop)/05-device.wire.xml"))
        let token = try #require(policies.at("Header", "Security", "UsernameToken"))
        let user = try #require(token.first("Username")?.text)
        let password = try #require(token.first("Password")?.text)
        let url = try #require(EnrollmentPlan.discoveryURL(forEmailAddress: emailAddress))
        return EnrollmentMachine(
            EnrollmentPlan(
                discoveryURL: url, emailAddress: emailAddress, device: device,
                credential: .password(user: user, password: password), probes: true, requestForm: .windows))
    }

    private static func answer(_ desktop: String, _ name: String) throws -> WireResponse {
        WireResponse(status: 200, body: try Captures.bytes("\(desktop)/\(name)"))
    }

    /// The headers of a captured message that are of the device, not of the proxy in between nor of the connection.
    private static func headers(_ desktop: String, _ name: String) throws -> [String] {
        let others = ["host", "accept-encoding", "x-forwarded-for", "x-forwarded-proto", "content-length"]
        return try Captures.text("\(desktop)/\(name)").split(whereSeparator: \.isNewline).dropFirst().map(String.init)
            .filter { line in !others.contains { line.lowercased().hasPrefix($0 + ":") } }
    }

    @Test("every message of an enrolment with a password equals the desktop's, byte for byte", arguments: desktops)
    func wholeEnrollment(_ desktop: String) throws {
        var machine = try Self.machine(desktop)
        let probe = try #require(machine.start(at: 0).call)
        #expect(probe.method == .get)
        #expect(
            probe.headers.fields.map { "\($0.name): \($0.value)" }
                == (try Self.headers(desktop, "01-device.headers.txt")))

        let discover = try #require(machine.receive(WireResponse(status: 200), at: 0).call)
        #expect(discover.text == (try Captures.text("\(desktop)/03-device.wire.xml")))
        #expect(
            discover.headers.fields.map { "\($0.name): \($0.value)" }
                == (try Self.headers(desktop, "03-device.headers.txt")))

        let policies = try #require(machine.receive(try Self.answer(desktop, "04-server.xml"), at: 0).call)
        #expect(policies.text == (try Captures.text("\(desktop)/05-device.wire.xml")))

        let requirements = try #require(machine.receive(try Self.answer(desktop, "06-server.xml"), at: 0).requirements)
        #expect(requirements == KeyRequirements(kind: .rsa(bits: 2048), hash: .sha1))

        let token = try #require(machine.provide(key: try Fixtures.key(), guid: Fixtures.guid, at: 0).call)
        let captured = try Captures.text("\(desktop)/07-device.wire.xml")
            // Two items are of later builds (MS-MDE2 appendix B, note 24); the key is another.
            .replacing(
                /<ac:ContextItem Name="(UXInitiated|NotInOobe)"><ac:Value>\w+<\/ac:Value><\/ac:ContextItem>/, with: "")
        #expect(Self.withoutRequest(token.text) == Self.withoutRequest(captured))
        #expect(token.text.utf8.count == captured.utf8.count)
    }

    /// The message with `…` for the certificate request.
    private static func withoutRequest(_ text: String) -> String {
        text.replacing(/(#PKCS10" EncodingType="[^"]*">)[^<]+</) { "\($0.output.1)…<" }
    }

    @Test(
        "GetPolicies with a token equals that of a phone, but for the token",
        arguments: Captures.rows(
            [("enrolment/phone-getpolicies-token.xml", "enrolment/discover-other-prefixes.xml")],
            captured: [
                (
                    "002-wso2-lumia630-wp81/03-device-getpolicies.xml",
                    "002-wso2-lumia630-wp81/02-server-discover.xml"
                )
            ]))
    func tokenPolicies(_ request: String, _ discovery: String) throws {
        let captured = try Captures.text(request)
        let plan = Fixtures.plan(credential: .token("any token"))
        let (_, step) = EnrollmentMachine.discovered(plan, try Captures.text(discovery))
        let call = try #require(step.call)
        let token = Base64.encode(Array("any token".utf8))
        #expect(call.text == captured.replacing("{BinarySecurityToken}", with: token))
    }

    @Test(
        "GetPolicies with a password equals that of a phone, but for who signs in and where",
        arguments: Captures.rows(
            ["enrolment/phone-getpolicies-password.xml"],
            captured: ["004-shawinnes-wp80-soti-enrolment/03-device-getpolicies.xml"]))
    func phonePolicies(_ path: String) throws {
        let captured = try Captures.oneLine(path)
        let sent = try XMLElement.read(Array(captured.utf8))
        let token = try #require(sent.at("Header", "Security", "UsernameToken"))
        let url = try #require(sent.at("Header", "To")?.text)
        let user = try #require(token.first("Username")?.text)
        let password = try #require(token.first("Password")?.text)
        let (_, step) = EnrollmentMachine.discovered(
            Fixtures.plan(credential: .password(user: user, password: password)),
            Server.discoverResponse(
                urls: "<EnrollmentPolicyServiceUrl>\(url)</EnrollmentPolicyServiceUrl>", enrollmentURL: url))
        #expect(step.call?.text == captured)
    }
}
