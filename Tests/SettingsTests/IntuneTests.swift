import Notation
import Settings
import SyncML
import Testing

/// Custom profiles as Microsoft Graph exports them.
@Suite("Settings of Intune's profiles")
struct IntuneTests {
    private static func read(_ text: String) throws -> SettingsReading {
        let bytes = Array(text.utf8)
        #expect(SettingsReader.form(of: bytes) == .json)
        return try SettingsReader.read(bytes, as: .json)
    }

    private static func setting(_ type: String, _ value: String) -> String {
        ##"{"displayName":"n","omaUri":" ./A/B ","value":\##(value),"##
            + ##""@odata.type":"#microsoft.graph.omaSetting\##(type)"}"##
    }

    private static func profile(_ settings: String...) -> String {
        #"{"omaSettings":[\#(settings.joined(separator: ","))],"displayName":"p","#
            + ##""@odata.type":"#microsoft.graph.windows10CustomConfiguration"}"##
    }

    @Test(
        "Each type becomes its format and text; the type may stand anywhere in the object",
        arguments: [
            ("Boolean", "true", "bool", "true"), ("Boolean", "false", "bool", "false"),
            ("Boolean", "\"True\"", "bool", "True"), ("Integer", "4", "int", "4"), ("Integer", "-1", "int", "-1"),
            ("Integer", "\"4\"", "int", "4"), ("String", "\"1\"", "chr", "1"), ("String", "\"\"", "chr", ""),
            ("StringXml", "\"PGEvPg==\"", "chr", "<a/>"), ("StringXml", "\"<a/>\"", "chr", "<a/>"),
            ("StringXml", "\"77u/PGEvPg==\"", "chr", "<a/>"), ("Base64", "\"AAEC\"", "b64", "AAEC"),
            ("DateTime", "\"2017-05-01T00:00:00+00:00\"", "chr", "2017-05-01T00:00:00Z"),
            ("DateTime", "\"2017-05-01T02:00:00.5+02:00\"", "chr", "2017-05-01T00:00:00Z"),
            ("DateTime", "\"tomorrow\"", "chr", "tomorrow"), ("Integer", "4294967296", "int", "4294967296"),
            ("FloatingPoint", "1.5", "float", "1.5"), ("FloatingPoint", "2", "float", "2"),
            ("FloatingPoint", "2.0", "float", "2"), ("FloatingPoint", "\"2.0\"", "float", "2.0"),
        ])
    func types(_ type: String, _ value: String, _ format: String, _ text: String) throws {
        let setting = try #require(try Self.read(Self.profile(Self.setting(type, value))).settings.first)
        let item = Item(target: "./A/B", meta: Meta(format: ValueFormat(rawValue: format)), data: .text(text))
        #expect(setting.command(id: "3", exists: false) == .access(AccessCommand(.add, id: "3", items: [item])))
        #expect(setting.command(id: "3", exists: true) == .access(AccessCommand(.replace, id: "3", items: [item])))
    }

    @Test("One profile, several, what Graph lists under value, and settings without a profile")
    func shapes() throws {
        let one = Self.setting("Integer", "1")
        let profile = Self.profile(one, Self.setting("Integer", "2"))
        for (text, values) in [
            (profile, ["1", "2"]), ("[\(profile),\(Self.profile(one))]", ["1", "2", "1"]),
            (#"{"@odata.context":"c","value":[\#(profile)]}"#, ["1", "2"]), ("[\(one)]", ["1"]), (one, ["1"]),
        ] {
            #expect(try Self.read(text).settings.map(\.value) == values, "\(text)")
        }
    }

    @Test("Profiles of other kinds and encrypted settings are left out, and that is said")
    func leftOut() throws {
        let other = ##"{"@odata.type":"#microsoft.graph.windows10GeneralConfiguration","displayName":"Base"}"##
        let secret = Self.setting("String", "\"****\"")
            .replacing("{\"displayName\"", with: "{\"isEncrypted\":true,\"displayName\"")
        let reading = try Self.read("[\(other),\(Self.profile(secret, Self.setting("Integer", "1")))]")
        #expect(reading.settings.map(\.value) == ["1"])
        #expect(reading.remarks.count == 2)
        #expect(reading.remarks[0].contains("'Base'") && reading.remarks[0].contains("windows10GeneralConfiguration"))
        #expect(reading.remarks[1].contains("encrypted"))
    }

    @Test(
        "What is wrong is told with its line and what to do",
        arguments: [
            ("{\"omaSettings\": [\n{\"omaUri\": }", "line 2: the JSON is not well-formed"),
            ("{\"displayName\":\"p\"}", nil), ("{}", nil), ("[]", "the JSON holds no omaSettings"),
            ("{\"omaSettings\":[\n\n\(setting("Integer", "true"))]}", "line 3: the value of 'n' is true"),
            (profile(setting("Boolean", "2")), "line 1: the value of 'n' is the number 2"),
            (profile(setting("Integer", "1.5")), "line 1: the value of 'n' is the number 1.5"),
            (profile(setting("String", "{}")), "line 1: the value of 'n' is a list or an object"),
            (profile(setting("String", "null")), "line 1: the value of 'n' is missing"),
            (profile(setting("StringXml", "\"?\"")), "line 1: the value of 'n' is neither base64"),
            (profile(setting("Base64", "\"?\"")), "line 1: the value of 'n' is not base64"),
            (profile(setting("Colour", "1")), "line 1: the setting 'n' has the @odata.type"),
            (profile("{\"displayName\":\"n\"}"), "line 1: the setting 'n' has no omaUri"),
            ("{\"omaSettings\":4}", "omaSettings is not what a profile has there"), ("[1]", "[0] is not what"),
        ] as [(String, String?)])
    func errors(_ text: String, _ expected: String?) throws {
        guard let expected else {
            #expect(try SettingsReader.read(Array(text.utf8), as: .json).remarks.count == 1)
            return
        }
        let error = #expect(throws: SettingsError.self) { try SettingsReader.read(Array(text.utf8), as: .json) }
        #expect(error?.description.hasPrefix(expected) == true, "\(error?.description ?? "")")
    }
}
