import Advice
import Enrollment
import SyncML
import Testing

@Suite("Pages of statuses and numbers")
struct PageTests {
    @Test("Every status that has a name has a page with what it means and what to do")
    func statuses() throws {
        for number in UInt16(100)...599 where StatusCode(rawValue: number).name != "Status" {
            let page = try #require(NumberPages.page("\(number)"), "\(number)")
            #expect(page.kind == .status && page.title == StatusCode(rawValue: number).name)
            #expect(page.meaning.count > 10 && page.remedy.isEmpty == false, "\(number)")
        }
    }

    /// How a number is written, the name of its page, and a word of it.
    static let numbers: [(text: String, name: String, word: String)] = [
        ("418", "418", "Replace"), ("0x87D101A2", "0x87D101A2", "418"), ("-2016345694", "0x87D101A2", "418"),
        ("\u{2212}2016345694", "0x87D101A2", "418"), ("2278621602", "0x87D101A2", "418"),
        ("87d101a2", "0x87D101A2", "418"),
        ("-2016345612", "0x87D101F4", "500"), ("-2016345708", "0x87D10194", "404"),
        ("-2016345687", "0x87D101A9", "425"),
        ("-2016281112", "0x87D1FDE8", "remediation"), ("0x80190190", "0x80190190", "HTTP 400"),
        ("0x80180013", "0x80180013", "DeviceCapReached"), ("80180013", "0x80180013", "DeviceCapReached"),
        ("0x8018000A", "0x8018000A", "already enrolled"), ("0x80072EE7", "0x80072EE7", "name"),
        ("12007", "0x80072EE7", "name"), ("0x80072F8F", "0x80072F8F", "clock"),
        ("0x80072f0d", "0x80072F0D", "authority"),
        ("0x80072F06", "0x80072F06", "another name"), ("0x80072F0C", "0x80072F0C", "client certificate"),
        ("0x80192EE2", "0x80192EE2", "in time"), ("1226", "1226", "alert"),
    ]

    @Test("A number is known however it is written", arguments: numbers)
    func forms(_ row: (text: String, name: String, word: String)) throws {
        let page = try #require(NumberPages.page(row.text))
        #expect(page.name == row.name)
        let text = [page.title, page.meaning, page.remedy].joined(separator: " ")
        #expect(text.lowercased().contains(row.word.lowercased()), "\(text)")
    }

    @Test("What is no number has no page, nor one that nobody knows")
    func unknown() {
        for text in [
            "", "x", "./DevInfo", "0x", "0xZZ", "-", "99999999999999", "418x", "Policy", "700", "0x12345678", "0",
        ] {
            #expect(NumberPages.page(text) == nil, "\(text)")
        }
        #expect(NumberPages.isNumber("700") && !NumberPages.isNumber("./DevInfo") && !NumberPages.isNumber("Policy"))
    }

    @Test("Every number that an enrolment can end with has a page")
    func enrollment() {
        for code in EnrollmentFailure.Code.allCases {
            let text = WindowsNumber.text(code.hresult)
            let page = NumberPages.page(text)
            #expect(page != nil && page?.meaning != ".", "\(code) \(text)")
        }
        for status in 300...599 {
            #expect(NumberPages.page(WindowsNumber.text(WindowsNumber.httpStatus(status))) != nil)
        }
    }

    @Test(
        "Every number of a connection has a page",
        arguments: [12002, 12005, 12007, 12029, 12030, 12037, 12038, 12044, 12045, 12156, 12157, 12175])
    func connections(_ number: Int) {
        #expect(NumberPages.page("\(number)") != nil)
        #expect(NumberPages.page(WindowsNumber.text(WindowsNumber.winHTTP(number))) != nil)
    }

    @Test(
        "Every number that an enrolment by SCEP ends with has a page",
        arguments: [
            "0x80004005", "0x8000FFFF", "0x800705B4", "0x80090003", "0x80090005", "0x80090006", "0x80090008",
            "0x8009000D", "0x80091006", "0x80092004", "0x8009200D", "0x80092021", "0x80092023", "0x80094014",
            "0x800B0101", "0x800B0109",
        ])
    func certificates(_ number: String) throws {
        #expect(try #require(NumberPages.page(number)).remedy.isEmpty == false)
    }

    @Test("A status tells what gives it on this phone, by the table that the session reads")
    func situations() throws {
        let exists = try #require(NumberPages.page("418"))
        #expect(exists.details.first?.lines == ["Add: the node is there already"])
        let missing = try #require(NumberPages.page("404")).details.flatMap(\.lines)
        #expect(missing.contains("any command: no description knows the address"))
        let report = try #require(NumberPages.page("404")).details.last?.lines
        #expect(report == ["0x87D10194, as a signed number -2016345708"])
    }
}
