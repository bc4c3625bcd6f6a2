import BrowserDriver
import Captures
import Foundation
import TestSupport
import Testing

/// The page of a replay in a real browser.
@Suite(.serialized, .enabled(if: Browser.isThere, "it needs chromium and chromedriver"))
struct ReportPageTests {
    /// Lets the body look at the page in a window, made a narrow one if it wants that.
    private func withPage(
        narrow isDark: Bool? = nil, _ body: (Browser) async throws -> Void
    ) async throws {
        try await TestRoom.withBrowser {
            try await TemporaryFolder.with { folder in
                let file = "\(folder)/report.html"
                try Turns.report(by: HTMLReporter()).write(toFile: file, atomically: true, encoding: .utf8)
                try await Browser.with(folder: folder) { browser in
                    if let isDark { try await browser.emulate(width: 320, height: 640, isDark: isDark) }
                    try await browser.open("file://\(file)")
                    try await body(browser)
                }
            }
        }
    }

    @Test func `the page asks nobody for anything, runs nothing and tells no error`() async throws {
        try await withPage { browser in
            #expect(try await browser.errors().isEmpty)
            let requests = try await browser.requests()
            #expect(requests.contains { $0.hasSuffix("/report.html") })
            // The browser begins with a page of its own.
            let own = ["file://", "data:", "chrome://"]
            let others = requests.filter { request in !own.contains { request.hasPrefix($0) } }
            #expect(others == [])
            #expect(try await browser.run("return typeof window.pwned") == "undefined")
            // What is known last stands first, for the eye and for the keyboard.
            let order = "const top = e => e.getBoundingClientRect().top; const at = i => document.querySelector(i);"
            #expect(try await browser.run("\(order) return top(at('#summary')) < top(at('.turn'))"))
        }
    }

    @Test func `messages fold and unfold by the keyboard`() async throws {
        try await withPage { browser in
            let isOpen = "return document.activeElement.parentElement.open"
            let role = "return document.activeElement.tagName"
            var presses = 0
            while try await browser.run(role, as: String.self) != "SUMMARY", presses < 100 {
                try await browser.press(.tab)
                presses += 1
            }
            try #require(presses < 100)
            #expect(try await browser.run(isOpen) == false)
            try await browser.press(.enter)
            #expect(try await browser.run(isOpen) == true)
            try await browser.press(.space)
            #expect(try await browser.run(isOpen) == false)
        }
    }

    @Test func `a difference is reached by its link, and the next from it`() async throws {
        try await withPage { browser in
            let isSeen = """
                const box = document.querySelector(location.hash).getBoundingClientRect();
                return box.top >= 0 && box.top < innerHeight
                """
            for (link, place) in [("#summary a[href='#d2']", "#d2"), ("#d2 a[href='#d3']", "#d3")] {
                let _: Bool = try await browser.run("document.querySelector(\"\(link)\").focus(); return true")
                try await browser.press(.enter)
                #expect(try await browser.run("return location.hash") == place)
                #expect(try await browser.run(isSeen))
            }
        }
    }

    @Test(arguments: [false, true]) func `the page fits a narrow window, light and dark`(isDark: Bool) async throws {
        try await withPage(narrow: isDark) { browser in
            let width: Int = try await browser.run("return Math.max(innerWidth, document.documentElement.scrollWidth)")
            #expect(width == 320)
            let beyond: [String] = try await browser.run(
                """
                return [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > 320.5)
                    .map(e => e.tagName + '.' + e.className + ' ' + e.textContent.slice(0, 60))
                """)
            #expect(beyond == [])
            let luminance = """
                const colours = getComputedStyle(document.body).backgroundColor.match(/[0-9.]+/g).map(Number);
                return colours[0] + colours[1] + colours[2]
                """
            let sum: Double = try await browser.run(luminance)
            #expect(isDark ? sum < 200 : sum > 600)
            if let folder = ProcessInfo.processInfo.environment["UNDERSTUDY_SCREENSHOTS"] {
                let name = "\(folder)/report-\(isDark ? "dark" : "light").png"
                try await browser.screenshot().write(to: URL(fileURLWithPath: name))
            }
        }
    }
}
