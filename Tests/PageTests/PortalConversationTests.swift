import Administration
import Agent
import BrowserDriver
import Lab
import SimulatedPhone
import Testing

/// What a device and the lab said to each other, looked at in the portal.
@Suite(
    "The conversation in the portal", .serialized,
    .enabled(if: Browser.isThere, "it needs chromium and chromedriver"), .timeLimit(.minutes(30)))
struct PortalConversationTests {
    /// A passcode is reset, and its conversation opened.
    private static func with(_ work: @Sendable (PortalStage, ObjectID) async throws -> Void) async throws {
        try await PortalStage.with { stage in
            try await stage.signIn()
            try await stage.prepare()
            _ = try await stage.agent.sync()
            let device = try await stage.device().id
            try await stage.open("/portal/devices/\(device)/ask/resetPasscode")
            try await stage.browser.click("main button")
            try await stage.browser.until("document.querySelector('.list')")
            _ = try await stage.agent.sync()
            try await stage.browser.click(".tabs-of a", saying: "Conversation")
            try await work(stage, device)
        }
    }

    @Test func `each message is a line, opened it tells the statuses that the device gave`() async throws {
        try await Self.with { stage, _ in
            let browser = stage.browser
            try await browser.see(".row.session", saying: "completed")
            try await browser.click(".row.server", saying: "Exec")
            try await browser.see(".command", saying: "LockAndRecoverPIN")
            try await browser.see(".command .badge.good", saying: "200")
            try await browser.picture("portal-conversation")
            // What is said to who is signed in has the same class, and stands at the right.
            let displays: [String] = try await browser.run(
                "return [...document.querySelectorAll('.row .who')].map(one => getComputedStyle(one).display)")
            #expect(!displays.isEmpty && displays.allSatisfy { $0 != "flex" })
            // What comes while one looks is there soon.
            let before: Int = try await browser.run("return document.querySelectorAll('.row.session').length")
            _ = try await stage.agent.sync()
            try await browser.until("document.querySelectorAll('.row.session').length > \(before)")
            #expect(try await browser.errors() == [])
            let own = [stage.lab.baseURL, "data:", "chrome://", "about:"]
            #expect(try await browser.requests().filter { request in !own.contains { request.hasPrefix($0) } } == [])
        }
    }

    @Test func `what failed is told with what its status means, and not as the phone's own reason`() async throws {
        try await Self.with { stage, _ in
            let browser = stage.browser
            try await stage.lab.management.queue(.get("./DevDetail/SwVV"), for: stage.agent.phone.deviceID)
            _ = try await stage.agent.sync()
            try await browser.click(".row.server", saying: "404")
            try await browser.see(".command .badge.poor", saying: "404")
            try await browser.see(".command .meaning", saying: "the phone alone knows")
            try await browser.see(".command .meaning", saying: "Probably meant is ./DevDetail/SwV (")
            let reasons: Int = try await browser.run("return document.querySelectorAll('.reason').length")
            #expect(reasons == 0)
        }
    }

    @Test func `in Italian a status is told in Italian, and what only descriptions know is marked as English`()
        async throws
    {
        try await PortalStage.with(language: "it") { stage in
            let browser = stage.browser
            try await stage.signIn()
            try await stage.lab.management.queue(.get("./DevDetail/SwVV"), for: stage.agent.phone.deviceID)
            _ = try await stage.agent.sync()
            try await stage.open("/portal/devices/\(try await stage.device().id)/conversation")
            try await browser.click(".row.server", saying: "404")
            try await browser.see(".meaning > p:not([lang])", saying: "Il nodo non esiste:")
            try await browser.see(".meaning > [lang='en']", saying: "Probably meant is ./DevDetail/SwV (")
        }
    }

    @Test func `times are told as on every page of the portal, wherever the browser is`() async throws {
        try await Self.with { stage, _ in
            try await stage.browser.live(in: "Asia/Tokyo")
            try await stage.browser.click(".tabs-of a", saying: "Conversation")
            try await stage.browser.until(
                """
                [...document.querySelectorAll(".row.message time")].length
                    && [...document.querySelectorAll(".row.message time")]
                        .every(time => time.textContent === time.dateTime.slice(11, 19))
                """)
        }
    }

    @Test func `who is not signed in any more is told so, and nothing else goes wrong`() async throws {
        try await Self.with { stage, _ in
            let browser = stage.browser
            try await browser.see(".row.session", saying: "completed")
            let _: Bool = try await browser.runAsynchronously(
                """
                const done = arguments[0], form = new FormData(document.querySelector("form.who"));
                fetch("/portal/sign-out", { method: "POST", body: new URLSearchParams(form) }).then(() => done(true));
                """)
            try await browser.see("[data-trouble]", saying: "You are not let in any more.")
        }
    }

    @Test func `secrets are masked until an administrator asks for them, and asking is in the audit logs`()
        async throws
    {
        try await Self.with { stage, device in
            let browser = stage.browser
            let pin = try #require(await stage.agent.phone.lockScreen.pin?.text)
            try await browser.click(".row.device", saying: "Results")
            try await browser.see(".command .address", saying: "NewPINValue")
            let masked: String = try await browser.run("return document.querySelector('#message').textContent")
            #expect(!masked.contains(pin))
            #expect(try await stage.tenant.audits.rows { $0.activity == .secretsShown }.isEmpty)
            try await browser.click("#message .switch input")
            try await browser.see("#message .value", saying: pin)
            let shown = try await stage.tenant.audits.rows { $0.activity == .secretsShown }
            #expect(shown.map(\.target) == [device] && shown.map(\.initiatedBy) == ["admin@lab.example"])
            try await browser.click("nav a", saying: "Audit logs")
            try await browser.see("tbody", saying: "Secrets shown")
        }
    }
}
