import Captures
import SyncML
import Testing

struct HTMLReporterTests {
    private static let page = Turns.report(by: HTMLReporter())

    @Test func `every link of the page leads to a place in it`() {
        let places = Set(Self.page.matches(of: #/ id="([a-z0-9]+)"/#).map { String($0.output.1) })
        let links = Self.page.matches(of: #/href="#([^"]*)"/#).map { String($0.output.1) }
        #expect(links.count > 10)
        for link in links { #expect(places.contains(link), "\(link)") }
        #expect(places.count == Self.page.matches(of: #/ id="/#).count)
    }

    @Test func `no value of a capture becomes a tag, and no character of it is unseen`() {
        #expect(!Self.page.contains("<script") && !Self.page.contains("<img") && !Self.page.contains("<b>capture"))
        #expect(Self.page.contains("&lt;script&gt;window.pwned"))
        #expect(Self.page.contains("\\u{202E}") && !Self.page.contains("\u{202E}") && !Self.page.contains("\u{0}"))
        // Nothing is loaded: no address but those that are shown as text.
        #expect(Self.page.matches(of: #/(src|href)="(?!#|data:,")/#).isEmpty)
    }

    @Test func `turns beyond the first thousand that are the same are a line each`() {
        var reporter = HTMLReporter()
        _ = reporter.begin(Turns.heading)
        var lengths: [Int] = []
        for number in 1...1100 { lengths.append(reporter.add(Turns.turn(number)).count) }
        #expect(lengths[999] > 3 * lengths[1099])
        let differing = reporter.add(Turns.turn(1101, camera: 500, findings: [Turns.status]))
        #expect(differing.count > lengths[999])
    }

    @Test func `WBXML is shown as XML and as octets`() {
        #expect(Self.page.contains("As XML, laid out") && Self.page.contains("000000  02 "))
    }

    @Test func `a replay that could not go on is no success`() {
        let text = Turns.report(by: HTMLReporter(), [Turns.turn(1)], failure: "it ends <early>")
        #expect(text.contains("class=\"verdict differs\"") && text.contains("href=\"#end\""))
        #expect(text.contains("it ends &lt;early&gt;") && text.hasSuffix("</html>\n"))
    }
}
