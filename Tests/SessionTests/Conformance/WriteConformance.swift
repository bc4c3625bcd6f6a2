import SimulatedPhone
import Testing

/// Add, Replace, Delete, Exec and Copy: protocol.md section 9.3.
///
/// Not here: ADD-10, CPY-03, CPY-04 (profile of OMA); EXE-05 (no CSP of this phone acts later than its answer yet);
/// EXE-07 (an unenrolled phone drops its session).
struct WriteConformance {
    fileprivate typealias S = Stimulus

    @Test("Add", arguments: addCases)
    func addConforms(_ row: ConformanceCase) throws { try row.run() }

    @Test("Replace", arguments: replaceCases)
    func replaceConforms(_ row: ConformanceCase) throws { try row.run() }

    @Test("Delete", arguments: deleteCases)
    func deleteConforms(_ row: ConformanceCase) throws { try row.run() }

    @Test("Exec and Copy", arguments: actionCases)
    func actionConforms(_ row: ConformanceCase) throws { try row.run() }

    static let addCases: [ConformanceCase] = [
        ConformanceCase(
            "ADD-01", "a leaf is added and can be read, its Type from Meta",
            .send(S.add("5", text, "chr", "hello", type: "text/html"), ["S(5)=200"]),
            .send(S.get("6", text), ["S(6)=200", "R(6) \(text)=hello"]),
            .send(S.get("7", "\(text)?prop=Type"), ["S(7)=200", "R(7) \(text)?prop=Type=text/html"])),
        ConformanceCase(
            "ADD-03", "an interior node is added with Format node and without Data",
            .send(S.add("5", "\(items)/a", "node"), ["S(5)=200"]),
            .send(S.get("6", "\(items)/a"), ["S(6)=200", "R(6) \(items)/a= (node)"])),
        ConformanceCase(
            "ADD-04", "a node that exists is 418 and keeps its value",
            .send(S.add("4", text, "chr", "first"), ["S(4)=200"]),
            .send(S.add("5", text, "chr", "second"), ["S(5)=418"]),
            .send(S.get("6", text), ["S(6)=200", "R(6) \(text)=first"])),
        ConformanceCase(
            "ADD-06", "missing interior nodes come with the leaf",
            .send(S.add("5", "\(items)/a/Note", "chr", "x"), ["S(5)=200"]),
            .send(S.get("6", items), ["S(6)=200", "R(6) \(items)=a (node)"])),
        ConformanceCase(
            "ADD-06", "where one of them may not be made the code is its own, an Item names it, nothing is created",
            .send(S.add("5", "\(sims)/999/IMSI", "chr", "1"), ["S(5)=405 {\(sims)/999}"]),
            .send(S.get("6", "\(sims)/999"), ["S(6)=404"])),
        ConformanceCase(
            "ADD-07", "under a leaf nothing is added", .send(S.add("5", "./DevInfo/Man/x", "chr", "1"), ["S(5)=405"])),
        ConformanceCase(
            "ADD-09", "a tree in one value (TNDS) is not supported",
            .send(
                S.add("5", "\(items)/a", "xml", "<MgmtTree/>", type: "application/vnd.syncml.dmtnds+xml"),
                ["S(5)=415"]),
            .send(S.get("6", "\(items)/a"), ["S(6)=404"])),
        ConformanceCase(
            "ADD-12", "a text that is no number is refused for an int, and the node is absent",
            .send(S.add("5", "\(items)/a/Number", "int", "abc"), ["S(5)=415"]),
            .send(S.get("6", "\(items)/a"), ["S(6)=404"])),
        ConformanceCase(
            "ADD-13", "a name is not * and not empty",
            .send(S.add("5", "\(items)/*", "node"), ["S(5)=400"]),
            .send(S.add("6", "\(items)/", "node"), ["S(6)=400"])),
        ConformanceCase(
            "ADD-15", "names that differ in case only are one, which keeps the case it was made with",
            .send(S.add("4", "\(items)/MixedCase", "node"), ["S(4)=200"]),
            .send(S.add("5", "\(items)/mixedcase", "node"), ["S(5)=418"]),
            .send(S.get("6", items), ["S(6)=200", "R(6) \(items)=MixedCase (node)"])),
    ]

    static let replaceCases: [ConformanceCase] = [
        ConformanceCase(
            "RPL-01", "an existing leaf gets the new value",
            .send(S.replace("5", deviceName, "chr", "Ada"), ["S(5)=200"]),
            .send(S.get("6", deviceName), ["S(6)=200", "R(6) \(deviceName)=Ada"])),
        ConformanceCase(
            "RPL-01", "a leaf that is missing is created where its description admits Add",
            .send(S.replace("5", text, "chr", "x"), ["S(5)=200"]),
            .send(S.get("6", text), ["S(6)=200", "R(6) \(text)=x"])),
        ConformanceCase(
            "RPL-01", "with the interior nodes that lead to it",
            .send(S.replace("5", "\(items)/a/Note", "chr", "x"), ["S(5)=200"]),
            .send(S.get("6", items), ["S(6)=200", "R(6) \(items)=a (node)"])),
        ConformanceCase(
            "RPL-01", "and is 404 and not created where it does not",
            .send(S.replace("5", fixed, "chr", "x"), ["S(5)=404"]), .send(S.get("6", fixed), ["S(6)=404"])),
        ConformanceCase(
            "RPL-03", "a missing policy is created",
            .send(S.replace("5", length, "int", "6"), ["S(5)=200"]),
            .send(S.get("6", length), ["S(6)=200", "R(6) \(length)=6 (int)"])),
        ConformanceCase(
            "RPL-04", "an interior node has no value to replace", .send(S.replace("5", items, "chr", "x"), ["S(5)=405"])
        ),
        ConformanceCase(
            "RPL-06", "another format than the node's is 415",
            .send(S.replace("5", length, "bool", "true"), ["S(5)=415"]), .send(S.get("6", length), ["S(6)=404"])),
        ConformanceCase(
            "RPL-06", "blanks and line breaks around a number or a truth value are left out",
            .send(S.replace("5", length, "int", "\n  6\t"), ["S(5)=200"]),
            .send(S.get("6", length), ["S(6)=200", "R(6) \(length)=6 (int)"]),
            .send(S.replace("7", flag, "bool", " True\n"), ["S(7)=200"]),
            .send(S.get("8", flag), ["S(8)=200", "R(8) \(flag)=true (bool)"]),
            .send(S.replace("9", length, "int", "6 7"), ["S(9)=415"]),
            .send(S.replace("10", flag, "bool", "yes"), ["S(10)=415"]),
            .send(S.replace("11", deviceName, "chr", " Ada "), ["S(11)=200"]),
            .send(S.get("12", deviceName), ["S(12)=200", "R(12) \(deviceName)= Ada "])),
        ConformanceCase(
            "RPL-07", "without Data a text becomes empty, which real devices answered with 202",
            .send(S.replace("5", deviceName, "chr"), ["S(5)=202"]),
            .send(S.get("6", deviceName), ["S(6)=200", "R(6) \(deviceName)="])),
        ConformanceCase(
            "RPL-07", "without Data a number is 412",
            .send(S.replace("4", length, "int", "6"), ["S(4)=200"]),
            .send(S.replace("5", length, "int"), ["S(5)=412"]),
            .send(S.get("6", length), ["S(6)=200", "R(6) \(length)=6 (int)"])),
        ConformanceCase(
            "RPL-09", "several items with different ends have a status each",
            .send(
                S.command(
                    "Replace", "5",
                    [S.item(deviceName, "chr", "Ada"), S.item(fixed, "chr", "x"), S.item("./DevInfo/Man", "chr", "x")]),
                ["S(5)[\(deviceName)]=200", "S(5)[\(fixed)]=404", "S(5)[./DevInfo/Man]=405"]),
            .send(S.get("6", deviceName), ["S(6)=200", "R(6) \(deviceName)=Ada"])),
        ConformanceCase(
            "RPL-10", "octets come as base64, are stored decoded, and their Format is bin",
            .send(S.add("4", octets, "b64", "AAEC"), ["S(4)=200"]),
            .send(S.replace("5", octets, "b64", "AAECAwQ="), ["S(5)=200"]),
            .send(S.get("6", octets), ["S(6)=200", "R(6) \(octets)=AAECAwQ= (b64)"]),
            .send(S.get("7", "\(octets)?prop=Format"), ["S(7)=200", "R(7) \(octets)?prop=Format=bin"]),
            .send(S.get("8", "\(octets)?prop=Size"), ["S(8)=200", "R(8) \(octets)?prop=Size=5"])),
    ]

    static let deleteCases: [ConformanceCase] = [
        ConformanceCase(
            "DEL-01", "a dynamic leaf goes",
            .send(S.add("4", text, "chr", "x"), ["S(4)=200"]), .send(S.delete("5", text), ["S(5)=200"]),
            .send(S.get("6", text), ["S(6)=404"])),
        ConformanceCase(
            "DEL-02", "an interior node goes with all that is below it",
            .send(S.add("4", "\(items)/a/Note", "chr", "x"), ["S(4)=200"]),
            .send(S.delete("5", "\(items)/a"), ["S(5)=200"]),
            .send(S.get("6", "\(items)/a/Note"), ["S(6)=404"]), .send(S.get("7", "\(items)/a"), ["S(7)=404"])),
        ConformanceCase("DEL-04", "the root stays", .send(S.delete("5", "."), ["S(5)=405"])),
        ConformanceCase("DEL-05", "a missing node is 404", .send(S.delete("5", text), ["S(5)=404"])),
        ConformanceCase(
            "DEL-07", "a leaf that may not be deleted itself goes with its parent",
            .send(S.add("3", "\(items)/a/Number", "int", "1"), ["S(3)=200"]),
            .send(S.delete("4", "\(items)/a/Number"), ["S(4)=405"]),
            .send(S.delete("5", "\(items)/a"), ["S(5)=200"]),
            .send(S.get("6", "\(items)/a/Number"), ["S(6)=404"])),
        ConformanceCase(
            "DEL-08", "Delete and Add of one node in one message both succeed",
            .send(S.add("3", text, "chr", "old"), ["S(3)=200"]),
            .send(S.delete("4", text) + S.add("5", text, "chr", "new"), ["S(4)=200", "S(5)=200"]),
            .send(S.get("6", text), ["S(6)=200", "R(6) \(text)=new"])),
    ]

    static let actionCases: [ConformanceCase] = [
        ConformanceCase(
            "EXE-01", "an executable node is executed",
            .holds("unlocked before") { !$0.lockScreen.isLocked },
            .send(S.exec("5", "./Vendor/MSFT/RemoteLock/Lock", "now"), ["S(5)=200"]),
            .holds("locked after") { $0.lockScreen.isLocked }),
        ConformanceCase(
            "EXE-02", "a leaf without the right to Exec is 405", .send(S.exec("5", "./DevInfo/Man"), ["S(5)=405"])),
        ConformanceCase(
            "EXE-04", "an action that fails is 500",
            .send(S.exec("5", "./Vendor/MSFT/RemoteLock/LockAndRecoverPIN"), ["S(5)=500"])),
        ConformanceCase(
            "EXE-01", "a node behind which nothing stands but a user's description is 200, and the phone tells of it",
            .send(S.exec("5", action), ["S(5)=200"]),
            .holds("told") { $0.effects == [.executed(action)] },
            .send(
                S.atomic("6", S.exec("7", action), S.replace("8", text, "chr", "x")),
                ["S(6)=200", "S(7)=200", "S(8)=200"]),
            .send(
                S.atomic("6", S.exec("7", action), S.replace("8", fixed, "chr", "x")),
                ["S(6)=507", "S(7)=216", "S(8)=404"]),
            .holds("nothing was executed") { $0.effects.isEmpty }),
        ConformanceCase(
            "CPY-01", "Copy is not supported",
            .send(
                S.command(
                    "Copy", "5",
                    [
                        "<Item><Target><LocURI>\(text)</LocURI></Target>"
                            + "<Source><LocURI>./DevInfo/Man</LocURI></Source></Item>"
                    ]),
                ["S(5)=406"]),
            .send(S.get("6", text), ["S(6)=404"])),
    ]
}

private let items = "\(TestCSP.uri)/Items"
private let text = "\(TestCSP.uri)/Text"
private let action = "\(TestCSP.uri)/Action"
private let fixed = "\(TestCSP.uri)/Fixed"
private let flag = "\(TestCSP.uri)/Switch"
private let octets = "\(TestCSP.uri)/Octets"
private let sims = "./Vendor/MSFT/DeviceStatus/CellularIdentities"
private let deviceName = "./DevDetail/Ext/Microsoft/DeviceName"
private let length = "./Device/Vendor/MSFT/Policy/Config/DeviceLock/MinDevicePasswordLength"
