import Agent
import BrowserDriver
import SimulatedPhone
import SyncML
import Testing

/// The phone, used by a person in a browser.
@Suite(
    "The phone on its page", .serialized, .enabled(if: Browser.isThere, "it needs chromium and chromedriver"),
    .timeLimit(.minutes(30)))
struct PhoneOnPageTests {
    private static func type(_ pin: String, _ browser: Browser) async throws {
        for digit in pin { try await browser.click(".pad button", saying: String(digit)) }
        try await browser.click(".pad button", saying: "Enter")
    }

    @Test func `a locked phone opens by its PIN, typed on the pad, and by no other`() async throws {
        try await LivePage.with(tune: { $0.lock() }) { page in
            let browser = page.browser
            try await page.open()
            try await page.picture("phone-locked")
            try await browser.click(".unlock")
            try await Self.type("1234", browser)
            try await browser.see(".pin-message", saying: "That PIN is wrong.")
            try await page.picture("phone-wrong-pin")
            #expect(await page.agent.phone.lockScreen.failedAttempts == 1)
            try await Self.type("4321", browser)
            try await browser.see(".pin-message", saying: "2 times in a row")
            #expect(await page.agent.phone.lockScreen.isLocked)
            try await Self.type(SamplePhone.pin, browser)
            try await browser.see(".tile", saying: "Settings")
            #expect(await !page.agent.phone.lockScreen.isLocked)
            try await page.picture("phone-start")
            try await browser.click(".power")
            try await browser.see(".unlock", saying: "Open")
            #expect(await page.agent.phone.lockScreen.isLocked)
            #expect(try await browser.errors().isEmpty)
        }
    }

    @Test func `the keyboard alone opens it`() async throws {
        try await LivePage.with(tune: { $0.lock() }) { page in
            let browser = page.browser
            try await page.open()
            let _: Bool = try await browser.run("document.querySelector('.unlock').focus(); return true")
            try await browser.press(.enter)
            try await browser.until("document.activeElement.matches('.pin-input')")
            try await browser.fill(".pin-input", with: SamplePhone.pin)
            try await browser.press(.enter)
            try await browser.see(".tile", saying: "Settings")
        }
    }

    @Test func `settings that come in one message are told together, with their number`() async throws {
        let names = ["Camera/AllowCamera", "Connectivity/AllowBluetooth", "Connectivity/AllowNFC"]
        try await LivePage.with({ message, number in
            guard number == 1 else { return nil }
            let writes = names.enumerated().map { place, name in
                ServerMessage.write(.replace, place + 2, "./Vendor/MSFT/Policy/Config/\(name)", "0", .int)
            }
            return ServerMessage.answer(message, writes)
        }) { page in
            try await page.open()
            _ = try await page.agent.sync()
            try await page.browser.see(".toast", saying: "3 settings were written.")
        }
    }

    @Test func `wrong PINs are counted down, the reset is announced, and all is gone`() async throws {
        try await LivePage.with(tune: { phone in
            phone.allowWrongPINs(4)
            phone.lock()
        }) { page in
            let browser = page.browser
            try await page.open()
            try await browser.click(".unlock")
            for left in ["3 more wrong PINs", "2 more wrong PINs", "One more wrong PIN resets this phone"] {
                try await Self.type("1111", browser)
                try await browser.see(".pin-message", saying: left)
            }
            try await Self.type("1111", browser)
            try await browser.see(".factory h2", saying: "This phone has been reset")
            try await page.picture("phone-reset")
            #expect(await page.agent.phone.enrolled == nil)
            try await browser.click(".factory .action")
            try await browser.see(".tile", saying: "No account of work or school")
        }
    }

    @Test func `who has gone on from a reset is not brought back by what comes of the PIN that led to it`() async throws
    {
        try await LivePage.with(tune: { phone in
            phone.allowWrongPINs(4)
            phone.lock()
            for _ in 1...3 { _ = phone.unlock(with: PIN("1111"), now: SamplePhone.now) }
        }) { page in
            let browser = page.browser
            try await page.open()
            try await browser.click(".unlock")
            try await Self.holdReplies(to: "/unlock", browser)
            try await Self.type("1111", browser)
            // The phone's event comes first.
            try await browser.see(".factory h2", saying: "This phone has been reset")
            try await browser.click(".factory .action")
            let _: Bool = try await browser.run("letGo(); return true")
            try await browser.until("window.isSettled")
            try await browser.see(".tile", saying: "No account of work or school")
        }
    }

    /// Has the page wait for what it asks an address for, if one is given, until it is let go; it is settled a while after
    /// the next status that the page asks for.
    private static func holdReplies(to address: String?, _ browser: Browser) async throws {
        let _: Bool = try await browser.run(
            """
            const ask = window.fetch;
            const gate = new Promise((open) => (window.letGo = open));
            let isOpen = \(address == nil);
            window.fetch = async (...request) => {
                const reply = await ask(...request);
                if (String(request[0]).endsWith("\(address ?? "nothing")")) {
                    await gate;
                    isOpen = true;
                }
                if (isOpen && String(request[0]).endsWith("/status")) setTimeout(() => (window.isSettled = true), 300);
                return reply;
            };
            return true
            """)
    }

    @Test func `a screen is not made anew under a finger that presses on it`() async throws {
        try await LivePage.with { page in
            let browser = page.browser
            try await page.open()
            try await browser.click(".unlock")
            try await browser.see(".tile", saying: "Settings")
            try await Self.holdReplies(to: nil, browser)
            let press = { (part: String) in
                "window.held.dispatchEvent(new PointerEvent('pointer\(part)', { bubbles: true })); return true"
            }
            let _: Bool = try await browser.run("window.held = document.querySelector('.tile'); \(press("down"))")
            try await page.agent.lock()
            // What the page has of the phone is drawn in its bar at once, and on its screen later.
            try await browser.until("window.isSettled")
            #expect(try await browser.run("return window.held.isConnected"))
            let _: Bool = try await browser.run(press("up"))
            try await browser.see(".unlock", saying: "Open")
        }
    }

    @Test func `a new PIN is judged by the rules while it is typed, in words`() async throws {
        try await LivePage.with { page in
            let browser = page.browser
            try await page.open()
            try await browser.click(".unlock")
            try await browser.click(".tile", saying: "Sign-in options")
            try await browser.fill("input[autocomplete='new-password']", with: "123")
            try await browser.see(".rules .broken", saying: "From ")
            try await browser.fill("input[autocomplete='new-password']", with: "918273")
            try await browser.until("document.querySelectorAll('.rules .broken').length === 0")
            try await page.picture("phone-new-pin")
            try await browser.click("button[type='submit']", saying: "Keep this PIN")
            try await browser.see(".result", saying: "The two PINs differ.")
            try await browser.fill("label.field:nth-of-type(2) input", with: "918273")
            try await browser.click("button[type='submit']", saying: "Keep this PIN")
            try await browser.see(".setting", saying: "Access work or school")
            #expect(await page.agent.phone.lockScreen.pin == PIN("918273"))
        }
    }

    @Test func `Sync has a session, and Disconnect ends the account once it was asked`() async throws {
        let script: LivePage.Script = { message, number in
            let write = ServerMessage.write(.replace, 2, ServerMessage.camera, "0", .int)
            return number == 1 ? ServerMessage.answer(message, [write]) : nil
        }
        try await LivePage.with(script) { page in
            let browser = page.browser
            try await page.open()
            try await browser.click(".unlock")
            try await browser.click(".tile", saying: "Access work or school")
            try await browser.see(".facts", saying: "adele@contoso.example")
            try await browser.click("button", saying: "Sync")
            try await browser.see(".result", saying: "The sync was successful: 2 messages.")
            try await page.picture("phone-account")
            try await browser.click("button", saying: "Action centre")
            try await browser.see(".notice", saying: "Your organization has changed settings")
            try await browser.click("button", saying: "Back")
            try await browser.click(".question button", saying: "Disconnect")
            #expect(await page.agent.phone.enrolled != nil)
            try await browser.click(".question button", saying: "Yes")
            try await browser.see(".result", saying: "The account is gone")
            #expect(await page.agent.phone.enrolled == nil)
        }
    }

    @Test func `a question waits while the phone goes on, and a second click or Enter is no Yes`() async throws {
        try await LivePage.with { page in
            let browser = page.browser
            try await page.open()
            try await browser.click(".unlock")
            try await browser.click(".tile", saying: "Access work or school")
            let _: Bool = try await browser.run(
                """
                const button = document.querySelector(".question button");
                const box = button.getBoundingClientRect();
                button.click();
                document.elementFromPoint(box.left + 5, box.top + 5)?.click();
                if (!document.querySelector("[data-asks]")) document.querySelector(".question button").click();
                return true
                """)
            try await browser.until("document.activeElement.matches('.question [data-asks]')")
            _ = try await page.agent.sync()
            try await browser.see(".row.session", saying: "completed")
            try await browser.until("document.querySelector('.question [data-asks]')")
            try await browser.press(.enter)
            try await browser.until("document.activeElement.textContent === 'Disconnect'")
            #expect(await page.agent.phone.enrolled != nil)
            #expect(try await browser.errors().isEmpty)
        }
    }

    @Test func `the way to the conversation leads there from any part, and loads nothing anew`() async throws {
        try await LivePage.with { page in
            let browser = page.browser
            try await page.open()
            try await page.choose("tree")
            let _: Bool = try await browser.run("window.stays = true; return true")
            try await browser.click(".skip")
            try await browser.until("document.activeElement.id === 'panel-conversation'")
            #expect(try await browser.run("return window.stays === true && location.hash === ''") == true)
        }
    }

    @Test func `in Italian what the phone says in English is marked as English`() async throws {
        let script: LivePage.Script = { message, number in
            number == 1 ? ServerMessage.answer(message, [ServerMessage.get(2, "./Vendor/MSFT/Nowhere")]) : nil
        }
        try await LivePage.with(script, language: "it") { page in
            let browser = page.browser
            try await page.open()
            try await browser.see(".side", saying: "Ancora nessun messaggio.")
            _ = try await page.agent.sync()
            try await browser.click(".row.server", saying: "Get")
            try await browser.see(".reason [lang='en']", saying: "Nowhere")
            try await browser.see("#said", saying: "del server")
        }
    }

    @Test func `what a server does to the phone is told to its person as it happens`() async throws {
        let script: LivePage.Script = { message, number in
            let commands = [
                ServerMessage.exec(2, "./Vendor/MSFT/RemoteLock/Lock"),
                ServerMessage.exec(3, "./Vendor/MSFT/RemoteRing/Ring"),
            ]
            return number == 1 ? ServerMessage.answer(message, commands) : nil
        }
        try await LivePage.with(script) { page in
            try await page.open()
            _ = try await page.agent.sync()
            try await page.browser.see(".news li", saying: "Your organization has locked this phone")
            try await page.browser.see(".news li", saying: "The phone rings")
            try await page.browser.see(".unlock", saying: "Open")
        }
    }
}

extension Phone {
    /// A server's policy: so many wrong PINs reset the phone.
    mutating func allowWrongPINs(_ count: Int) {
        for (name, value) in [("DevicePasswordEnabled", 0), ("MaxDevicePasswordFailedAttempts", count)] {
            let item = Item(
                target: "./Vendor/MSFT/Policy/Config/DeviceLock/\(name)", meta: Meta(format: .int),
                data: .text("\(value)"))
            run(AccessCommand(.replace, id: "1", items: [item]))
        }
    }
}
