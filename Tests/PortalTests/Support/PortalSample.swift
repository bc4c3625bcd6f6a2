import Administration
import Notation
import PINReset
import Portal
import Settings
import SyncML
import Synchronization
import Testing

/// A tenant with an administrator, a user with three devices, and a clock that stands still; and somebody at the portal.
struct PortalSample {
    static let directory: ObjectID = "7c4f1de2-0b35-4a86-9f0e-5d2a7be0c913"
    static let start = Instant(seconds: 1_520_000_000)
    static let phone: ObjectID = "dddddddd-0000-4000-8000-000000000001"
    static let iPad: ObjectID = "dddddddd-0000-4000-8000-000000000002"
    static let desktop: ObjectID = "dddddddd-0000-4000-8000-000000000003"
    static let profile: ObjectID = "cccccccc-0000-4000-8000-000000000001"
    static let people: ObjectID = "aaaaaaaa-0000-4000-8000-000000000001"
    static let adele: ObjectID = "11111111-1111-4111-8111-111111111111"
    static let recovery = "./Device/Vendor/MSFT/PassportForWork/\(directory)/Policies/EnablePinRecovery"

    var tenant: Tenant
    var visitor = PortalVisitor(name: "admin@lab.example", tenant: directory, formToken: "form-token")
    var language = "en"
    var now = start

    init() throws {
        tenant = Tenant(
            Organization(
                id: Self.directory, displayName: "Contoso", verifiedDomains: ["lab.example"],
                createdDateTime: Self.start))
        try tenant.add(DirectoryUser(id: Self.adele, displayName: "Adele", userPrincipalName: "adele@lab.example"))
        try tenant.add(
            DirectoryUser(
                id: "22222222-2222-4222-8222-222222222222", displayName: "Admin",
                userPrincipalName: "admin@lab.example", isAdministrator: true))
        try tenant.add(
            DirectoryGroup(id: Self.people, displayName: "People", mailNickname: "p", createdDateTime: Self.start))
        try tenant.add(member: Self.adele, to: Self.people)
        for (id, platform, name) in [
            (Self.phone, DevicePlatform.windowsMobile, "Adele's phone"), (Self.iPad, .iOS, "Adele's tablet"),
            (Self.desktop, .windows, "Adele's desk"),
        ] {
            let number = id.rawValue.dropFirst(8)
            try tenant.enroll(
                ManagedDevice(
                    id: id, directoryID: ObjectID("eeeeeeee\(number)"), azureADDeviceID: ObjectID("ffffffff\(number)"),
                    deviceName: name, platform: platform, osVersion: platform == .iOS ? "11.2" : "10.0.15063.297",
                    user: Self.adele, enrolledDateTime: Self.start,
                    managementName: platform == .windowsMobile ? "urn:phone:1" : nil), occasion())
        }
    }

    private static let counter = Atomic<UInt64>(0)

    func occasion(by actor: String = "admin@lab.example") -> Occasion {
        Occasion(now: now, actor: actor) { count in
            let number = Self.counter.add(1, ordering: .relaxed).newValue
            return (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * UInt64($0 % 8))) }
        }
    }

    func context(_ query: String) -> PortalContext {
        PortalContext(
            tenant: tenant, visitor: visitor, texts: .fitting(language), now: now, phonesNow: now,
            query: FormFields(query.utf8) ?? FormFields([]))
    }

    /// A page of the portal.
    func page(_ route: PortalRoute, _ query: String = "") throws -> PortalPage {
        try Self.page(of: PortalPages.answer(route, context(query)))
    }

    /// Sends a form.
    @discardableResult
    mutating func send(_ path: String, _ fields: [(String, String)] = []) throws -> PortalOutcome {
        let form = try #require(PortalForm(PortalRoute.root + path, FormFields(fields)), "\(path) takes no such form")
        return PortalForms.take(form, &tenant, context(""), occasion())
    }

    static func page(of answer: PortalAnswer) throws -> PortalPage {
        guard case .page(let page) = answer else { throw NoPage(answer: answer) }
        return page
    }

    struct NoPage: Error {
        var answer: PortalAnswer
    }

    /// The phone comes by, and answers each command with this status.
    mutating func sync(_ code: StatusCode = .ok, passcode: String = "471123") {
        tenant.beginSession(of: Self.phone, occasion(by: "phone"))
        for work in tenant.work(for: Self.phone, provider: "Lab") {
            tenant.send(work, to: Self.phone, occasion(by: "phone"))
            tenant.take(
                Self.answer(work.command, code, passcode), to: work.subject, from: Self.phone, occasion(by: "phone"))
        }
        tenant.endSession(of: Self.phone, occasion(by: "phone"))
    }

    private static func answer(_ command: Command, _ code: StatusCode, _ passcode: String) -> DeviceAnswer {
        switch command {
        case .container(let container):
            container.commands.reduce(into: DeviceAnswer(statuses: [.init(container.kind.name, nil, code)])) {
                whole, inner in
                let part = answer(inner, code, passcode)
                whole.statuses += part.statuses
                whole.results += part.results
            }
        case .access(let access):
            DeviceAnswer(
                statuses: [.init(access.verb.name, access.items.first?.target, code)],
                results: access.verb == .get && code.isSuccess
                    ? [.init(access.items.first?.target ?? "", passcode)] : [])
        default: DeviceAnswer()
        }
    }

    /// Both applications have consent, and the profile of the document is there, assigned to the user's group.
    mutating func prepare() throws {
        for application in PINResetApplication.allCases { tenant.consent(to: application, occasion()) }
        try addProfile(to: [.group(Self.people)])
    }

    mutating func addProfile(
        _ settings: [OmaSetting] = [OmaSetting(displayName: "Recovery", omaURI: recovery, value: .boolean(true))],
        to targets: [AssignmentTarget]
    ) throws {
        try tenant.add(
            DeviceConfiguration(
                id: Self.profile, displayName: "PIN recovery", createdDateTime: Self.start, omaSettings: settings))
        try tenant.assign(Self.profile, to: targets)
    }
}
