import SimulatedPhone
import Testing

/// Get, properties and lists: protocol.md section 9.2.
///
/// GET-17: the phone reports no limits (0), so what is refused is what its guard refuses: a name of more than 4,096
/// bytes, more than 64 names. PRP-06 and PRP-11 take the second of the two answers that the rows allow.
struct GetConformance {
    fileprivate typealias S = Stimulus

    @Test("Get", arguments: getCases)
    func getConforms(_ row: ConformanceCase) throws { try row.run() }

    @Test("Properties", arguments: propertyCases)
    func propertyConforms(_ row: ConformanceCase) throws { try row.run() }

    @Test("Lists", arguments: listCases)
    func listConforms(_ row: ConformanceCase) throws { try row.run() }

    @Test("GET-05: the root gives the names below it, in any order")
    func root() throws {
        var exchange = try Exchange()
        let names = try #require(try exchange.value(of: ".")).split(separator: "/").sorted()
        #expect(names == ["DevDetail", "DevInfo", "Device", "SyncML", "User", "Vendor"])
    }

    static let getCases: [ConformanceCase] = [
        ConformanceCase(
            "GET-01", "a leaf gives its value and repeats its address",
            .send(S.get("5", "./DevInfo/Man"), ["S(5)=200", "R(5) ./DevInfo/Man=MicrosoftMDG"])),
        ConformanceCase(
            "GET-02", "an address without ./ is the same node, repeated as it was asked",
            .send(S.get("5", "DevInfo/Man"), ["S(5)=200", "R(5) DevInfo/Man=MicrosoftMDG"])),
        ConformanceCase(
            "GET-04", "an interior node without children gives empty Data",
            .send(S.get("5", items), ["S(5)=200", "R(5) \(items)= (node)"])),
        ConformanceCase(
            "GET-07", "a missing node is 404 and has no Results",
            .send(S.get("5", "\(items)/a/Note"), ["S(5)=404"]), .send(S.get("6", "./NoSuch"), ["S(6)=404"])),
        ConformanceCase("GET-08", "below a leaf there is nothing", .send(S.get("5", "./DevInfo/Man/x"), ["S(5)=404"])),
        ConformanceCase(
            "GET-10", "two nodes in one Get have one status and one Results with two items",
            .send(
                S.get("5", "./DevInfo/Man", "./DevInfo/Lang"),
                ["S(5)=200", "R(5) ./DevInfo/Man=MicrosoftMDG", "R(5) ./DevInfo/Lang=en-US"])),
        ConformanceCase(
            "GET-10", "where the codes differ each item has a status with its address",
            .send(
                S.get("5", "./DevInfo/Man", "./DevInfo/No"),
                ["S(5)[./DevInfo/Man]=200", "S(5)[./DevInfo/No]=404", "R(5) ./DevInfo/Man=MicrosoftMDG"])),
        ConformanceCase(
            "GET-11", "a leaf without the right to Get is 405",
            .send(S.get("5", "\(TestCSP.uri)/Secret"), ["S(5)=405"])),
        ConformanceCase(
            "GET-13", "a leaf that holds an empty text gives empty Data",
            .send(S.add("4", text, "chr", ""), ["S(4)=200"]),
            .send(S.get("5", text), ["S(5)=200", "R(5) \(text)="])),
        ConformanceCase(
            "GET-13", "what a phone without a SIM cannot know is empty, not missing", on: .changed { $0.sim = [] },
            .send(
                S.get("5", "./DevDetail/Ext/Microsoft/MobileID"),
                ["S(5)=200", "R(5) ./DevDetail/Ext/Microsoft/MobileID="]),
            .send(
                S.get("6", "./Vendor/MSFT/DeviceStatus/CellularIdentities"),
                ["S(6)=200", "R(6) ./Vendor/MSFT/DeviceStatus/CellularIdentities= (node)"])),
        ConformanceCase(
            "GET-14", "an address does not end with a slash", .send(S.get("5", "./DevInfo/"), ["S(5)=400"])),
        ConformanceCase(
            "GET-16", "an address never climbs", .send(S.get("5", "./DevInfo/../DevInfo/Man"), ["S(5)=400"])),
        ConformanceCase(
            "GET-17", "a name of more than 4,096 bytes is too long, one of 4,096 only missing",
            .send(S.get("5", "./" + String(repeating: "a", count: 4097)), ["S(5)=414"]),
            .send(S.get("6", "./" + String(repeating: "a", count: 4096)), ["S(6)=404"])),
        ConformanceCase(
            "GET-17", "more than 64 names are too many, 64 only missing",
            .send(S.get("5", "." + String(repeating: "/a", count: 65)), ["S(5)=414"]),
            .send(S.get("6", "." + String(repeating: "/a", count: 64)), ["S(6)=404"])),
        ConformanceCase(
            "GET-19", "a CSP of the device asked for under ./User is 405",
            .send(S.get("5", "./User/Vendor/MSFT/RemoteLock"), ["S(5)=405"])),
        ConformanceCase(
            "GET-20", "a node of the user is 405 while nobody is signed in",
            .send(
                S.get("5", "./User/Vendor/MSFT/PassportForWork"),
                ["S(5)=200", "R(5) ./User/Vendor/MSFT/PassportForWork= (node)"]),
            .person { $0.setLoginStatus(.none) },
            .send(S.get("5", "./User/Vendor/MSFT/PassportForWork"), ["S(5)=405"])),
    ]

    static let propertyCases: [ConformanceCase] = [
        ConformanceCase(
            "PRP-02", "Name is the last segment",
            .send(S.get("5", "./DevInfo/Man?prop=Name"), ["S(5)=200", "R(5) ./DevInfo/Man?prop=Name=Man"])),
        ConformanceCase(
            "PRP-03", "Type of a leaf is the MIME type of its value",
            .send(S.get("5", "./DevInfo/Man?prop=Type"), ["S(5)=200", "R(5) ./DevInfo/Man?prop=Type=text/plain"])),
        ConformanceCase(
            "PRP-05", "an interior node has no Size", .send(S.get("5", "./DevInfo?prop=Size"), ["S(5)=406"])),
        ConformanceCase(
            "PRP-06", "TStamp is not kept, before a Replace or after",
            .send(S.get("5", "\(deviceName)?prop=TStamp"), ["S(5)=406"]),
            .send(S.replace("6", deviceName, "chr", "new"), ["S(6)=200"]),
            .send(S.get("7", "\(deviceName)?prop=TStamp"), ["S(7)=406"])),
        ConformanceCase(
            "PRP-08", "an unknown property is 406", .send(S.get("5", "./DevInfo/Man?prop=Foo"), ["S(5)=406"])),
        ConformanceCase(
            "PRP-09", "Format cannot be replaced",
            .send(S.replace("5", "\(deviceName)?prop=Format", "chr", "int"), ["S(5)=405"])),
        ConformanceCase(
            "PRP-11", "Title is not kept",
            .send(S.replace("5", "\(deviceName)?prop=Title", "chr", "A name"), ["S(5)=406"]),
            .send(S.get("6", "\(deviceName)?prop=Title"), ["S(6)=406"])),
        ConformanceCase(
            "PRP-12", "a dynamic leaf is renamed and keeps its value",
            .send(S.add("4", word, "chr", "held"), ["S(4)=200"]),
            .send(S.replace("5", "\(word)?prop=Name", "chr", "Other"), ["S(5)=200"]),
            .send(S.get("6", word), ["S(6)=404"]),
            .send(
                S.get("7", "\(TestCSP.uri)/Words/Other"), ["S(7)=200", "R(7) \(TestCSP.uri)/Words/Other=held"])),
        ConformanceCase(
            "PRP-13", "a name that a description gives is taken, though no node of it is there",
            .send(S.add("4", "./Vendor/MSFT/PassportForWork/a", "node"), ["S(4)=200"]),
            .send(S.replace("5", "./Vendor/MSFT/PassportForWork/a?prop=Name", "chr", "usebiometrics"), ["S(5)=418"]),
            .send(S.replace("6", "./Vendor/MSFT/PassportForWork/a?prop=Name", "chr", "A"), ["S(6)=200"])),
        ConformanceCase(
            "PRP-14", "a permanent node is not renamed",
            .send(S.replace("5", "./DevInfo/Man?prop=Name", "chr", "Maker"), ["S(5)=405"])),
        ConformanceCase(
            "PRP-15", "a name is not empty and has no slash",
            .send(S.add("4", word, "chr", "held"), ["S(4)=200"]),
            .send(S.replace("5", "\(word)?prop=Name", "chr", ""), ["S(5)=500"]),
            .send(S.replace("6", "\(word)?prop=Name", "chr", "a/b"), ["S(6)=500"]),
            .send(S.get("7", word), ["S(7)=200", "R(7) \(word)=held"])),
    ]

    static let listCases: [ConformanceCase] = [
        ConformanceCase(
            "LST-01", "StructData gives every node of the subtree with its full address and the leaves' values",
            .send(
                S.get("5", "./DevInfo?list=StructData"),
                [
                    "S(5)=200", "R(5) ./DevInfo (node)", "R(5) ./DevInfo/DevId=\(deviceID)",
                    "R(5) ./DevInfo/Man=MicrosoftMDG", "R(5) ./DevInfo/Mod=Lumia 950", "R(5) ./DevInfo/DmV=1.3",
                    "R(5) ./DevInfo/Lang=en-US",
                ])),
        ConformanceCase(
            "LST-01", "nodes without the right to Get are left out, and empty levels are there",
            .send(
                S.get("5", "\(TestCSP.uri)?list=StructData"),
                ["S(5)=200"] + ["", "/Items", "/Words"].map { "R(5) \(TestCSP.uri)\($0) (node)" })),
        ConformanceCase(
            "LST-02", "Struct gives the same without values",
            .send(
                S.get("5", "./DevInfo?list=Struct"),
                ["S(5)=200", "R(5) ./DevInfo (node)"]
                    + ["DevId", "Man", "Mod", "DmV", "Lang"].map { "R(5) ./DevInfo/\($0)" })),
        ConformanceCase("LST-04", "an unknown list is 406", .send(S.get("5", "./DevInfo?list=Foo"), ["S(5)=406"])),
        ConformanceCase(
            "LST-05", "StructData of a leaf is one item",
            .send(S.get("5", "./DevInfo/Man?list=StructData"), ["S(5)=200", "R(5) ./DevInfo/Man=MicrosoftMDG"])),
        ConformanceCase(
            "LST-07", "TNDS is never given", .send(S.get("5", "./DevInfo?list=TNDS+Value-ACL"), ["S(5)=406"])),
    ]
}

private let items = "\(TestCSP.uri)/Items"
private let text = "\(TestCSP.uri)/Text"
private let word = "\(TestCSP.uri)/Words/One"
private let deviceName = "./DevDetail/Ext/Microsoft/DeviceName"
/// Follows from the seed of every exchange.
private let deviceID = (try? Exchange().phone.deviceID) ?? ""
