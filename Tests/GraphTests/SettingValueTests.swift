import Administration
import Foundation
import Graph
import JSON
import Notation
import Settings
import SyncML
import Testing

@Suite("One profile, as a file and through the API")
struct SettingValueTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var type: String
        var value: JSONValue
        /// What a phone is sent of it: format and Data.
        var sent: String
        /// Whether Graph itself would take it.
        var isGraphs = true

        var testDescription: String { "\(type) \(value)" }
    }

    static let rows = [
        Row(type: "String", value: "v", sent: "chr v"), Row(type: "Integer", value: .integer(-4), sent: "int -4"),
        Row(type: "Boolean", value: true, sent: "bool true"), Row(type: "Boolean", value: false, sent: "bool false"),
        Row(type: "FloatingPoint", value: .number(1.5), sent: "float 1.5"),
        Row(type: "FloatingPoint", value: .integer(1), sent: "float 1"),
        Row(type: "FloatingPoint", value: .number(1), sent: "float 1"),
        Row(type: "Base64", value: "AAEC", sent: "b64 AAEC"),
        Row(type: "StringXml", value: "PGEvPg==", sent: "chr <a/>"),
        Row(type: "StringXml", value: "77u/PGEvPg==", sent: "chr <a/>"),
        Row(type: "DateTime", value: "2017-05-01T02:00:00.25+02:00", sent: "chr 2017-05-01T00:00:00Z"),
        Row(type: "DateTime", value: "2017-05-01t00:00:00z", sent: "chr 2017-05-01T00:00:00Z"),
        Row(type: "Boolean", value: "True", sent: "bool True", isGraphs: false),
        Row(type: "Integer", value: "4", sent: "int 4", isGraphs: false),
        Row(type: "Integer", value: .integer(1 << 40), sent: "int 1099511627776", isGraphs: false),
        Row(type: "StringXml", value: "<a/>", sent: "chr <a/>", isGraphs: false),
        Row(
            type: "DateTime", value: "2017-05-01T00:00:00+99:00", sent: "chr 2017-05-01T00:00:00+99:00", isGraphs: false
        ),
    ]

    private static func sent(_ command: Command) -> String? {
        guard case .access(let access) = command, let item = access.items.first, case .text(let text)? = item.data
        else {
            return nil
        }
        return "\(item.meta?.format?.rawValue ?? "-") \(text)"
    }

    @Test(
        "A value comes to a phone in the same octets on both ways; what Graph would not take only a file may have",
        arguments: rows)
    func same(row: Row) throws {
        let profile: JSONValue = [
            "@odata.type": "#microsoft.graph.windows10CustomConfiguration", "displayName": "p",
            "omaSettings": [
                [
                    "@odata.type": .string("#microsoft.graph.omaSetting\(row.type)"), "displayName": "s",
                    "omaUri": "./s", "value": row.value,
                ]
            ],
        ]
        let octets = [UInt8](try JSONEncoder().encode(profile))
        let file = try #require(try SettingsReader.read(octets, as: .json).settings.first)
        #expect(Self.sent(file.command(id: "1", exists: false)) == row.sent)
        var server = try GraphServer()
        let made = try server.send("POST /v1.0/deviceManagement/deviceConfigurations", profile)
        guard row.isGraphs else {
            #expect(made.status == 400)
            #expect(made.error?.message.hasPrefix("The property 'value' of omaSetting is ") == true)
            return
        }
        let kept = try #require(server.tenant.configurations.rows.first?.omaSettings.first)
        #expect(Self.sent(kept.command(.add)) == row.sent)
        // What the API gives back it takes again, as the same.
        var copy = try #require(made.body?["omaSettings"])
        if case .array(var settings) = copy, case .object(var setting)? = settings.first {
            setting["id"] = nil
            settings[0] = .object(setting)
            copy = .array(settings)
        }
        let again = try server.send(
            "POST /v1.0/deviceManagement/deviceConfigurations",
            ["@odata.type": "#microsoft.graph.windows10CustomConfiguration", "displayName": "q", "omaSettings": copy])
        #expect(again.status == 201, "\(again.error?.message ?? "")")
        #expect(server.tenant.configurations.rows.last?.omaSettings.first?.value == kept.value)
    }
}
