import Agent
import BrowserDriver
import SimulatedPhone
import SyncML
import Testing

/// The management tree and the answer rules on the phone's page.
@Suite(
    "The tree and the rules on the phone's page", .serialized,
    .enabled(if: Browser.isThere, "it needs chromium and chromedriver"), .timeLimit(.minutes(30)))
struct TreePageTests {
    @Test func `a node tells what it is and who wrote it, and is written by hand as the phone judges`() async throws {
        let script: LivePage.Script = { message, number in
            let write = ServerMessage.write(.replace, 2, ServerMessage.camera, "0", .int)
            return number == 1 ? ServerMessage.answer(message, [write]) : nil
        }
        try await LivePage.with(script) { page in
            let browser = page.browser
            try await page.open()
            _ = try await page.agent.sync()
            try await page.choose("tree")
            try await browser.fill("#panel-tree input[type='search']", with: "AllowCamera")
            try await browser.click(".tree .row", saying: "Config/Camera/AllowCamera")
            try await browser.see("#panel-tree .facts", saying: "message 2")
            try await browser.see("#panel-tree .facts", saying: "Replace")
            try await page.picture("tree")
            try await browser.click("#panel-tree .facts button", saying: "message 2")
            try await browser.see("#message h2", saying: "Message 1 of the server")
            try await page.choose("tree")
            try await browser.fill("#panel-tree .hand select", with: "1")
            try await browser.click("#panel-tree .hand button", saying: "Replace")
            try await browser.see("#panel-tree .result", saying: "200")
            try await browser.see(".tree .node-value", saying: "1")
            try await browser.see("#panel-tree .facts", saying: "by hand")
            // What does not go is told with its reason.
            try await browser.click("#panel-tree .hand button", saying: "Execute")
            try await browser.see("#panel-tree .result .badge.poor", saying: "405")
            try await browser.see("#panel-tree .result .reason", saying: "Exec")
        }
    }

    @Test func `the way back leads to the part before, and loaded anew the page shows the same`() async throws {
        try await LivePage.with { page in
            let browser = page.browser
            try await page.open()
            try await page.choose("tree")
            try await page.choose("answers")
            let isChosen = { (tab: String) in
                "document.querySelector('#tab-\(tab)[aria-selected=true]') && !document.querySelector('#panel-\(tab)').hidden"
            }
            let _: Bool = try await browser.run("history.back(); return true")
            try await browser.until(isChosen("tree"))
            let _: Bool = try await browser.run("location.reload(); return true")
            try await browser.until(isChosen("tree"))
            let _: Bool = try await browser.run("history.back(); return true")
            try await browser.until(isChosen("conversation"))
        }
    }

    @Test func `what could be there is greyed, and opens and closes by the keyboard`() async throws {
        try await LivePage.with { page in
            let browser = page.browser
            try await page.open()
            try await page.choose("tree")
            try await browser.until("document.querySelectorAll('.tree .row').length > 3")
            let count: Int = try await browser.run("return document.querySelectorAll('.tree .row.absent').length")
            #expect(count == 0)
            try await browser.click("#panel-tree .switch input")
            try await browser.fill("#panel-tree input[type='search']", with: "DoWipe")
            try await browser.see(".tree .row", saying: "RemoteWipe")
            try await browser.fill("#panel-tree input[type='search']", with: "{")
            try await browser.until("document.querySelector('.tree .row.absent')")
            try await browser.fill("#panel-tree input[type='search']", with: "")
            let isOpen = "document.querySelector('.tree .row.active')?.getAttribute('aria-expanded')"
            let _: Bool = try await browser.run("document.querySelector('.tree').focus(); return true")
            try await browser.press(.down)
            try await browser.until("\(isOpen) === 'true'")
            try await browser.press(.left)
            try await browser.until("\(isOpen) === 'false'")
            try await browser.press(.right)
            try await browser.until("\(isOpen) === 'true'")
        }
    }

    @Test func `an answer rule is added, counts, and is switched off`() async throws {
        let script: LivePage.Script = { message, number in
            number == 1 ? ServerMessage.answer(message, [ServerMessage.get(2, "./DevDetail/SwV")]) : nil
        }
        try await LivePage.with(script) { page in
            let browser = page.browser
            try await page.open()
            try await page.choose("answers")
            try await browser.see("#panel-answers", saying: "There are none")
            try await browser.fill("#panel-answers input[name='pattern']", with: "./DevDetail/**")
            try await browser.fill("#panel-answers input[name='status']", with: "5")
            try await browser.click("#panel-answers button[type='submit']")
            try await browser.see("#panel-answers .result", saying: "allowed: a status of OMA-DM")
            try await browser.fill("#panel-answers input[name='status']", with: "500")
            try await browser.click("#panel-answers button[type='submit']")
            try await browser.see(".rules-list li", saying: "any ./DevDetail/**")
            _ = try await page.agent.sync()
            try await browser.see(".rules-list li", saying: "used 1 time")
            try await page.picture("answers")
            try await browser.click(".rules-list button", saying: "Switch off")
            try await browser.see("#panel-answers", saying: "There are none")
            #expect(await page.agent.answers.isEmpty)
        }
    }
}
