import Agent
import BrowserDriver
import SimulatedPhone
import SyncML
import Testing

/// How the page looks: narrow and wide, light and dark, in each language, and to those who do not see it.
@Suite(
    "Looks of the phone's page", .serialized, .enabled(if: Browser.isThere, "it needs chromium and chromedriver"),
    .timeLimit(.minutes(30)))
struct PageLooksTests {
    private static let script: LivePage.Script = { message, number in
        guard number == 1 else { return nil }
        let commands = [
            ServerMessage.get(2, "./DevDetail/SwV"), ServerMessage.get(3, "./Vendor/MSFT/Nowhere"),
            ServerMessage.write(.replace, 4, ServerMessage.camera, "0", .int),
        ]
        let text = String(decoding: ServerMessage.answer(message, commands), as: UTF8.self)
        return Array(text.replacing("<Final/>", with: "<Strange>1</Strange><Final/>").utf8)
    }

    struct Look: CustomTestStringConvertible, Sendable {
        var width: Int
        var isDark: Bool
        var language: String

        var testDescription: String { "\(width) \(isDark ? "dark" : "light") \(language)" }
    }

    static let looks = [
        Look(width: 320, isDark: false, language: "en"), Look(width: 320, isDark: true, language: "it"),
        Look(width: 1400, isDark: false, language: "it"), Look(width: 1400, isDark: true, language: "en"),
    ]

    /// Every part of the page, one after the other.
    private static func visit(_ page: LivePage, _ look: (_ name: String) async throws -> Void) async throws {
        let browser = page.browser
        try await browser.until("document.querySelectorAll('.row').length > 2")
        if try await browser.sees("#tab-phone") { try await page.choose("phone") }
        try await look("phone-lock")
        try await browser.click(".unlock")
        try await look("phone-start")
        for (index, name) in ["work", "settings", "notifications", "pin", "about"].enumerated() {
            try await browser.click(".tile:nth-of-type(\(index + 1))")
            try await browser.until("!document.querySelector('.tile')")
            try await look("phone-\(name)")
            try await browser.click(".keys button:nth-of-type(2)")
        }
        try await page.choose("conversation")
        try await browser.click(".row.server")
        try await browser.until("document.querySelector('.command')")
        let _: Bool = try await browser.run(
            "document.querySelectorAll('details').forEach(d => d.open = true); return true")
        try await look("conversation")
        try await page.choose("tree")
        try await browser.click(".tree .row:nth-of-type(3)")
        try await browser.until("document.querySelector('#panel-tree .facts')")
        try await look("tree")
        try await page.choose("answers")
        try await browser.until("document.querySelector('.add-rule')")
        try await look("answers")
    }

    @Test(arguments: looks) func `no text is cut, and nothing stands beyond the window`(_ look: Look) async throws {
        try await LivePage.with(Self.script, language: look.language) { page in
            try await page.browser.emulate(width: look.width, height: 900, isDark: look.isDark)
            _ = try? await page.agent.sync()
            try await page.open()
            #expect(try await page.browser.run("return document.documentElement.lang") == look.language)
            try await Self.visit(page) { name in
                #expect(try await page.browser.cutTexts() == [], "\(name)")
                try await page.picture("\(name)-\(look.testDescription.replacing(" ", with: "-"))")
            }
            #expect(try await page.browser.errors().isEmpty)
        }
    }

    @Test(
        .enabled(if: Browser.axe != nil, "axe-core was not found: UNDERSTUDY_AXE names its axe.min.js"),
        arguments: looks)
    func `axe-core finds nothing serious on any part`(_ look: Look) async throws {
        try await LivePage.with(Self.script, language: look.language) { page in
            try await page.browser.emulate(width: look.width, height: 900, isDark: look.isDark)
            _ = try? await page.agent.sync()
            try await page.open()
            try await Self.visit(page) { name in
                let faults = try await page.browser.seriousFaults()
                #expect(faults == [], "\(name)")
            }
        }
    }
}
