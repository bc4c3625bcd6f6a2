import Advice
import Agent
import Foundation
import Testing

/// The texts of the phone's page: one file a language, and nothing missing in any.
@Suite("Texts of the phone's page")
struct PageTextTests {
    private static func texts(_ language: String) throws -> [String: String] {
        let file = try #require(PageFiles.file(at: "/page/texts/\(language).json"))
        return try JSONDecoder().decode([String: String].self, from: Data(file.octets))
    }

    private static let sources = PageFiles.all.filter { !$0.path.hasSuffix(".json") }.map {
        String(decoding: $0.octets, as: UTF8.self)
    }

    @Test func `each language has the same texts, with the same values in them, and none is empty`() throws {
        let (english, italian) = (try Self.texts("en"), try Self.texts("it"))
        #expect(Set(english.keys) == Set(italian.keys))
        for (key, text) in english {
            let other = italian[key] ?? ""
            #expect(!text.isEmpty && !other.isEmpty, "\(key)")
            let named = { (text: String) in Set(text.matches(of: #/\{\w+\}/#).map { String($0.0) }) }
            // A plural may leave its number out.
            #expect(named(text).symmetricDifference(named(other)).isSubset(of: ["{count}"]), "\(key)")
        }
    }

    @Test func `every text that the page asks for is there, and every text that is there is asked for`() throws {
        let there = Set(try Self.texts("en").keys.map { $0.replacing(#/\.(one|other)$/#, with: "") })
        let all = Self.sources.joined(separator: "\n")
        let families = Set(there.compactMap { $0.split(separator: ".").first })
        // Whatever is quoted and looks like the name of a text is one.
        let asked = Set(
            all.matches(of: #/"([a-z]+)((?:\.[a-zA-Z]+)+)"/#).filter { families.contains($0.1) }.map {
                String($0.1 + $0.2)
            })
        #expect(asked.subtracting(there).isEmpty, "asked for and not there")
        let unused = there.filter { key in
            !all.contains("\"\(key)\"") && !Self.made.contains { key.hasPrefix($0) }
        }
        #expect(unused.isEmpty, "there and never asked for")
    }

    /// Beginnings of names whose rest comes from the phone, or is put together.
    private static let made = [
        "outcome.", "notice.csp", "link.", "tab.", "download.", "answers.says.", "pin.digits", "pin.lowercaseLetters",
        "pin.uppercaseLetters", "pin.specialCharacters", "copy.", "stop.", "phone.work.disconnect", "phone.wipe",
        "status.", "remedy.", "tabs", "yes", "no", "cancel",
    ]

    /// What a status means is told by who knows statuses; the page has the same in each language.
    @Test func `a status that a phone can send has its meaning and its remedy in words`() throws {
        let english = try Self.texts("en")
        let interpreter = StatusInterpreter(tenant: "7c4f1de2-0b35-4a86-9f0e-5d2a7be0c913")
        var count = 0
        for status in 201..<600 {
            let told = interpreter.meaning(of: status, to: "Get", at: nil)
            let isUsed = told.last.map { !$0.hasPrefix("Device management does not use it") } ?? false
            let words = ["status.\(status)", "remedy.\(status)"].map { english[$0] }
            #expect(words == (isUsed ? told.map { Optional($0) } : [nil, nil]), "\(status)")
            if isUsed { count += 1 }
        }
        #expect(count > 30)
    }

    @Test func `nothing in the page is somebody else's, and nothing is inline`() {
        for file in PageFiles.all where file.mediaType.hasPrefix("text/") {
            let text = String(decoding: file.octets, as: UTF8.self)
            #expect(!text.contains("innerHTML") && !text.contains("eval("), "\(file.path)")
            let addresses = text.matches(of: #/https?:\/\/[^\s"')]+/#).map { String($0.0) }
            // The name of the language of drawings is one by its looks alone.
            #expect(addresses.allSatisfy { $0 == "http://www.w3.org/2000/svg" }, "\(file.path)")
        }
        let page = String(decoding: PageFiles.file(at: "/")?.octets ?? [], as: UTF8.self)
        #expect(!page.contains("<style") && !page.contains(" style=") && !page.contains(" onclick"))
        #expect(page.matches(of: #/<script(?![^>]* src=)/#).isEmpty)
    }
}
