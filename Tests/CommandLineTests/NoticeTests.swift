import Foundation
import Notices
import Testing

@Suite("The notices of what the program carries")
struct NoticeTests {
    private static let manifest =
        (try? String(contentsOfFile: "\(Understudy.package)/Package.swift", encoding: .utf8)) ?? ""

    /// The last part of each address of a package, which is what its checkout is called.
    private static let packages = manifest.matches(of: #/\.package\(url: "[^"]*/([^"/]+?)(?:\.git)?"/#).map {
        String($0.1)
    }

    @Test("Every package of the manifest is told with its version and its licence", arguments: packages)
    func package(_ name: String) throws {
        let work = try #require(CarriedWork.all.first { $0.name == name })
        #expect(work.version.contains(/^[0-9]+\.[0-9]+/))
        #expect(work.texts.contains { $0.contains("Apache License") || $0.contains("Permission is hereby granted") })
    }

    @Test("So is every library of the system that is linked static")
    func libraries() throws {
        let list = try #require(Self.manifest.firstMatch(of: #/linkerSettings: \[([^\]]*)\]\.map/#)?.1)
        let libraries = list.matches(of: #/"([a-z0-9]+)"/#).map { String($0.1) }
        #expect(libraries.count > 4)
        let names = CarriedWork.all.map(\.name)
        for library in libraries {
            let stem = library.prefix { $0.isLetter }
            #expect(names.contains { $0.contains(stem) }, "\(library)")
        }
    }

    @Test(
        "What a package copied from others is told where it has no file for it",
        arguments: ["libyaml", "boringssl", "icu"])
    func copied(_ name: String) throws {
        #expect(try #require(CarriedWork.all.first { $0.name == name }).texts.joined().contains("Copyright"))
    }

    @Test("A text that several works have is told once, under all their names")
    func once() {
        let works = [
            CarriedWork(name: "ours", version: "", texts: ["Licence A"]),
            CarriedWork(name: "one", version: "1.2", texts: ["Licence A", "Notice of one"]),
            CarriedWork(name: "two", version: "", texts: ["Licence A"]),
        ]
        let text = NoticeText.text(of: works, version: "7")
        #expect(text.hasPrefix("understudy 7, Apache-2.0. It carries:\n  one 1.2\n  two\n"))
        #expect(text.contains("=== ours, one, two ===\n\nLicence A\n\n=== one ===\n\nNotice of one"))
    }

    @Test("understudy --licenses prints them; without a command there is help")
    func printed() throws {
        try Understudy.with { understudy in
            let notices = try understudy("--licenses")
            #expect(notices.code == 0 && notices.errors.isEmpty)
            #expect(notices.output.hasPrefix("understudy ") && notices.output.contains("\n  swift-nio-ssl 2."))
            let help = try understudy()
            #expect(help.code == 0 && help.output.contains("USAGE: understudy"))
        }
    }
}
