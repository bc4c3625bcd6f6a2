import ManagementTree
import Testing

@Suite("Addresses of nodes")
struct NodeURITests {
    /// What an address reads as: the prefix, the names, and how it is written again.
    struct Row: CustomTestStringConvertible, Sendable {
        var text: String
        var prefix = NodeURI.Prefix.none
        var names: [String]
        var written: String

        var testDescription: String { text }
    }

    @Test(
        "An address is read into decoded names and prints as it came; made of names it has ./ and encoding",
        arguments: [
            Row(text: ".", names: [], written: "."),
            Row(text: "./DevInfo", names: ["DevInfo"], written: "./DevInfo"),
            Row(text: "DevInfo/DevId", names: ["DevInfo", "DevId"], written: "./DevInfo/DevId"),
            Row(text: "./Vendor/MSFT", names: ["Vendor", "MSFT"], written: "./Vendor/MSFT"),
            Row(text: "./vendor/msft", names: ["vendor", "msft"], written: "./vendor/msft"),
            Row(text: "./a/with blank", names: ["a", "with blank"], written: "./a/with%20blank"),
            Row(text: "./a/with%20blank", names: ["a", "with blank"], written: "./a/with%20blank"),
            Row(text: "./a/b%2Fc", names: ["a", "b/c"], written: "./a/b%2Fc"),
            Row(text: "./a/b%2fc", names: ["a", "b/c"], written: "./a/b%2Fc"),
            Row(text: "./a/100%25", names: ["a", "100%"], written: "./a/100%25"),
            Row(text: "./a/%3Fprop=Name", names: ["a", "?prop=Name"], written: "./a/%3Fprop=Name"),
            Row(text: "./a/Z%C3%BCrich", names: ["a", "Zürich"], written: "./a/Z%C3%BCrich"),
            Row(text: "./a/Zürich", names: ["a", "Zürich"], written: "./a/Z%C3%BCrich"),
            Row(text: "./a/...", names: ["a", "..."], written: "./a/..."),
            Row(text: "./a/.hidden", names: ["a", ".hidden"], written: "./a/.hidden"),
            Row(text: "./a/*b", names: ["a", "*b"], written: "./a/*b"),
            Row(text: ".hidden", names: [".hidden"], written: "./.hidden"),
            Row(text: "./a/{2B4A}", names: ["a", "{2B4A}"], written: "./a/%7B2B4A%7D"),
        ])
    func readAndWritten(_ row: Row) throws {
        let uri = try NodeURI(parsing: row.text)
        #expect(uri.prefix == row.prefix)
        #expect(uri.names.map(\.text) == row.names)
        #expect(uri.query == nil)
        #expect(uri.description == row.text)
        let made = NodeURI(prefix: uri.prefix, names: uri.names)
        #expect(made == uri)
        #expect(made.description == row.written)
        #expect(try NodeURI(parsing: made.description) == uri)
    }

    @Test(
        "The scope prefix counts in any case and is no name",
        arguments: [
            Row(text: "./Device/Vendor", prefix: .device, names: ["Vendor"], written: "./Device/Vendor"),
            Row(text: "./device/Vendor", prefix: .device, names: ["Vendor"], written: "./Device/Vendor"),
            Row(text: "./DEVICE", prefix: .device, names: [], written: "./Device"),
            Row(text: "./User/Vendor", prefix: .user, names: ["Vendor"], written: "./User/Vendor"),
            Row(text: "./user/vendor/MSFT", prefix: .user, names: ["vendor", "MSFT"], written: "./User/vendor/MSFT"),
            Row(text: "User/Vendor", prefix: .user, names: ["Vendor"], written: "./User/Vendor"),
            Row(text: "./User/User", prefix: .user, names: ["User"], written: "./User/User"),
            Row(text: "./Device/User/x", prefix: .device, names: ["User", "x"], written: "./Device/User/x"),
            Row(text: "./Vendor/Device", names: ["Vendor", "Device"], written: "./Vendor/Device"),
            Row(text: "./Devices/x", names: ["Devices", "x"], written: "./Devices/x"),
        ])
    func prefixes(_ row: Row) throws {
        let uri = try NodeURI(parsing: row.text)
        #expect(uri.prefix == row.prefix)
        #expect(uri.names.map(\.text) == row.names)
        #expect(uri.scope == (row.prefix == .user ? .user : .device))
        let made = NodeURI(prefix: uri.prefix, names: uri.names)
        #expect(made.description == row.written)
        #expect(try NodeURI(parsing: made.description) == uri)
    }

    @Test(
        "What is no address is refused as malformed",
        arguments: [
            "", "/", "/DevInfo", "./", "DevInfo/", "./DevInfo/", "./DevInfo//DevId", "//", ".//DevInfo", "..",
            "../DevInfo", "./.", "./..", "./DevInfo/.", "./DevInfo/..", "./DevInfo/../DevDetail", "./DevInfo/*", "*",
            "./a/%", "./a/%4", "./a/%4/b", "./a/%zz", "./a/%G1", "./a/b%2", "./a/%FF", "./a/%C3", "./a/%2E",
            "./a/%2E%2e", "./a/%2A", "./DevInfo?prop", "./DevInfo?", "./DevInfo?acl=x", "?prop=Name",
        ])
    func malformed(_ text: String) {
        let error = #expect(throws: NodeURIError.self) { try NodeURI(parsing: text) }
        #expect(error?.code == .malformed)
        #expect(error?.description.isEmpty == false)
    }

    @Test(
        "A query is kept apart from the names",
        arguments: [
            ("./DevInfo?prop=Name", NodeURI.Query.property("Name")),
            ("./DevInfo/DevId?prop=", .property("")),
            ("./Vendor/MSFT?list=StructData", .list("StructData")),
            ("./Vendor?list=TNDS?x/y", .list("TNDS?x/y")),
            (".?list=Struct", .list("Struct")),
        ])
    func queries(_ row: (text: String, query: NodeURI.Query)) throws {
        let uri = try NodeURI(parsing: row.text)
        #expect(uri.query == row.query)
        #expect(!uri.description.contains("?"))
    }

    @Test("Only the root alone is the root")
    func root() throws {
        #expect(try NodeURI(parsing: ".").isRoot)
        #expect(try !NodeURI(parsing: "./Device").isRoot)
        #expect(try !NodeURI(parsing: "./User").isRoot)
        #expect(try !NodeURI(parsing: "./DevInfo").isRoot)
    }

    @Test("A node above is so many names long and has neither query nor the rest of the text")
    func ancestor() throws {
        let uri = try NodeURI(parsing: "./user/a%2Fb/Zürich/c?prop=Name")
        #expect(uri.depth == 3)
        #expect(uri.ancestor(depth: 2).description == "./User/a%2Fb/Z%C3%BCrich")
        #expect(uri.ancestor(depth: 2).query == nil)
        #expect(uri.ancestor(depth: 0).description == "./User")
        #expect(uri.ancestor(depth: 3).names == uri.names)
        #expect(uri.names.last == "c")
        #expect(uri.names[1] == "Zürich")
    }

    @Test("A node below is one name longer and keeps the scope")
    func appending() throws {
        let uri = try NodeURI(parsing: "./User/Vendor").appending("a/b")
        #expect(uri.description == "./User/Vendor/a%2Fb")
    }
}

@Suite("Limits of addresses")
struct NodeURILimitTests {
    @Test("As many names as allowed are taken, one more is too long")
    func depth() throws {
        let most = "." + String(repeating: "/a", count: NodeURI.maximumDepth)
        #expect(try NodeURI(parsing: most).names.count == NodeURI.maximumDepth)
        expectTooLong(most + "/a")
        // The prefix is no name.
        #expect(try NodeURI(parsing: "./User" + most.dropFirst()).names.count == NodeURI.maximumDepth)
    }

    @Test("As long a name as allowed is taken, one byte more is too long")
    func length() throws {
        let most = String(repeating: "x", count: NodeURI.maximumNameBytes)
        #expect(try NodeURI(parsing: "./\(most)").names.first?.text == most)
        expectTooLong("./\(most)x")
        expectTooLong("./a/\(most)x/b")
    }

    @Test("A name counts by its decoded bytes, so that what was read can be written and read again")
    func decodedLength() throws {
        let name = String(repeating: "ü", count: NodeURI.maximumNameBytes / 2)
        let uri = try NodeURI(parsing: "./\(name)")
        #expect(try NodeURI(parsing: uri.description) == uri)
        expectTooLong("./\(uri.names[0].encoded)%20")
    }

    @Test("An endless address is refused without reading it whole into names")
    func endless() {
        expectTooLong("./" + String(repeating: "a/", count: 500_000) + "a")
        expectTooLong("./" + String(repeating: "%41", count: 500_000))
    }

    private func expectTooLong(_ text: String) {
        let error = #expect(throws: NodeURIError.self) { try NodeURI(parsing: text) }
        #expect(error?.code == .tooLong)
    }
}
