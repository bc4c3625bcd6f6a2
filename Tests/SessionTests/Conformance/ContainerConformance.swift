import SimulatedPhone
import Testing

/// Atomic and Sequence: protocol.md sections 4 and 9.5.
///
/// Not here: ATM-09 (profile of OMA); ATM-12 and SEQ-03 (questions to the user, profile of OMA); ATM-13 (a message too
/// small for its statuses comes with splitting); ATM-16 (the tests of CertificateStore have it).
struct ContainerConformance {
    fileprivate typealias S = Stimulus

    @Test("Atomic", arguments: atomicCases)
    func atomicConforms(_ row: ConformanceCase) throws { try row.run() }

    @Test("Sequence", arguments: sequenceCases)
    func sequenceConforms(_ row: ConformanceCase) throws { try row.run() }

    @Test("A failed Atomic leaves the phone as it was", arguments: atomicCases.filter { $0.id != "ATM-01" })
    func failedAtomicChangesNothing(_ row: ConformanceCase) throws {
        var exchange = try Exchange(ddf: TestCSP.ddf)
        for step in row.steps {
            guard case .send(let body, _) = step else { continue }
            let before = exchange.phone
            let isFailedAtomic = try exchange.send(body).first?.hasSuffix("=507") == true
            guard isFailedAtomic else { continue }
            #expect(exchange.phone == before)
        }
    }

    static let atomicCases: [ConformanceCase] = [
        ConformanceCase(
            "ATM-01", "two good Replaces: the Atomic first, then its commands in order",
            .send(
                S.atomic("3", S.replace("4", deviceName, "chr", "Ada"), S.replace("5", length, "int", "6")),
                ["S(3)=200", "S(4)=200", "S(5)=200"]),
            .send(
                S.get("6", deviceName, length),
                ["S(6)=200", "R(6) \(deviceName)=Ada", "R(6) \(length)=6 (int)"])),
        ConformanceCase(
            "ATM-03", "the first command fails: its code, the others are not run and have 216, as Windows gives it",
            .send(
                S.atomic(
                    "3", S.replace("4", missing, "chr", "x"), S.replace("5", deviceName, "chr", "x"),
                    S.add("6", text, "chr", "x")),
                ["S(3)=507", "S(4)=404", "S(5)=216", "S(6)=216"]),
            .send(S.get("7", deviceName), ["S(7)=200", "R(7) \(deviceName)=Windows phone 0477"])),
        ConformanceCase(
            "ATM-04", "the last command fails: an added node is gone, a deleted one back with its properties",
            .send(
                S.add("1", "\(items)/b/Note", "chr", "kept", type: "text/html")
                    + S.add("2", "\(items)/c", "node"), ["S(1)=200", "S(2)=200"]),
            .send(
                S.atomic(
                    "3", S.add("4", "\(items)/a/Note", "chr", "x"), S.delete("5", "\(items)/b"),
                    S.replace("6", missing, "chr", "x")),
                ["S(3)=507", "S(4)=216", "S(5)=216", "S(6)=404"]),
            .send(S.get("7", items), ["S(7)=200", "R(7) \(items)=b/c (node)"]),
            .send(
                S.get("8", "\(items)/b/Note", "\(items)/b/Note?prop=Type"),
                ["S(8)=200", "R(8) \(items)/b/Note=kept", "R(8) \(items)/b/Note?prop=Type=text/html"])),
        ConformanceCase(
            "ATM-06", "an Atomic in an Atomic fails, and its commands are not run",
            .send(
                S.atomic(
                    "3", S.replace("4", deviceName, "chr", "x"), S.atomic("5", S.replace("6", deviceName, "chr", "y")),
                    S.replace("7", deviceName, "chr", "z")),
                ["S(3)=507", "S(4)=216", "S(5)=500", "S(6)=216", "S(7)=216"])),
        ConformanceCase(
            "ATM-07", "a Get in an Atomic fails it and gives no Results",
            .send(
                S.atomic("3", S.replace("4", deviceName, "chr", "x"), S.get("5", "./DevInfo/Man")),
                ["S(3)=507", "S(4)=216", "S(5)=500"])),
        ConformanceCase(
            "ATM-10", "Add and Replace of one node in one Atomic fail",
            .send(
                S.atomic("3", S.add("4", text, "chr", "x"), S.replace("5", text, "chr", "y")),
                ["S(3)=507", "S(4)=216", "S(5)=500"]),
            .send(S.get("6", text), ["S(6)=404"])),
        ConformanceCase(
            "ATM-15", "of a command with several items the one that fails has its code, the one before is rolled back",
            .send(
                S.atomic(
                    "3",
                    S.command(
                        "Replace", "4",
                        [S.item(deviceName, "chr", "x"), S.item(missing, "chr", "x"), S.item(text, "chr", "x")])),
                ["S(3)=507", "S(4)[\(deviceName)]=216", "S(4)[\(missing)]=404", "S(4)[\(text)]=216"]),
            .send(S.get("5", deviceName), ["S(5)=200", "R(5) \(deviceName)=Windows phone 0477"])),
        ConformanceCase(
            "4.1", "a command that is wrong in itself fails the Atomic before anything is executed",
            .send(
                S.atomic("3", S.exec("4", "./Vendor/MSFT/RemoteLock/Lock"), S.command("Add", nil, [S.item(text)])),
                ["S(3)=507", "S(4)=215", "S(:Add)=400"])),
        ConformanceCase(
            "1.6", "the commands of an Atomic without CmdID are not run, and each has its status all the same",
            .send(S.command("Atomic", nil, [S.replace("4", deviceName, "chr", "x")]), ["S(:Atomic)=400", "S(4)=215"])),
        ConformanceCase("4.1", "an empty Atomic succeeds", .send(S.atomic("3"), ["S(3)=200"])),
        ConformanceCase(
            "4.1", "an Exec in an Atomic is run, and undone when a later command fails",
            .send(
                S.atomic("3", S.exec("4", "./Vendor/MSFT/RemoteLock/Lock"), S.replace("5", missing, "chr", "x")),
                ["S(3)=507", "S(4)=216", "S(5)=404"]),
            .send(S.atomic("6", S.exec("7", "./Vendor/MSFT/RemoteLock/Lock")), ["S(6)=200", "S(7)=200"]),
            .holds("locked") { $0.lockScreen.isLocked }),
        ConformanceCase(
            "4.1", "Meta of the Atomic counts for the commands in it",
            .send(
                S.command(
                    "Atomic", "3",
                    ["<Meta><Format xmlns=\"syncml:metinf\">bool</Format></Meta>", S.replace("4", length, nil, "6")]),
                ["S(3)=507", "S(4)=415"])),
        ConformanceCase(
            "SEQ-05", "a Sequence in an Atomic fails it",
            .send(
                S.atomic("3", S.sequence("4", S.replace("5", deviceName, "chr", "x"))),
                ["S(3)=507", "S(4)=500", "S(5)=216"])),
    ]

    static let sequenceCases: [ConformanceCase] = [
        ConformanceCase(
            "1.6", "the commands of a Sequence without CmdID are not run, and each has its status all the same",
            .send(
                S.command("Sequence", nil, [S.replace("4", deviceName, "chr", "x"), S.get("5", deviceName)]),
                ["S(:Sequence)=400", "S(4)=215", "S(5)=215"]),
            .send(S.get("6", deviceName), ["S(6)=200", "R(6) \(deviceName)=Windows phone 0477"])),
        ConformanceCase(
            "SEQ-02", "a Sequence is 200, the failing command has its code, the rest is run",
            .send(
                S.sequence(
                    "3", S.replace("4", deviceName, "chr", "Ada"), S.replace("5", missing, "chr", "x"),
                    S.get("6", deviceName)),
                ["S(3)=200", "S(4)=200", "S(5)=404", "S(6)=200", "R(6) \(deviceName)=Ada"])),
        ConformanceCase(
            "4.2", "a Sequence in a Sequence and an Atomic in a Sequence are normal",
            .send(
                S.sequence(
                    "3", S.sequence("4", S.get("5", "./DevInfo/Lang")),
                    S.atomic("6", S.replace("7", deviceName, "chr", "Ada"))),
                ["S(3)=200", "S(4)=200", "S(5)=200", "S(6)=200", "S(7)=200", "R(5) ./DevInfo/Lang=en-US"])),
    ]
}

private let items = "\(TestCSP.uri)/Items"
private let text = "\(TestCSP.uri)/Text"
/// A leaf that may be replaced and not added.
private let missing = "\(TestCSP.uri)/Fixed"
private let deviceName = "./DevDetail/Ext/Microsoft/DeviceName"
private let length = "./Device/Vendor/MSFT/Policy/Config/DeviceLock/MinDevicePasswordLength"
