import Agent
import BrowserDriver
import Conversations
import ServerScripts
import SimulatedPhone
import SyncML
import Testing

/// The conversation with a server that is not the lab, looked at in a browser.
@Suite(
    "The conversation on the phone's page", .serialized,
    .enabled(if: Browser.isThere, "it needs chromium and chromedriver"), .timeLimit(.minutes(30)))
struct ConversationPageTests {
    /// The first message asks for what is there, for what is not, and for what this phone's edition does not do.
    private static let asking: LivePage.Script = { message, number in
        guard number == 1 else { return nil }
        return ServerMessage.answer(
            message,
            [
                ServerMessage.get(2, "./DevDetail/SwV"), ServerMessage.get(3, "./Vendor/MSFT/Nowhere"),
                ServerMessage.write(.replace, 4, ServerMessage.camera, "0", .int),
            ])
    }

    @Test func `each message is a line, and opened tells commands, values, statuses and reasons`() async throws {
        try await LivePage.with(Self.asking) { page in
            let browser = page.browser
            try await page.open()
            _ = try await page.agent.sync()
            try await browser.see(".row.session", saying: "completed")
            try await browser.see(".row.session", saying: "4 messages")
            try await browser.click(".row.server", saying: "Get 2")
            try await browser.see("#message h2", saying: "Message 1 of the server")
            try await browser.see(".command", saying: "./DevDetail/SwV")
            try await browser.see(".command .badge.poor", saying: "404")
            try await browser.see(".command .reason", saying: "Nowhere")
            try await page.picture("conversation")
            try await browser.click(".row.device", saying: "Results")
            try await browser.see(".command .value", saying: "10.0.15063")
            // The pretty form and the wire's are there, folded.
            try await browser.click("summary", saying: "XML, laid out")
            try await browser.see("details[open] pre", saying: "<MsgID>2</MsgID>")
            #expect(try await browser.errors().isEmpty)
            let requests = try await browser.requests()
            let own = [page.control.address, "data:", "chrome://", "about:"]
            #expect(requests.filter { request in !own.contains { request.hasPrefix($0) } } == [])
            #expect(!requests.contains { $0.contains(page.control.token) && !$0.contains("#") })
        }
    }

    @Test(arguments: [false, true])
    func `the first click of a mouse opens the message under it, and the list stays where it is`(
        messagesComeMeanwhile: Bool
    ) async throws {
        try await LivePage.with { page in
            let browser = page.browser
            try await page.open()
            for _ in 1...16 { _ = try? await page.agent.sync() }
            try await browser.until("document.querySelector('.virtual').scrollTop > 100")
            try await browser.until("document.querySelector('.side [role=status]').textContent.startsWith('32 ')")
            let row: String = try await browser.run(
                "return [...document.querySelectorAll('.row.message.device')].at(-1).id")
            let place = try await browser.pressMouse(onLast: ".row.message.device")
            if messagesComeMeanwhile {
                _ = try? await page.agent.sync()
                try await browser.until("document.querySelector('.side [role=status]').textContent.startsWith('34 ')")
            }
            try await browser.releaseMouse(at: place)
            try await browser.see("#message h2", saying: "of the phone")
            try await browser.until("document.querySelector('.row.active').id === '\(row)'")
            #expect(try await browser.run("return document.querySelector('.virtual').scrollTop > 100") == true)
        }
    }

    @Test func `filters leave what fits: address, command, status, text`() async throws {
        try await LivePage.with(Self.asking) { page in
            let browser = page.browser
            try await page.open()
            _ = try await page.agent.sync()
            try await browser.until("document.querySelectorAll('.row.message').length === 4")
            for (field, text, count) in [("text", "AllowCamera", 1), ("address", "devdetail", 2), ("status", "404", 2)]
            {
                try await browser.fill("input[name='\(field)']", with: text)
                try await browser.until("document.querySelectorAll('.row.message').length === \(count)")
                try await browser.fill("input[name='\(field)']", with: "")
                try await browser.until("document.querySelectorAll('.row.message').length === 4")
            }
            try await browser.fill("select[name='verb']", with: "Alert")
            try await browser.until("document.querySelectorAll('.row.message').length === 1")
        }
    }

    @Test func `what is odd in a message is marked at its place in the text`() async throws {
        let script: LivePage.Script = { message, number in
            guard number == 1 else { return nil }
            let text = String(decoding: ServerMessage.answer(message, []), as: UTF8.self)
            return Array(text.replacing("<Final/>", with: "<Strange>1</Strange><Final/>").utf8)
        }
        try await LivePage.with(script) { page in
            let browser = page.browser
            try await page.open()
            _ = try? await page.agent.sync()
            try await browser.see(".row.server .oddity", saying: "⚑")
            try await browser.click(".row.server")
            try await browser.see(".oddities li", saying: "line 1")
            try await browser.click(".oddities button", saying: "line 1")
            try await browser.see("mark", saying: "<Strange>")
            try await page.picture("oddity")
        }
    }

    @Test func `WBXML is shown as XML, with the octets beside it`() async throws {
        let script: LivePage.Script = { message, number in
            number == 1
                ? ServerMessage.answer(message, [ServerMessage.get(2, "./DevDetail/SwV")], form: .wbxml) : nil
        }
        try await LivePage.with(script) { page in
            let browser = page.browser
            try await page.open()
            _ = try? await page.agent.sync()
            try await browser.click(".row.server")
            try await browser.click("summary", saying: "As XML, and its octets")
            try await browser.see(".beside pre", saying: "<LocURI>./DevDetail/SwV</LocURI>")
            try await browser.see(".beside .dump", saying: "000000  02 a4 ")
        }
    }

    @Test func `secrets are shown only once they are asked for`() async throws {
        let script: LivePage.Script = { message, number in
            let uri = "./Vendor/MSFT/RemoteLock/"
            guard number == 1 else { return nil }
            return ServerMessage.answer(
                message, [ServerMessage.exec(2, uri + "LockAndResetPIN"), ServerMessage.get(3, uri + "NewPINValue")])
        }
        try await LivePage.with(script) { page in
            let browser = page.browser
            try await page.open()
            _ = try await page.agent.sync()
            let pin = try #require(await page.agent.phone.lockScreen.pin?.text)
            try await browser.click(".row.device", saying: "Results")
            try await browser.see(".command .value", saying: "(not told here)")
            let told = "document.querySelector('#message').textContent.includes('\(pin)')"
            #expect(try await browser.run("return \(told)") == false)
            try await browser.click("#message .switch input")
            try await browser.until(told)
        }
    }

    @Test func `a connection that was lost comes back by itself, and nothing is missing`() async throws {
        try await LivePage.with(Self.asking) { page in
            let browser = page.browser
            try await CuttableRelay.with(to: page.control.port) { relay, port in
                let isLink = { (link: String) in "document.querySelector('#link').dataset.link === '\(link)'" }
                try await browser.open("http://127.0.0.1:\(port)/#\(page.control.token)")
                try await browser.until(isLink("live"))
                relay.cut()
                try await browser.until(isLink("lost"))
                _ = try await page.agent.sync()
                relay.mend()
                try await browser.until(isLink("live"))
                try await browser.until("document.querySelectorAll('.row.message').length === 4")
                // What it has missed of the phone it knows as well.
                try await browser.click("button", saying: "Action centre")
                try await browser.see(".notice", saying: "Your organization has changed settings")
            }
        }
    }

    @Test func `when the network is there again the stream is made anew, and nothing is missing`() async throws {
        try await LivePage.with(Self.asking) { page in
            let browser = page.browser
            try await page.open()
            let _: Bool = try await browser.run("dispatchEvent(new Event('online')); return true")
            try await browser.until(
                "performance.getEntriesByType('resource').some(e => e.name.includes('/events'))"
                    + " && document.querySelector('#link').dataset.link === 'live'")
            _ = try await page.agent.sync()
            try await browser.until("document.querySelectorAll('.row.message').length === 4")
        }
    }

    @Test func `of ten thousand messages only those are in the page that are seen`() async throws {
        let script: LivePage.Script = { message, _ in ServerMessage.answer(message, []) }
        try await LivePage.with(script) { page in
            for _ in 1...2500 { _ = try await page.agent.sync() }
            let browser = page.browser
            try await page.open()
            try await browser.see(".side", saying: "5,000 messages")
            let rows: Int = try await browser.run("return document.querySelectorAll('.row.message').length")
            #expect(rows > 3 && rows < 100)
            let milliseconds: Double = try await browser.runAsynchronously(
                """
                const done = arguments[0], list = document.querySelector('.virtual'), begun = performance.now();
                let steps = 0;
                const step = () => {
                    list.scrollTop = (list.scrollHeight / 60) * steps;
                    if (++steps < 60) requestAnimationFrame(step); else done((performance.now() - begun) / 60);
                };
                step();
                """)
            // Sixty leaps through all of the list, a picture each: a busy machine may draw a tenth of what a calm one does.
            #expect(milliseconds < 170)
        }
    }

    @Test func `while five thousand sessions run, the page keeps no more than the phone does`() async throws {
        let script: LivePage.Script = { message, _ in ServerMessage.answer(message, []) }
        try await LivePage.with(script, log: ConversationLog(mostMessages: 2000)) { page in
            let browser = page.browser
            try await page.open()
            for _ in 1...5000 { _ = try await page.agent.sync() }
            try await browser.until("document.querySelector('.side p').textContent.includes('Those before number')")
            let last = "document.querySelector('#link').dataset.link === 'live'"
            try await browser.until(
                "\(last) && /^(1,[89]\\d\\d|2,000) messages/.test(document.querySelector('.side p').textContent)")
            let elements: Int = try await browser.run("return document.querySelectorAll('*').length")
            #expect(elements < 1500)
            let heap: Int = try await browser.run("return performance.memory.usedJSHeapSize")
            #expect(heap < 64 << 20)
        }
    }

    @Test func `what a server writes is shown and never run, in addresses, values and names`() async throws {
        let evil = "\"><script>window.pwned=1</script><img src=x onerror='window.pwned=2'>\u{202E}"
        let script: LivePage.Script = { message, number in
            let commands = [
                ServerMessage.get(2, "./Vendor/\(evil)"),
                ServerMessage.write(.replace, 3, "./Vendor/MSFT/Policy/Config/Camera/AllowCamera", evil, .chr),
            ]
            return number == 1 ? ServerMessage.answer(message, commands) : nil
        }
        try await LivePage.with(
            script, tune: { $0.enrolled?.account.user = evil }
        ) { page in
            let browser = page.browser
            try await page.open()
            _ = try await page.agent.sync()
            try await browser.click(".row.server")
            try await browser.see(".command", saying: "<script>window.pwned=1</script>")
            try await browser.click("summary", saying: "As on the wire")
            try await browser.click(".unlock")
            try await browser.click(".tile", saying: "Access work or school")
            try await browser.see(".facts", saying: "<img src=x")
            #expect(try await browser.run("return typeof window.pwned") == "undefined")
            #expect(try await browser.errors().isEmpty)
        }
    }
}
