import Administration
import Agent
import BrowserDriver
import Enrollment
import Foundation
import Lab
import Logging
import Notation
import PINReset
import Settings
import SimulatedPhone
import TestSupport
import Transport
import Wire

/// A lab with its portal, a phone that has enrolled there with its own page, and a browser.
struct PortalStage: Sendable {
    static let pin = "271828"
    static let user = "adele@lab.example"

    let lab: RunningLab
    let agent: DeviceAgent
    let browser: Browser
    let control: ControlFile

    private static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    private static let blueprint = Result {
        var profile = PhoneProfile.lumia950
        profile.enrolled = nil
        return try Blueprint(profile: profile)
    }

    /// One authority for all servers, because making its key takes a moment.
    private static let authority = Result { try LabAuthority.make(now: LabSources.system.now()) }

    static func with(
        language: String = "en", _ work: @Sendable (PortalStage) async throws -> Void
    ) async throws {
        try await TestRoom.withBrowser {
            var configuration = LabConfiguration(usesTLS: false)
            // The stories are of what the administrator asks.
            configuration.management.asksNewDevices = false
            try await LabServer.withServer(configuration, authority: try authority.get(), logger: quiet) { lab in
                try await TemporaryFolder.with { folder in
                    try await HTTPExchange.withExchange(TransportConfiguration(allowsInsecureHTTP: true)) { exchange in
                        let agent = try await enroll(at: lab, exchange)
                        try await LivePage.serve(agent, folder) { control in
                            try await Browser.with(folder: folder) { browser in
                                try await browser.speak(language)
                                try await work(
                                    PortalStage(lab: lab, agent: agent, browser: browser, control: control))
                            }
                        }
                    }
                }
            }
        }
    }

    private static func enroll(at lab: RunningLab, _ exchange: HTTPExchange) async throws -> DeviceAgent {
        let now = Instant(seconds: LabSources.system.now())
        var phone = Phone(fresh: try blueprint.get(), seed: 1, now: now)
        try phone.setPIN(PIN(pin), now: now)
        var configuration = AgentConfiguration(pinResetService: .granted)
        configuration.pinResetPlace = RemotePINResetService.Place(url: lab.pinResetURL, exchanges: exchange)
        let agent = DeviceAgent(phone, store: nil, exchanges: exchange, configuration: configuration, logger: quiet)
        var order = EnrollmentOrder(
            discoveryURL: lab.discoveryURL, user: user, credential: .password(user: user, password: "secret"))
        order.allowsInsecureHTTP = true
        try await agent.enroll(order)
        return agent
    }
}

extension PortalStage {
    func open(_ path: String) async throws { try await browser.open(lab.baseURL + path) }

    func signIn() async throws {
        try await open("/portal")
        try await fill(user: "admin@lab.example", password: lab.token)
        try await browser.until("location.pathname === '/portal/devices'")
    }

    /// Fills in a form of signing in, the portal's or that of consent.
    func fill(user: String, password: String) async throws {
        try await browser.fill("input[name='user']", with: user)
        try await browser.fill("input[name='password']", with: password)
        try await browser.click("main form button")
    }

    var tenant: Tenant {
        get async throws(AdministrationError) {
            guard let tenant = await lab.tenancy.current() else { throw .unknown(tenant: lab.tenancy.tenant) }
            return tenant
        }
    }

    private var occasion: Occasion {
        Occasion(now: Instant(seconds: LabSources.system.now()), actor: "admin@lab.example") { count in
            (0..<count).map { _ in UInt8.random(in: .min ... .max) }
        }
    }

    /// The user has a tablet as well, for which no Windows policy is.
    func addTablet() async throws {
        let occasion = occasion
        try await lab.tenancy.change { tenant throws(AdministrationError) in
            _ = try tenant.enroll(
                ManagedDevice(
                    id: occasion.newID(), directoryID: occasion.newID(), azureADDeviceID: occasion.newID(),
                    deviceName: "Adele's tablet", platform: .iOS, osVersion: "11.2.6",
                    user: tenant.user(named: Self.user)?.id, enrolledDateTime: occasion.now), occasion)
        }
    }

    /// Consent, and the document's profile for all devices.
    /// - Returns: the profile's id.
    @discardableResult
    func prepare() async throws -> ObjectID {
        let occasion = occasion
        let id = occasion.newID()
        let group = occasion.newID()
        try await lab.tenancy.change { tenant throws(AdministrationError) in
            for application in PINResetApplication.allCases { tenant.consent(to: application, occasion) }
            let uri = "./Device/Vendor/MSFT/PassportForWork/\(tenant.id)/Policies/EnablePinRecovery"
            try tenant.add(
                DeviceConfiguration(
                    id: id, displayName: "PIN recovery", description: "As the document has it",
                    createdDateTime: occasion.now,
                    omaSettings: [OmaSetting(displayName: "Recovery", omaURI: uri, value: .boolean(true))]))
            try tenant.add(
                DirectoryGroup(id: group, displayName: "People", mailNickname: "p", createdDateTime: occasion.now))
            if let user = tenant.user(named: Self.user) { try tenant.add(member: user.id, to: group) }
            try tenant.assign(id, to: [.group(group)])
        }
        return id
    }

    /// The phone in the tenant.
    func device() async throws -> ManagedDevice {
        guard let device = try await tenant.devices.rows.first(where: { !$0.isRecord }) else { throw Missing() }
        return device
    }

    struct Missing: Error {}
}
