import Administration
import Agent
import BrowserDriver
import Lab
import PINReset
import SimulatedPhone
import Testing

/// The document's story, done by an administrator in a browser from beginning to end.
@Suite(
    "The story in the portal", .serialized, .enabled(if: Browser.isThere, "it needs chromium and chromedriver"),
    .timeLimit(.minutes(30)))
struct PortalStoryTests {
    private static func type(_ pin: String, _ browser: Browser) async throws {
        for digit in pin { try await browser.click(".pad button", saying: String(digit)) }
        try await browser.click(".pad button", saying: "Enter")
    }

    @Test func `consent, profile, assignment, reset, passcode: the old PIN is refused, the new one opens the phone`()
        async throws
    {
        try await PortalStage.with { stage in
            let browser = stage.browser
            try await stage.addTablet()
            try await stage.signIn()
            try await browser.see("tbody", saying: "Adele's tablet")
            try await Self.consent(stage)
            _ = try await browser.errors()
            _ = try await browser.requests()
            try await Self.makeGroup(stage)
            try await Self.makeProfile(stage)
            _ = try await stage.agent.sync()
            let passcode = try await Self.reset(stage)
            try await Self.seeStatus(stage)
            try await browser.click("nav a", saying: "Audit logs")
            try await browser.see("tbody", saying: "Passcode read")
            try await browser.picture("portal-audit")
            #expect(try await browser.errors() == [])
            let foreign = try await browser.requests().filter { !$0.hasPrefix(stage.lab.baseURL) }
            #expect(foreign == [])
            try await Self.use(passcode, stage)
        }
    }

    /// S4 to S7.
    private static func consent(_ stage: PortalStage) async throws {
        let browser = stage.browser
        for count in 1...2 {
            try await browser.click("nav a", saying: "Enterprise applications")
            try await browser.click(".button", saying: "Give consent")
            try await browser.see("h1", saying: "Sign in")
            try await stage.fill(user: "admin@lab.example", password: stage.lab.token)
            try await browser.click("button", saying: "Accept")
            try await browser.see("main", saying: "This is normal")
            try await browser.click("a", saying: "Enterprise applications")
            try await browser.until(
                "[...document.querySelectorAll('.mark')].filter(e => e.textContent === 'Enabled').length === \(count)")
        }
        try await browser.picture("portal-applications")
    }

    private static func makeGroup(_ stage: PortalStage) async throws {
        let browser = stage.browser
        try await browser.click("nav a", saying: "Groups")
        try await browser.fill("input[name='name']", with: "People")
        try await browser.click("button", saying: "Create")
        try await browser.fill("input[name='member']", with: PortalStage.user)
        try await browser.click("button", saying: "Add")
        try await browser.see("tbody", saying: PortalStage.user)
    }

    /// S8, S9.
    private static func makeProfile(_ stage: PortalStage) async throws {
        let browser = stage.browser
        let uri = { (directory: String) in
            "./Device/Vendor/MSFT/PassportForWork/\(directory)/Policies/EnablePinRecovery"
        }
        try await browser.click("nav a", saying: "Profiles")
        try await browser.click("a.button", saying: "Create profile")
        try await browser.fill("input[name='name']", with: "PIN recovery")
        try await browser.fill("[name='uri.0']", with: uri("*tenant ID*"))
        try await browser.see(".warnings", saying: "'*tenant ID*' where the directory id belongs")
        try await browser.picture("portal-warning")
        let directory: String = try await browser.run("return document.querySelector('#directory').textContent")
        #expect(directory == stage.lab.tenancy.tenant.rawValue)
        try await browser.fill("[name='uri.0']", with: uri(directory))
        try await browser.until("!document.querySelector('.warning')")
        try await browser.click("button", saying: "Save")
        try await browser.click("nav a", saying: "Assignments")
        try await browser.fill("input[name='added']", with: "People")
        try await browser.click("button", saying: "Save")
        try await browser.see(".notice", saying: "The assignments were saved.")
        try await browser.see(".assigned", saying: "People")
    }

    /// S10.
    private static func reset(_ stage: PortalStage) async throws -> String {
        let browser = stage.browser
        let name = try await stage.device().deviceName
        try await browser.click("nav a", saying: "Devices")
        try await browser.click("tbody a", saying: name)
        try await browser.see("main", saying: "As far as the server knows, yes.")
        try await browser.click(".offers a", saying: "New passcode")
        try await browser.see("dialog[open]", saying: "for the next seven days")
        try await browser.picture("portal-question")
        try await browser.click("dialog[open] button", saying: "Yes")
        try await browser.see(".list .mark", saying: "Pending")
        _ = try await stage.agent.sync()
        // The page sees by itself that it is done.
        try await browser.see(".list .mark", saying: "Complete")
        try await browser.see(".passcode", saying: "Nobody has yet")
        try await browser.click("button", saying: "Show the passcode")
        try await browser.see(".passcode", saying: "admin@lab.example")
        try await browser.picture("portal-passcode")
        return try await browser.run("return document.querySelector('#passcode').textContent")
    }

    private static func seeStatus(_ stage: PortalStage) async throws {
        let browser = stage.browser
        try await browser.click("nav a", saying: "Profiles")
        try await browser.click("tbody a", saying: "PIN recovery")
        try await browser.click("nav a", saying: "Device status")
        try await browser.see("tbody tr", saying: "Not applicable")
        try await browser.see("tbody tr", saying: "Succeeded")
        try await browser.picture("portal-device-status")
    }

    /// What was read in the portal is typed on the phone.
    private static func use(_ passcode: String, _ stage: PortalStage) async throws {
        let browser = stage.browser
        #expect(passcode.count >= 4 && passcode != PortalStage.pin)
        try await browser.open(stage.control.pageAddress)
        try await browser.until("document.querySelector('#link').dataset.link === 'live'")
        // What happened before is told first, and locks the screen anew.
        try await browser.see(".news", saying: "Your PIN was reset")
        try await browser.click(".unlock")
        try await type(PortalStage.pin, browser)
        try await browser.see(".pin-message", saying: "That PIN is wrong.")
        try await type(passcode, browser)
        try await browser.until("!document.querySelector('.pad')")
        #expect(await !stage.agent.phone.lockScreen.isLocked)
    }

    @Test func `S11: a reset that fails leads by its link to the reason and to what to do`() async throws {
        try await PortalStage.with { stage in
            let browser = stage.browser
            try await stage.signIn()
            try await stage.open("/portal/devices/\(try await stage.device().id)")
            try await browser.see("main", saying: "Not yet. What is missing:")
            try await browser.click(".offers a", saying: "New passcode")
            try await browser.click("dialog[open] button", saying: "Yes")
            try await browser.see(".list .mark", saying: "Pending")
            _ = try? await stage.agent.sync()
            try await browser.see(".list .mark", saying: "Failed")
            try await browser.click("a", saying: "More details")
            try await browser.see("h1", saying: "New passcode: Failed")
            try await browser.see("main", saying: "0x87D101F4")
            try await browser.see(".points", saying: "has not consented to")
            try await browser.picture("portal-failure")
            #expect(try await browser.errors() == [])
        }
    }

    @Test func `the keyboard alone asks, says No and says Yes`() async throws {
        try await PortalStage.with { stage in
            let browser = stage.browser
            try await stage.signIn()
            try await stage.open("/portal/devices/\(try await stage.device().id)")
            for key in [Browser.Key.enter, .space] {
                let _: Bool = try await browser.run(
                    "document.querySelector('[data-dialog=\"ask-remoteLock\"]').focus(); return true")
                try await browser.press(key)
                try await browser.see("dialog[open]", saying: "Lock the screen")
                // The first thing in the dialog that can be pressed is Yes, the second No.
                if key == .enter { try await browser.press(.tab) }
                try await browser.press(.enter)
                if key == .enter { try await browser.until("!document.querySelector('dialog[open]')") }
            }
            try await browser.see(".list", saying: "Remote lock")
            #expect(try await stage.tenant.actions.rows.map(\.kind) == [.remoteLock])
        }
    }

    @Test func `who types when the session is over is told before they save`() async throws {
        try await PortalStage.with { stage in
            let browser = stage.browser
            try await stage.signIn()
            try await stage.open("/portal/profiles/new")
            let _: Bool = try await browser.runAsynchronously(
                """
                const done = arguments[0], form = new FormData(document.querySelector("form.who"));
                fetch("/portal/sign-out", { method: "POST", body: new URLSearchParams(form) }).then(() => done(true));
                """)
            // Who was about to leave and has stayed is told no less.
            let _: Bool = try await browser.run("dispatchEvent(new Event('beforeunload')); return true")
            try await browser.fill("textarea[name='uri.0']", with: "./DevInfo/Man")
            try await browser.see("#lost", saying: "Sign in again")
        }
    }

    @Test func `clicked twice, an action is asked for once, and again only by who has waited`() async throws {
        try await PortalStage.with { stage in
            let browser = stage.browser
            try await stage.signIn()
            try await stage.open("/portal/devices/\(try await stage.device().id)")
            try await browser.click(".offers a", saying: "New passcode")
            try await browser.until("document.querySelector('dialog[open]')")
            let prevented: Bool = try await browser.run(
                """
                const form = document.querySelector("dialog[open] form");
                const send = (later) => {
                    const event = new SubmitEvent("submit", { bubbles: true, cancelable: true });
                    Object.defineProperty(event, "timeStamp", { value: event.timeStamp + later });
                    return form.dispatchEvent(event);
                };
                return send(0) && !send(0) && !send(5_000) && send(15_000) && !send(20_000);
                """)
            #expect(prevented)
        }
    }

    @Test func `in an irrevocable question No comes first to the keyboard`() async throws {
        try await PortalStage.with { stage in
            let browser = stage.browser
            try await stage.signIn()
            try await stage.open("/portal/devices/\(try await stage.device().id)")
            try await browser.click(".offers a", saying: "Wipe")
            try await browser.until("document.activeElement.matches('dialog[open] [data-close]')")
            try await browser.press(.enter)
            try await browser.until("!document.querySelector('dialog[open]')")
            #expect(try await stage.tenant.actions.rows.isEmpty)
        }
    }

    @Test func `in a narrow window a table is a table still to who does not see it`() async throws {
        try await PortalStage.with { stage in
            let browser = stage.browser
            try await stage.signIn()
            try await browser.until("document.querySelector('table.list[role=table] tbody th[role=rowheader]')")
            try await browser.until("document.querySelector('table.list thead th[role=columnheader]')")
        }
    }

    @Test func `without a script a page asks the same`() async throws {
        try await PortalStage.with { stage in
            let browser = stage.browser
            try await stage.signIn()
            let device = try await stage.device()
            try await stage.open("/portal/devices/\(device.id)/ask/rebootNow")
            try await browser.see("main", saying: "Start \(device.deviceName) anew?")
            try await browser.click("main button", saying: "Yes")
            try await browser.see(".list", saying: "Restart")
            #expect(try await stage.tenant.actions.rows.map(\.kind) == [.rebootNow])
        }
    }
}
