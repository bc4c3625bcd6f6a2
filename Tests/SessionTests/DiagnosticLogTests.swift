import Notation
import SimulatedPhone
import Testing

/// DiagnosticLog (csp.md 15.4).
struct DiagnosticLogTests {
    private typealias S = Stimulus

    private static let root = "./Vendor/MSFT/DiagnosticLog"
    private static let collector = root + "/EtwLog/Collectors/MDM"
    private static let provider = collector + "/Providers/3DA494E4-0FE2-415C-B895-FB5265C5C83B"
    private static let file = root + "/FileDownload/DMChannel/MDM"

    /// A phone that traces what management does.
    private static func tracing(level: String? = nil) throws -> Exchange {
        var exchange = try Exchange()
        #expect(
            try exchange.send(S.add("2", collector, "node") + S.add("3", provider, "node"))
                == ["S(2)=200", "S(3)=200"])
        if let level {
            #expect(try exchange.send(S.replace("2", provider + "/TraceLevel", "int", level)) == ["S(2)=200"])
        }
        #expect(try exchange.value(of: collector + "/TraceStatus") == "0")
        #expect(try exchange.send(S.exec("2", collector + "/TraceControl", "START")) == ["S(2)=200"])
        #expect(try exchange.value(of: collector + "/TraceStatus") == "1")
        return exchange
    }

    private static func stop(_ exchange: inout Exchange) throws {
        #expect(try exchange.send(S.exec("2", collector + "/TraceControl", "STOP")) == ["S(2)=200"])
    }

    /// The file, fetched block by block as the page says.
    private static func download(_ file: String, _ exchange: inout Exchange, size: Int? = nil) throws -> String {
        if let size { _ = try exchange.send(S.replace("2", file + "/BlockSizeKB", "int", "\(size)")) }
        let count = try #require(try exchange.value(of: file + "/BlockCount").flatMap { Int($0) })
        var octets: [UInt8] = []
        for index in 0..<count {
            #expect(
                try exchange.send(S.replace("2", file + "/BlockIndexToRead", "int", "\(index)")) == ["S(2)=200"])
            let block = try #require(try exchange.value(of: file + "/BlockData").flatMap { Base64.decode($0) })
            #expect(try exchange.value(of: "\(file)/DataBlocks/\(index)").flatMap { Base64.decode($0) } == block)
            #expect(block.count == (size ?? 4) * 1024 || index == count - 1)
            octets += block
        }
        return String(decoding: octets, as: UTF8.self)
    }

    @Test(
        "A trace holds what the server did between START and STOP, and is fetched in blocks of any size",
        arguments: [nil, 1, 16] as [Int?])
    func trace(_ size: Int?) throws {
        var exchange = try Self.tracing()
        for number in 0..<20 {
            _ = try exchange.send(S.get("2", "./DevInfo/Man") + S.get("3", "./Vendor/MSFT/Nothing\(number)"))
        }
        try Self.stop(&exchange)
        _ = try exchange.send(S.get("2", "./DevDetail/SwV"))
        #expect(try exchange.value(of: Self.root + "/FileDownload/DMChannel") == "MDM")
        let text = try Self.download(Self.file, &exchange, size: size)
        #expect(text.contains(#"<Trace Collector="MDM" Started="2017-06-01T12:00:00Z""#) && text.hasSuffix("</Trace>"))
        #expect(text.contains(#"Level="4">Get ./DevInfo/Man 200</Event>"#))
        #expect(text.contains(#"Level="2">Get ./Vendor/MSFT/Nothing19 404</Event>"#))
        #expect(!text.contains("SwV"))
    }

    @Test("A level leaves out what matters less; a provider that is off tells nothing")
    func level() throws {
        var exchange = try Self.tracing(level: "3")
        _ = try exchange.send(S.get("2", "./DevInfo/Man") + S.get("3", "./DevInfo/Nothing"))
        _ = try exchange.send(S.replace("2", Self.provider + "/State", "bool", "false"))
        _ = try exchange.send(S.get("2", "./DevInfo/NothingElse"))
        try Self.stop(&exchange)
        let text = try Self.download(Self.file, &exchange)
        #expect(text.contains("./DevInfo/Nothing 404") && !text.contains("Man") && !text.contains("NothingElse"))
    }

    @Test("A trace that is full keeps its beginning or its end, as its mode says", arguments: ["1", "2"])
    func full(_ mode: String) throws {
        var exchange = try Self.tracing()
        _ = try exchange.send(S.replace("2", Self.collector + "/TraceLogFileMode", "int", mode))
        // The mode counts from the next start.
        _ = try exchange.send(S.exec("2", Self.collector + "/TraceControl", "START"))
        for number in 0..<400 { _ = try exchange.send(S.get("2", "./DevInfo/Nothing-\(number)-")) }
        try Self.stop(&exchange)
        let text = try Self.download(Self.file, &exchange)
        #expect(text.utf8.count < 20_000)
        #expect(text.contains("Nothing-0-") == (mode == "1") && text.contains("Nothing-399-") == (mode == "2"))
    }

    @Test(
        "What is not in order is refused",
        arguments: [
            ("/EtwLog/Collectors/MDM/TraceControl", "STOP", 405), ("/EtwLog/Collectors/MDM/TraceControl", "start", 500),
            ("/EtwLog/Collectors/Other/TraceControl", "START", 404), ("/DeviceStateData/MdmConfiguration", "", 500),
        ])
    func refused(_ node: String, _ argument: String, _ status: Int) throws {
        var exchange = try Exchange()
        _ = try exchange.send(S.add("2", Self.collector, "node"))
        #expect(try exchange.send(S.exec("2", Self.root + node, argument)) == ["S(2)=\(status)"])
    }

    @Test("SNAP makes a file of what was configured: addresses, not values")
    func snapshot() throws {
        var exchange = try Exchange()
        exchange.phone = try Conversation.phone()
        _ = try exchange.send(
            S.replace("2", "./Vendor/MSFT/Policy/Config/System/AllowLocation", "int", "0")
                + S.exec("3", "./Device/Vendor/MSFT/Reboot/RebootNow"))
        #expect(try exchange.send(S.exec("2", Self.root + "/DeviceStateData/MdmConfiguration", "SNAP")) == ["S(2)=200"])
        let text = try Self.download(Self.root + "/FileDownload/DMChannel/MdmConfiguration", &exchange)
        #expect(text.contains(#"<Node Uri="./Device/Vendor/MSFT/Policy/Config/System/AllowLocation"/>"#))
        #expect(text.contains(#"<Enrollment ProviderID="Lab""#) && text.contains(#"<Job CSP="Reboot""#))
    }

    @Test("With its collector a trace ends and its file goes; a phone keeps so many files and no more")
    func bounds() throws {
        var exchange = try Self.tracing()
        try Self.stop(&exchange)
        _ = try exchange.send(S.exec("2", Self.collector + "/TraceControl", "START"))
        #expect(try exchange.send(S.delete("2", Self.collector)) == ["S(2)=200"])
        #expect(try exchange.value(of: Self.file + "/BlockCount") == nil)
        var statuses: [String] = []
        for number in 0..<20 {
            let control = "\(Self.root)/EtwLog/Collectors/C\(number)/TraceControl"
            _ = try exchange.send(S.add("2", "\(Self.root)/EtwLog/Collectors/C\(number)", "node"))
            statuses += try exchange.send(S.exec("2", control, "START"))
        }
        #expect(statuses.filter { $0 == "S(2)=200" }.count == 8 && statuses.last == "S(2)=420")
    }

    @Test("Channels are for desktops")
    func channels() throws {
        let channel = Self.root + "/EtwLog/Channels/Microsoft-Client-Licensing-Platform%2FAdmin"
        var phone = try Exchange()
        #expect(try phone.send(S.add("2", channel, "node")) == ["S(2)=404"])
        var desktop = try Exchange(.desktop)
        #expect(
            try desktop.send(S.add("2", channel, "node") + S.exec("3", channel + "/Export")) == [
                "S(2)=200", "S(3)=200",
            ])
    }
}
