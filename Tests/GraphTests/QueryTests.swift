import Administration
import Graph
import JSON
import Notation
import Testing

@Suite("Query options of OData")
struct QueryTests {
    /// Six phones beside the two devices: `Phone-3` to `Phone-8`.
    private static func server() throws -> GraphServer {
        var server = try GraphServer()
        for number in 3...8 {
            server.now = GraphServer.start.adding(days: number)
            try server.add(
                "dddddddd-0000-4000-8000-00000000000\(number)", "Phone-\(number)", .windowsMobile,
                "10.0.1506\(number)", managementName: "urn:phone:\(number)")
        }
        return server
    }

    static let filters: [(String, [String])] = [
        ("deviceName eq 'Phone-3'", ["Phone-3"]),
        ("deviceName eq 'PHONE-3'", ["Phone-3"]),
        ("DeviceName EQ 'Phone-3'", ["Phone-3"]),
        ("operatingSystem ne 'WindowsPhone'", ["iPhone-2"]),
        ("operatingSystem eq 'WindowsPhone' and startswith(deviceName,'Phone-8')", ["Phone-8"]),
        ("endswith(deviceName,'-2') or contains(deviceName, 'NE-5')", ["iPhone-2", "Phone-5"]),
        ("not startswith(deviceName,'Phone')", ["iPhone-2"]),
        ("deviceName in ('Phone-1','Phone-7', 'x')", ["Phone-1", "Phone-7"]),
        ("enrolledDateTime ge 2018-03-09T00:00:00Z", ["Phone-7", "Phone-8"]),
        ("enrolledDateTime lt 2018-03-02T16:00:00+01:00 and deviceName ne null", ["Phone-1", "iPhone-2"]),
        ("lastSyncDateTime ne null", []),
        ("lastSyncDateTime eq null and (deviceName eq 'Phone-1' or deviceName eq 'Phone-4')", ["Phone-1", "Phone-4"]),
        ("deviceName eq 'Phone-1' or deviceName eq 'Phone-3' and osVersion eq 'x'", ["Phone-1"]),
        ("azureADRegistered eq false", []),
        ("id eq dddddddd-0000-4000-8000-000000000002", ["iPhone-2"]),
        ("deviceName eq 'it''s'", []),
        ("enrolledDateTime lt 2018-03-02t16:00:00.5+0100 and deviceName eq 'Phone-1'", ["Phone-1"]),
    ]

    @Test("$filter means what it says", arguments: filters)
    func filter(text: String, names: [String]) throws {
        var server = try Self.server()
        let query = text.percentEncoded
        let response = try server.send("GET /v1.0/deviceManagement/managedDevices?$filter=\(query)")
        #expect(response.status == 200, "\(response.error?.message ?? "")")
        #expect(response.values.map { $0.text("deviceName") } == names)
        #expect(response.body?["@odata.count"] == .integer(names.count))
    }

    static let searches: [(String, [String])] = [
        ("\"Phone-3\"", ["Phone-3"]),
        ("phone-3", ["Phone-3"]),
        ("\"deviceName:NE-4\"", ["Phone-4"]),
        ("\"deviceName:one-4\" OR \"deviceName:one-5\"", ["Phone-4", "Phone-5"]),
        ("\"operatingSystem:windows\" AND \"deviceName:-2\"", []),
        ("\"operatingSystem:ios\" \"deviceName:-2\"", ["iPhone-2"]),
        ("\"osVersion:phone\"", []),
    ]

    @Test("$search finds texts in a property or in all, and counts as the list does", arguments: searches)
    func search(text: String, names: [String]) throws {
        var server = try Self.server()
        let list = "GET /v1.0/deviceManagement/managedDevices"
        let response = try server.send("\(list)?$search=\(text.percentEncoded)")
        #expect(response.values.map { $0.text("deviceName") } == names, "\(response.error?.message ?? "")")
        let count = try server.send("\(list)/$count?$search=\(text.percentEncoded)")
        #expect(count.body == .integer(names.count) && count.headers["Content-Type"] == "text/plain")
    }

    @Test("/$count tells how many objects a list has, with a filter and without, and takes no other option")
    func count() throws {
        var server = try Self.server()
        #expect(try server.send("GET /v1.0/deviceManagement/managedDevices/$count").body == .integer(8))
        let filter = "operatingSystem eq 'iOS'".percentEncoded
        #expect(
            try server.send("GET /beta/devicemanagement/manageddevices/$count?$filter=\(filter)").body == .integer(1))
        #expect(try server.send("GET /v1.0/users/$count?$top=1").status == 400)
        #expect(try server.send("GET /v1.0/groups/nobody/members/$count").status == 404)
        #expect(try server.send("GET /v1.0/groups/nobody/$count").status == 400)
    }

    static let refusals: [(String, String)] = [
        ("$search=\"x", "a quotation mark is not closed"),
        ("$search=\"nothing:x\"", "named 'nothing'"),
        ("$search=\"deviceName:\"", "nothing follows 'deviceName:'"),
        ("$search=\"x\" AND ", "it ends with AND"),
        ("$format=json", "'$format'"),
        ("top=5", "'top'"),
        ("$apply=x", "'$apply'"),
        ("$top=x", "'x' for $top"),
        ("$top=0", "'0' for $top"),
        ("$skip=-1", "'-1' for $skip"),
        ("$count=yes", "'yes' for $count"),
        ("$top=1&$top=2", "more than once"),
        ("$select=nothing", "named 'nothing' on type 'microsoft.graph.managedDevice'"),
        ("$orderby=nothing", "named 'nothing'"),
        ("$orderby=deviceName up", "'deviceName up' is no order"),
        ("$orderby=deviceActionResults", "is no order"),
        ("$expand=detectedApps", "'detectedApps' of managedDevice cannot be expanded; what can be is users"),
        ("$filter=nothing eq 1", "named 'nothing'"),
        ("$filter=deviceName", "an operator is missing after 'deviceName'"),
        ("$filter=deviceName has 'x'", "the operator 'has' is not supported"),
        ("$filter=tolower(deviceName) eq 'x'", "the function 'tolower' is not supported"),
        ("$filter=deviceName eq 'x", "does not end"),
        ("$filter=(deviceName eq 'x'", "cannot be read at its end"),
        ("$filter=deviceName eq 'x')", "cannot be read at"),
        ("$filter=deviceName eq", "a value is missing"),
        ("$filter=deviceActionResults eq 1", "cannot be filtered"),
        ("$filter=startswith(deviceName,5)", "wants a text"),
        ("$filter=deviceName eq 5", "'deviceName' is Edm.String, written in '', and the number 5.0 was given"),
        ("$filter=deviceName ne 5", "incompatible types"),
        ("$filter=deviceName in ('x',true)", "and true was given"),
        ("$filter=operatingSystem eq 2018-03-02T00:00:00Z", "and the time 2018-03-02T00:00:00Z was given"),
        ("$filter=enrolledDateTime ge '2018-03-02T00:00:00Z'", "Edm.DateTimeOffset"),
        ("$filter=startswith(enrolledDateTime,'2018')", "Edm.DateTimeOffset"),
        ("$filter=azureADRegistered eq 'true'", "Edm.Boolean"),
        ("$filter=enrolledDateTime ge 2018-03-02T00:00:00%2B99:00", "Edm.DateTimeOffset"),
        ("$filter=enrolledDateTime ge 2018-03-02T00:00:00", "Edm.DateTimeOffset"),
        ("$filter=%zz", "% must be followed"),
        ("$filter=" + String(repeating: "(", count: 100) + "id eq '1'", "nested more than 32"),
    ]

    /// Comparisons in a row: `id eq '' or id eq '' …`, as short as they can be.
    private static func chain(_ operation: String, _ count: Int) -> String {
        Array(repeating: "id%20eq''", count: count).joined(separator: "%20\(operation)%20")
    }

    @Test("A filter may be long to a limit, and costs no stack", arguments: ["or", "and"])
    func long(operation: String) throws {
        var server = try Self.server()
        let target = "GET /v1.0/deviceManagement/managedDevices?$filter="
        let response = try server.send(target + Self.chain(operation, 499) + "%20or%20id%20ne%20''")
        #expect(response.status == 200, "\(response.error?.message ?? "")")
        #expect(response.values.count == 8)
        let many = try server.send(target + Self.chain(operation, 501))
        #expect(many.error?.message.contains("more than 500 comparisons") == true)
        let tooMany = try server.send(target + Self.chain(operation, 50_000))
        #expect(tooMany.error?.message.contains("longer than 16384 octets") == true)
    }

    @Test("What is not understood is refused by name, never ignored", arguments: refusals)
    func refused(query: String, reason: String) throws {
        var server = try Self.server()
        let response = try server.send("GET /v1.0/deviceManagement/managedDevices?\(query)")
        #expect(response.status == 400)
        #expect(response.error?.code == "BadRequest")
        #expect(response.error?.message.contains(reason) == true, "\(response.error?.message ?? "")")
    }

    static let orders: [(String, [String])] = [
        ("$orderby=deviceName desc&$top=2", ["Phone-8", "Phone-7"]),
        ("$orderby=operatingSystem,deviceName desc&$top=2", ["iPhone-2", "Phone-8"]),
        ("$orderby=osVersion&$skip=6", ["Phone-8", "iPhone-2"]),
        ("$orderby=lastSyncDateTime&$top=2", ["Phone-1", "iPhone-2"]),
        ("$skip=7", ["Phone-8"]), ("$skip=100", []), ("$top=&$filter=&$skip=7", ["Phone-8"]),
        ("$TOP=1&$Skip=2", ["Phone-3"]),
    ]

    @Test("$orderby, $top and $skip", arguments: orders)
    func order(query: String, names: [String]) throws {
        var server = try Self.server()
        let response = try server.send(
            "GET /v1.0/deviceManagement/managedDevices?\(query.replacing(" ", with: "%20"))")
        #expect(response.values.map { $0.text("deviceName") } == names)
    }

    @Test("Pages follow their links to the end, with what the query wanted; each device comes once")
    func pages() throws {
        var server = try Self.server()
        var link =
            "/v1.0/deviceManagement/managedDevices?$top=3&$filter=startswith(deviceName,'Phone')"
            + "&$orderby=deviceName%20desc&$select=deviceName"
        var names: [String?] = []
        var links: [String] = []
        while links.count < 10 {
            let response = try server.send("GET \(link)")
            names += response.values.map { $0.text("deviceName") }
            #expect(response.values.allSatisfy { $0.names == ["deviceName"] })
            #expect(response.body?["@odata.count"] == .integer(7))
            guard let next = response.text("@odata.nextLink") else { break }
            links.append(next)
            link = next
        }
        #expect(names == [8, 7, 6, 5, 4, 3, 1].map { "Phone-\($0)" })
        #expect(links.count == 2)
        #expect(
            links.first
                == "\(GraphServer.base)/v1.0/deviceManagement/managedDevices?$top=3&$filter="
                + "startswith%28deviceName%2C%27Phone%27%29&$orderby=deviceName%20desc&$select=deviceName&$skiptoken=3")
    }

    @Test("A page has a thousand at most, and says that there are more")
    func limit() throws {
        var server = try GraphServer()
        for number in 0..<1100 {
            try server.tenant.add(
                DirectoryUser(id: ObjectID("u\(number)"), displayName: "u", userPrincipalName: "\(number)@x"))
        }
        let first = try server.send("GET /v1.0/users?$top=5000&$select=id")
        #expect(first.values.count == 1000)
        let second = try server.send("GET \(try #require(first.text("@odata.nextLink")))")
        #expect(second.values.count == 101)
        #expect(second.text("@odata.nextLink") == nil)
    }

    @Test("$expand and $select together")
    func expand() throws {
        var server = try GraphServer()
        let response = try server.send(
            "GET /v1.0/deviceManagement/managedDevices/\(GraphServer.phone)?$expand=users&$select=id")
        #expect(response.body?.names == ["@odata.context", "id", "users"])
        guard case .array(let users)? = response.body?["users"] else { return #expect(Bool(false), "no users") }
        #expect(users.map { $0.text("displayName") } == ["Adele"])
    }
}
