import Settings
import SyncML
import Testing

/// Rows of address, type and value.
@Suite("Settings as rows")
struct CSVTests {
    private static func read(_ text: String) throws -> [Setting] {
        let bytes = Array(text.utf8)
        #expect(SettingsReader.form(of: bytes) == .rows)
        return try SettingsReader.read(bytes, as: .rows).settings
    }

    private static let camera = Setting(
        address: "./Vendor/MSFT/Policy/Config/Camera/AllowCamera", type: .integer, value: "0", line: 1)

    @Test(
        "The same setting in every form of row",
        arguments: [
            "./Vendor/MSFT/Policy/Config/Camera/AllowCamera,Integer,0",
            "./Vendor/MSFT/Policy/Config/Camera/AllowCamera;int;0\n",
            "./Vendor/MSFT/Policy/Config/Camera/AllowCamera\tinteger\t0\r\n",
            "\"./Vendor/MSFT/Policy/Config/Camera/AllowCamera\", \"Integer\", \"0\"",
            "\u{FEFF}./Vendor/MSFT/Policy/Config/Camera/AllowCamera,#microsoft.graph.omaSettingInteger,0",
        ])
    func forms(_ text: String) throws {
        #expect(try Self.read(text) == [Self.camera])
    }

    @Test("A heading names the columns in any order; comments and empty rows are passed over")
    func heading() throws {
        let text = """
            Value;Name;OMA-URI;Data type

            # the camera
            0;No camera;./Vendor/MSFT/Policy/Config/Camera/AllowCamera;Integer
            """
        var expected = Self.camera
        expected.name = "No camera"
        expected.line = 4
        #expect(try Self.read(text) == [expected])
    }

    @Test("A quoted value holds separators, quotation marks and line breaks; the next row knows its line")
    func quoted() throws {
        let text = "./A/B,String,\"one, \"\"two\"\"\nthree\"\n./A/C,Boolean,true"
        let settings = try Self.read(text)
        #expect(settings.map(\.value) == ["one, \"two\"\nthree", "true"])
        #expect(settings.map(\.line) == [1, 3])
    }

    @Test("Two fields are address and value; the type is left to the node")
    func withoutType() throws {
        let settings = try Self.read("./A/B,7")
        #expect(settings == [Setting(address: "./A/B", type: nil, value: "7", line: 1)])
        #expect(
            settings[0].command(id: "1", exists: false)
                == .access(AccessCommand(.add, id: "1", items: [Item(target: "./A/B", data: .text("7"))])))
    }

    @Test(
        "What is wrong is told with its line and what to do",
        arguments: [
            ("./A/B,Integer,0\n./A/C,Number of things,1", "line 2: 'Number of things' is no type"),
            ("./A/B,String,\"open", "line 1: a quotation mark is opened here and never closed"),
            ("./A/B,String,\"x\"y", "line 1: text follows a closed quotation mark"),
            ("./A/B,Integer,0\n\n,Integer,1", "line 3: the row has no address"),
            ("./A/B,String,one,two", "line 1: 4 fields where 3 are expected"),
            ("OMA-URI,Type,Value\n", "line 1: behind the heading there are no rows"),
        ])
    func errors(_ text: String, _ expected: String) {
        let error = #expect(throws: SettingsError.self) { try SettingsReader.read(Array(text.utf8), as: .rows) }
        #expect(error?.description.hasPrefix(expected) == true, "\(error?.description ?? "")")
    }

    @Test("Each row that cannot be read is told, and the others are read")
    func faults() throws {
        let text = "./A/B,Colour,0\n./A/C,Integer,1\n,Integer,1\n./A/D,Integer,2"
        let reading = try SettingsReader.readAll(Array(text.utf8), as: .rows)
        #expect(reading.faults.map(\.line) == [1, 3] && reading.settings.map(\.address) == ["./A/C", "./A/D"])
        #expect(throws: SettingsError.self) { try SettingsReader.read(Array(text.utf8), as: .rows) }
    }

    @Test("UTF-16 of both kinds is read, and bytes that are no text are told with their line")
    func encodings() throws {
        let text = "./A/B,String,Größe"
        let little = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let big = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        for bytes in [[0xFF, 0xFE] + little, [0xFE, 0xFF] + big, little, big] {
            #expect(SettingsReader.form(of: bytes) == .rows)
            #expect(try SettingsReader.read(bytes, as: .rows).settings.first?.value == "Größe")
        }
        let error = #expect(throws: SettingsError.self) {
            try SettingsReader.read(Array("./A/B,String,x\n./A/C,String,".utf8) + [0xE4], as: .rows)
        }
        #expect(error?.line == 2)
    }

    @Test("A message is no list of settings", arguments: ["<Add/>", "", "  \n", "no such thing", "12:3:abc"])
    func others(_ text: String) {
        #expect(SettingsReader.form(of: Array(text.utf8)) == nil)
    }
}
