import Administration
import Agent
import BrowserDriver
import Testing

/// How the portal looks: narrow and wide, light and dark, in each language, and to those who do not see it.
@Suite(
    "Looks of the portal", .serialized, .enabled(if: Browser.isThere, "it needs chromium and chromedriver"),
    .timeLimit(.minutes(30)))
struct PortalLooksTests {
    /// Every page, one after the other, with something on each.
    private static func visit(_ stage: PortalStage, _ look: (_ name: String) async throws -> Void) async throws {
        try await stage.open("/portal/sign-in")
        try await look("sign-in")
        try await stage.signIn()
        try await stage.addTablet()
        let device = try await stage.device().id
        // A reset that fails, then one that succeeds.
        for isPrepared in [false, true] {
            if isPrepared { try await stage.prepare() }
            _ = try? await stage.agent.sync()
            try await stage.open("/portal/devices/\(device)/ask/resetPasscode")
            try await stage.browser.click("main button")
            try await stage.browser.until("document.querySelector('.list')")
            _ = try? await stage.agent.sync()
        }
        let tenant = try await stage.tenant
        let failed = tenant.actions.rows.first { $0.state == .failed }
        let profile = tenant.configurations.rows.first?.id ?? ""
        let group = tenant.groups.rows.first?.id ?? ""
        let tablet = tenant.devices.rows.first { $0.isRecord }?.id ?? ""
        let pages = [
            ("devices", "devices"), ("device", "devices/\(device)"), ("conversation", "devices/\(device)/conversation"),
            ("tablet", "devices/\(tablet)"),
            ("question", "devices/\(device)/ask/wipe"), ("failure", "devices/\(device)/actions/\(failed?.id ?? "")"),
            ("profiles", "profiles"), ("profile-new", "profiles/new"), ("profile", "profiles/\(profile)"),
            ("profile-settings", "profiles/\(profile)/settings"), ("assignments", "profiles/\(profile)/assignments"),
            ("device-status", "profiles/\(profile)/device-status"), ("user-status", "profiles/\(profile)/user-status"),
            ("setting-status", "profiles/\(profile)/setting-status"), ("groups", "groups"),
            ("group", "groups/\(group)"),
            ("users", "users"), ("role", "users/\(tenant.users.rows.first?.id ?? "")/role"),
            ("applications", "applications"), ("actions", "actions"), ("audit", "audit"),
        ]
        for (name, path) in pages {
            try await stage.open("/portal/\(path)")
            try await stage.browser.until("document.querySelector('main h1')")
            let _: Bool = try await stage.browser.run(
                "document.querySelectorAll('details').forEach(d => d.open = true); return true")
            try await look(name)
        }
        try await stage.open("/portal/devices/\(device)")
        try await stage.browser.click(".passcode button")
        try await stage.browser.until("document.querySelector('#passcode')")
        try await look("passcode")
        try await stage.browser.click(".offers a")
        try await stage.browser.until("document.querySelector('dialog[open]')")
        try await look("dialog")
    }

    @Test(arguments: PageLooksTests.looks)
    func `no text is cut, and nothing stands beyond the window`(_ look: PageLooksTests.Look) async throws {
        try await PortalStage.with(language: look.language) { stage in
            try await stage.browser.emulate(width: look.width, height: 900, isDark: look.isDark)
            try await Self.visit(stage) { name in
                #expect(try await stage.browser.run("return document.documentElement.lang") == look.language)
                #expect(try await stage.browser.cutTexts() == [], "\(name)")
                try await stage.browser.picture(
                    "portal-\(name)-\(look.testDescription.replacing(" ", with: "-"))")
            }
            #expect(try await stage.browser.errors() == [])
        }
    }

    @Test(
        .enabled(if: Browser.axe != nil, "axe-core was not found: UNDERSTUDY_AXE names its axe.min.js"),
        arguments: PageLooksTests.looks)
    func `axe-core finds nothing serious on any page`(_ look: PageLooksTests.Look) async throws {
        try await PortalStage.with(language: look.language) { stage in
            try await stage.browser.emulate(width: look.width, height: 900, isDark: look.isDark)
            try await Self.visit(stage) { name in
                let faults = try await stage.browser.seriousFaults()
                #expect(faults == [], "\(name)")
            }
        }
    }
}
