import Foundation

/// What can be wrong with the looks of a page, and pictures of it.
extension Browser {
    /// The elements that do not show all of their text, or reach beyond the window where nothing scrolls, or lie over one
    /// another in a row.
    package func cutTexts() async throws -> [String] { try await run(Self.cut) }

    private static let cut = """
        const width = document.documentElement.clientWidth;
        const scrolls = e => { for (; e; e = e.parentElement) if (['auto', 'scroll'].includes(getComputedStyle(e).overflowX) && e.scrollWidth > e.clientWidth) return true; };
        const isUnseen = e => e.closest('.unseen, .skip');
        return [...document.querySelectorAll('body *')].filter(e => e.checkVisibility() && !isUnseen(e)).filter(e => {
            const style = getComputedStyle(e), box = e.getBoundingClientRect();
            const hides = ['hidden', 'clip'].includes(style.overflowX) && e.scrollWidth > e.clientWidth + 1;
            return hides || (box.right > width + 0.5 && !scrolls(e.parentElement)) || (e.matches('.virtual:not(.tree)') && e.scrollWidth > e.clientWidth + 1);
        }).concat([...document.querySelectorAll('.row')].filter(row => {
            const boxes = [...row.children].filter(e => !e.matches('.unseen')).map(e => e.getBoundingClientRect()).filter(b => b.width);
            return boxes.some((a, i) => boxes.some((b, j) => i < j && a.right > b.left + 1 && b.right > a.left + 1
                && a.bottom > b.top + 1 && b.bottom > a.top + 1));
        })).map(e => e.tagName + '.' + e.className + ' ' + e.textContent.slice(0, 50));
        """

    /// Where axe-core's script is; nil where nobody has named it (`Tests/Page/axe` gets it).
    package static let axe = ProcessInfo.processInfo.environment["UNDERSTUDY_AXE"]

    /// What axe-core finds that keeps somebody from using the page.
    package func seriousFaults() async throws -> [String] {
        let axe = try String(contentsOfFile: Self.axe ?? "", encoding: .utf8)
        let _: Bool = try await run("if (!window.axe) { \(axe) }; return true")
        return try await runAsynchronously(
            """
            const done = arguments[0];
            axe.run().then(r => done(r.violations.filter(v => ['serious', 'critical'].includes(v.impact))
                .flatMap(v => v.nodes.map(n => v.id + ': ' + n.html.slice(0, 140) + ' ' + n.failureSummary.slice(0, 200)))));
            """)
    }

    /// Keeps a picture of the page, where the environment says that somebody wants pictures.
    package func picture(_ name: String) async throws {
        guard let folder = ProcessInfo.processInfo.environment["UNDERSTUDY_SCREENSHOTS"] else { return }
        try await screenshot().write(to: URL(fileURLWithPath: "\(folder)/\(name).png"))
    }
}
