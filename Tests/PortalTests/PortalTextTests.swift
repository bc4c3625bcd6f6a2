import Administration
import Checking
import Foundation
import Graph
import Portal
import Testing

/// The texts of the portal: one file a language, and nothing missing in any.
@Suite("Texts of the portal")
struct PortalTextTests {
    private static func texts(_ language: String) throws -> PortalTexts {
        let texts = PortalTexts.fitting(language)
        try #require(texts.language == language)
        return texts
    }

    @Test func `each language has the same texts, with the same values in them, and none is empty`() throws {
        let (english, italian) = (try Self.texts("en"), try Self.texts("it"))
        #expect(english.names == italian.names && english.names.count > 200)
        for name in english.names {
            let named = { (text: String) in Set(text.matches(of: #/\{\w+\}/#).map { String($0.0) }) }
            #expect(!english[name].isEmpty && !italian[name].isEmpty, "\(name)")
            #expect(named(english[name]) == named(italian[name]), "\(name)")
        }
    }

    @Test func `what a person has typed is no place for another value`() throws {
        let told = try Self.texts("en")("obstacle.resetTooOld", ["device": "{version} {", "version": "10.0"])
        #expect(told.contains("{version} {") && told.contains("10.0"))
    }

    @Test func `no name begins another, or templates would not find its text`() throws {
        let names = try Self.texts("en").names
        for name in names { #expect(!names.contains { $0.hasPrefix(name + ".") }, "\(name)") }
    }

    @Test func `every text that a template asks for is there`() throws {
        #expect(PortalTemplates.fault == nil)
        let names = try Self.texts("en").names
        let asked = PortalTemplates.textNames
        #expect(asked.count > 100 && asked.subtracting(names).isEmpty, "\(asked.subtracting(names))")
    }

    @Test func `every state, platform, action and reason has a word`() throws {
        let names = try Self.texts("en").names
        let made =
            SettingState.allCases.map { "state.\($0.rawValue)" }
            + DeviceAction.State.allCases.map { "actionState.\($0.rawValue)" }
            + DevicePlatform.allCases.map { "platform.\($0.rawValue)" }
            + DeviceActionKind.allCases.flatMap { ["action.\($0.rawValue)", "ask.\($0.rawValue)"] }
            + ActionSupport.Reason.allCases.map { "obstacle.\($0)" }
            + ManagedDevice.ManagementState.allCases.map { "managementState.\($0.rawValue)" }
            + AuditEvent.Activity.allCases.map { "activity.\($0.rawValue)" }
            + PortalPages.SignInRefusal.allCases.map { "signIn.refused.\($0.rawValue)" }
            + PortalRoute.ProfileStatus.allCases.map { "profile.tab.\($0.rawValue)" }
        #expect(made.filter { !names.contains($0) } == [])
    }

    @Test(arguments: ["en", "it"])
    func `every kind of refusal has words, and words for one form name a form and a kind`(_ language: String) throws {
        let names = try Self.texts(language).names
        let codes = GraphError.Code.allCases.map { "\($0)" }
        #expect(codes.filter { !names.contains("refused.any.\($0)") } == [])
        let forms = PortalForm.Kind.allCases.map(\.rawValue) + ["any"]
        for parts in names.map({ $0.split(separator: ".").map { String($0) } }) where parts.first == "refused" {
            guard parts.count == 3 else { continue }
            #expect(forms.contains(parts[1]) && codes.contains(parts[2]), "\(parts)")
        }
    }

    @Test(arguments: ["en", "it"])
    func `each rule of check that a setting can break has words, and each value has a place in its own`(
        _ language: String
    ) throws {
        let texts = try Self.texts(language)
        let rules = SettingRules.all.map { "advice.rule.\($0.id)" }
        #expect(rules.filter { !texts.names.contains($0) } == [])
        #expect(texts.names.filter { $0.hasPrefix("advice.rule.") }.subtracting(rules) == [])
        for name in SettingFinding.Value.allCases.map(\.rawValue) {
            #expect(texts["advice.with.\(name)"].contains("{\(name)}"), "\(name)")
        }
        #expect(texts["profile.checked"].contains(" \(SettingJudge.mostSettings) "))
        #expect(texts["profile.checked"].contains(" \(SettingJudge.mostOctets >> 20) MiB"))
    }

    @Test(
        arguments: [
            (nil, "en"), ("it", "it"), ("it-IT,it;q=0.9,en;q=0.8", "it"), ("de,fr", "en"), ("de, it;q=0.2", "it"),
            ("en;q=0.1, it;q=0.5", "it"), ("it;q=0, en", "en"), ("*", "en"), (";;,=", "en"), ("IT", "it"),
        ])
    func `the browser chooses the language`(_ wanted: String?, _ language: String) {
        #expect(PortalTexts.fitting(wanted).language == language)
    }

    @Test func `in Italian a page has the words of the Italian documents`() throws {
        var sample = try PortalSample()
        sample.language = "it-IT"
        try sample.prepare()
        let device = try sample.page(.device(PortalSample.phone)).html
        #expect(device.contains("<html lang=\"it\">") && device.contains("Nuovo passcode") && device.contains(">Sì<"))
        let status = try sample.page(.status(.devices, PortalSample.profile)).html
        for words in [
            "Stato dispositivo", "Stato dell&#39;utente", "Stato per singola impostazione", "Non applicabile",
        ] {
            #expect(status.contains(words), "\(words)")
        }
    }
}
