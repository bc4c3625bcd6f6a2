import SimulatedPhone
import Testing

/// The table of protocol.md 3.3 seen from outside: for each situation what Add, Replace, Delete, Get and Exec of one
/// node get, each on a fresh phone.
struct SituationConformance {
    struct Row: Sendable, CustomTestStringConvertible {
        var number: String
        var situation: String
        var uri: String
        /// For Add, Replace, Delete, Get and Exec.
        var codes: String
        var profile: PhoneProfile

        init(
            _ number: String, _ situation: String, _ uri: String, _ codes: String, on profile: PhoneProfile = .lumia950
        ) {
            self.number = number
            self.situation = situation
            self.uri = uri
            self.codes = codes
            self.profile = profile
        }

        var testDescription: String { "row \(number): \(situation)" }
    }

    @Test("Each verb gets the code of its situation", arguments: rows)
    func codes(_ row: Row) throws {
        let commands = [
            Stimulus.add("5", row.uri, nil, "text"), Stimulus.replace("5", row.uri, nil, "text"),
            Stimulus.delete("5", row.uri), Stimulus.get("5", row.uri), Stimulus.exec("5", row.uri),
        ]
        let codes = try commands.map { command in
            var exchange = try Exchange(row.profile, ddf: TestCSP.ddf)
            return try exchange.send(command).first.map { String($0.dropFirst("S(5)=".count)) } ?? "none"
        }
        #expect(codes.joined(separator: " ") == row.codes)
    }

    static let rows: [Row] = [
        Row("3", "a dynamic leaf that is missing", "\(TestCSP.uri)/Text", "200 200 404 404 404"),
        Row("3", "a missing leaf that cannot be added", "\(TestCSP.uri)/Fixed", "405 404 404 404 404"),
        Row("5", "the parent is missing", "\(TestCSP.uri)/Items/a/Note", "200 200 404 404 404"),
        Row("6", "the parent is a leaf", "./DevInfo/Man/x", "405 405 404 404 404"),
        Row("7, 9", "a permanent interior node", "./DevInfo", "418 405 405 200 405"),
        Row("8", "a leaf that may be read and replaced", "./DevDetail/Ext/Microsoft/DeviceName", "418 200 405 200 405"),
        Row("8, 9", "a permanent leaf that may be read only", "./DevInfo/Man", "418 405 405 200 405"),
        Row("10", "the root", ".", "418 405 405 200 405"),
        Row("12", "a property that does not exist", "./DevInfo/Man?prop=Foo", "405 406 405 406 405"),
        Row("13", "a property of another verb", "./DevInfo/Man?prop=Format", "405 405 405 200 405"),
        Row("14", "a list", "./DevInfo?list=Struct", "405 405 405 200 405"),
        Row("15", "a kind of list that does not exist", "./DevInfo?list=Foo", "405 405 405 406 405"),
        Row("20", "an address that is too deep", "." + String(repeating: "/a", count: 65), "414 414 414 414 414"),
        Row("21", "an address that begins with a slash", "/DevInfo/Man", "400 400 400 400 400"),
        Row("21", "a query that is none", "./DevInfo/Man?foo=bar", "400 400 400 400 400"),
        Row("28", "a node of the device under ./User", "./User/Vendor/MSFT/RemoteLock/Lock", "405 405 405 405 405"),
        Row("28", "an object of the standard under ./User", "./User/DevInfo/Man", "405 405 405 405 405"),
        Row(
            "28", "a CSP of the device under ./User, deeper", "./User/Vendor/MSFT/DMClient/None", "405 405 405 405 405"),
        Row(
            "28", "a CSP of a user's DDF file for the device, under ./User", "./User/Vendor/MSFT/Test/Text",
            "405 405 405 405 405"),
        Row("29", "a node that no description knows", "./Vendor/MSFT/NoSuchCSP/Node", "404 404 404 404 404"),
        Row("29", "a node of a later build", RemoteLock.recoverPIN, "404 404 404 404 404", on: .version1607),
        Row("29", "a CSP of other editions", RemoteLock.lock, "404 404 404 404 404", on: .desktop),
    ]
}
