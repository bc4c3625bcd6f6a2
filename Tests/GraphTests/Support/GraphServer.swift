import Administration
import Graph
import JSON
import Notation
import Synchronization

/// The API on a tenant with a phone, an iPhone, a user and an administrator, at a time that stands still.
struct GraphServer {
    static let tenantID: ObjectID = "7c4f1de2-0b35-4a86-9f0e-5d2a7be0c913"
    static let start = Instant(seconds: 1_520_000_000)
    static let adele = "11111111-1111-4111-8111-111111111111"
    static let phone = "dddddddd-0000-4000-8000-000000000001"
    static let iPhone = "dddddddd-0000-4000-8000-000000000002"
    static let base = "http://127.0.0.1:18802"

    var tenant: Tenant
    var caller = GraphCaller(name: "script")
    var now = start
    var effects: [GraphEffect] = []

    init() throws {
        tenant = Tenant(
            Organization(
                id: Self.tenantID, displayName: "Lab", verifiedDomains: ["lab.example"], createdDateTime: Self.start))
        try tenant.add(
            DirectoryUser(id: ObjectID(Self.adele), displayName: "Adele", userPrincipalName: "adele@lab.example"))
        try add(Self.phone, "Phone-1", .windowsMobile, "10.0.15063.297", managementName: "urn:phone:1")
        try add(Self.iPhone, "iPhone-2", .iOS, "11.2", managementName: nil)
    }

    /// The API on a tenant as it is.
    init(_ tenant: Tenant) {
        self.tenant = tenant
    }

    /// A reset from the request to the phone's answer.
    mutating func reset() {
        _ = try? send("POST /v1.0/deviceManagement/managedDevices/\(Self.phone)/resetPasscode")
        sync()
    }

    mutating func add(
        _ id: String, _ name: String, _ platform: DevicePlatform, _ version: String, managementName: String?
    ) throws {
        let rest = id.dropFirst(8)
        try tenant.enroll(
            ManagedDevice(
                id: ObjectID(id), directoryID: ObjectID("eeeeeeee\(rest)"),
                azureADDeviceID: ObjectID("ffffffff\(rest)"),
                deviceName: name, platform: platform, osVersion: version, model: "Lumia 950",
                user: ObjectID(Self.adele),
                enrolledDateTime: now, managementName: managementName), occasion)
    }

    private static let counter = Atomic<UInt64>(0)

    var occasion: Occasion {
        Occasion(now: now, actor: caller.name) { count in
            let number = Self.counter.add(1, ordering: .relaxed).newValue
            return (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * UInt64($0 % 8))) }
        }
    }

    /// Sends a request as one line, such as `GET /v1.0/users`.
    mutating func send(_ line: String, _ body: JSONValue? = nil) throws -> GraphResponse {
        let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
        guard let first = parts.first, let method = GraphRequest.Method(rawValue: first), parts.count == 2 else {
            throw NoRequest()
        }
        let response = GraphAPI(base: Self.base, forPasswordsIn: body, hash: TestHash.make).answer(
            GraphRequest(method, parts[1], body: body, clientRequestID: "client"), from: caller, &tenant, occasion)
        effects += response.effects
        return response
    }

    struct NoRequest: Error {}

    /// A session of the phone, in which everything is answered with success and the new PIN is this.
    mutating func sync(passcode: String = "471123") {
        let id = ObjectID(Self.phone)
        let occasion = occasion
        tenant.beginSession(of: id, occasion)
        for work in tenant.work(for: id, provider: "Lab") {
            tenant.send(work, to: id, occasion)
            tenant.take(PhoneAnswer.success(work.command, passcode), to: work.subject, from: id, occasion)
        }
        tenant.endSession(of: id, occasion)
    }
}

extension GraphResponse {
    /// `error.code` and `error.message`.
    var error: (code: String, message: String)? {
        guard case .string(let code)? = body?["error"]?["code"], case .string(let text)? = body?["error"]?["message"]
        else { return nil }
        return (code, text)
    }

    /// The objects of a page.
    var values: [JSONValue] {
        if case .array(let values)? = body?["value"] { values } else { [] }
    }

    func text(_ name: String) -> String? {
        if case .string(let text)? = body?[name] { text } else { nil }
    }
}

extension JSONValue {
    func text(_ name: String) -> String? {
        if case .string(let text)? = self[name] { text } else { nil }
    }

    var names: [String] {
        if case .object(let members) = self { members.keys.sorted() } else { [] }
    }
}
