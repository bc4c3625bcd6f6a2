import Foundation
import Notation
import Wire

/// What a person at the browser does and sees.
extension Browser {
    /// Waits until something holds in the page, for as long as WebDriver lets a script run (30 seconds).
    /// - Parameter condition: an expression of JavaScript; while it throws, it does not hold.
    package func until(_ condition: String) async throws {
        let script = """
            const done = arguments[arguments.length - 1];
            const look = () => {
                let holds = false;
                try { holds = Boolean(\(condition)); } catch { }
                if (holds) done(true); else setTimeout(look, 30);
            };
            look();
            """
        do {
            try await lasting { let _: Bool = try await runAsynchronously(script) }
        } catch {
            let text: String? = try? await run("return document.body.innerText.slice(0, 3000)")
            throw BrowserError(description: "never came to be: \(condition); the page says: \(text ?? "nothing")")
        }
    }

    /// Runs what waits in a page, anew where the page was loaded anew meanwhile: then the script that waited went with it.
    private func lasting(_ wait: () async throws -> Void) async throws {
        for _ in 0..<10 {
            do {
                return try await wait()
            } catch let error as BrowserError
                where error.description.contains("unloaded") || error.description.contains("aborted by navigation")
            {
                continue
            }
        }
        try await wait()
    }

    /// Clicks the first element that a selector names and that can be seen, as soon as there is one.
    /// - Parameter text: what the element says, if several are named.
    package func click(_ selector: String, saying text: String? = nil) async throws {
        // Found and clicked in one: a page that is alive may make its elements anew at any moment.
        try await until("(found => found && (found.click(), true))(\(Self.finding(selector, text)))")
    }

    /// Presses the mouse where the last element is seen that a selector names, as a hand does: `click` asks an element to
    /// be clicked, wherever it is and whatever becomes of it meanwhile.
    /// - Returns: where that is.
    package func pressMouse(onLast selector: String) async throws -> Place {
        let find = "[...document.querySelectorAll(\(Self.literal(selector)))].at(-1)"
        try await until(find)
        let place: Place = try await run(
            """
            const box = \(find).getBoundingClientRect();
            return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
            """)
        try await mouse("mousePressed", at: place)
        return place
    }

    /// A place of the window, in pixels.
    package struct Place: Decodable, Sendable {
        var x: Double
        var y: Double
    }

    package func releaseMouse(at place: Place) async throws {
        try await mouse("mouseReleased", at: place)
    }

    private func mouse(_ event: String, at place: Place) async throws {
        try await tell(
            "Input.dispatchMouseEvent",
            """
            {"type": "\(event)", "x": \(place.x), "y": \(place.y), "button": "left", "clickCount": 1}
            """)
    }

    /// Puts a text into a field, and tells the page that it was typed.
    package func fill(_ selector: String, with text: String) async throws {
        let find = Self.finding(selector, nil)
        try await until(find)
        let _: Bool = try await run(
            """
            const field = \(find);
            field.value = \(Self.literal(text));
            field.dispatchEvent(new Event("input", { bubbles: true }));
            field.dispatchEvent(new Event("change", { bubbles: true }));
            return true
            """)
    }

    /// Waits until an element says something.
    package func see(_ selector: String, saying text: String) async throws {
        try await until(Self.finding(selector, text))
    }

    /// Whether an element can be seen now that says something.
    package func sees(_ selector: String, saying text: String? = nil) async throws -> Bool {
        try await run("return Boolean(\(Self.finding(selector, text)))")
    }

    private static func finding(_ selector: String, _ text: String?) -> String {
        let says = text.map { text in
            " && (e.textContent.includes(\(literal(text))) || e.getAttribute('aria-label') === \(literal(text)))"
        }
        return "[...document.querySelectorAll(\(literal(selector)))].find(e => e.checkVisibility()\(says ?? ""))"
    }

    /// A text as JavaScript has it, which is how JSON has it.
    package static func literal(_ text: String) -> String {
        let data = (try? JSONEncoder().encode(text)) ?? Data("\"\"".utf8)
        return String(decoding: data, as: UTF8.self)
    }

    /// Has the browser ask for pages in a language, from the next page on.
    package func speak(_ language: String) async throws {
        let agent: String = try await run("return navigator.userAgent")
        try await tell(
            "Network.setUserAgentOverride",
            "{\"userAgent\": \(Self.literal(agent)), \"acceptLanguage\": \(Self.literal(language))}")
    }

    /// Has the browser be in another part of the world, by its clock.
    package func live(in zone: String) async throws {
        try await tell("Emulation.setTimezoneOverride", "{\"timezoneId\": \(Self.literal(zone))}")
    }
}
