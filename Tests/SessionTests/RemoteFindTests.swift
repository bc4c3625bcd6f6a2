import SimulatedPhone
import Testing

/// RemoteFind (csp.md 11.3 and C11).
struct RemoteFindTests {
    private typealias S = Stimulus

    private static let root = "./Vendor/MSFT/RemoteFind"
    private static let location = root + "/Location"

    /// The place of the profile, as Gets with these ids tell it.
    private static func place(_ ids: [String]) -> [String] {
        zip(ids, ["Latitude=51.4779", "Longitude=-0.0015", "Altitude=68.0"]).map {
            "R(\($0)) \(location)/\($1) (float)"
        }
    }

    private static func gets(_ ids: [String]) -> [String] {
        zip(ids, ["Latitude", "Longitude", "Altitude"]).map { S.get($0, "\(location)/\($1)") }
    }

    @Test(
        "Gets find the phone alone, in a Sequence, in an Atomic, and as the page has them: in a Sequence in an Atomic"
    )
    func find() throws {
        var exchange = try Exchange()
        let (ids, gets) = (["3", "4", "5"], Self.gets(["3", "4", "5"]))
        let statuses = ids.map { "S(\($0))=200" }
        #expect(try exchange.send(gets.joined()) == statuses + Self.place(ids))
        for container in ["Atomic", "Sequence"] {
            #expect(try exchange.send(S.command(container, "2", gets)) == ["S(2)=200"] + statuses + Self.place(ids))
        }
        let whole = S.atomic("1", S.command("Sequence", "2", gets))
        #expect(try exchange.send(whole) == ["S(1)=200", "S(2)=200"] + statuses + Self.place(ids))
        #expect(
            try exchange.send(S.get("2", Self.location + "/Accuracy", Self.location + "/Age"))
                == ["S(2)=200", "R(2) \(Self.location)/Accuracy=12 (int)", "R(2) \(Self.location)/Age=0 (time)"])
    }

    @Test("Any other Get still makes an Atomic fail, and a Sequence with anything else in it too")
    func otherGets() throws {
        var exchange = try Exchange()
        let own = S.get("3", Self.location + "/Latitude")
        #expect(
            try exchange.send(S.atomic("2", own, S.get("4", Self.root + "/Timeout")))
                == ["S(2)=507", "S(3)=216", "S(4)=500"])
        #expect(
            try exchange.send(S.atomic("1", S.command("Sequence", "2", [own, S.get("4", "./DevInfo/Man")])))
                == ["S(1)=507", "S(2)=500", "S(3)=216", "S(4)=216"])
    }

    @Test("A phone that cannot find its place, or may not, has empty coordinates and nothing but 0")
    func nowhere() throws {
        var blind = try Exchange(.changed { $0.location = nil })
        var forbidden = try Exchange()
        _ = try forbidden.send(S.replace("2", "./Vendor/MSFT/Policy/Config/System/AllowLocation", "int", "0"))
        for address in ["Latitude", "Longitude", "Altitude", "Accuracy", "AltitudeAccuracy", "Age"] {
            let expected = address.hasPrefix("A") && address != "Altitude" ? "0" : ""
            #expect(try blind.value(of: "\(Self.location)/\(address)") ?? "" == expected, "\(address)")
            #expect(try forbidden.value(of: "\(Self.location)/\(address)") ?? "" == expected, "\(address)")
        }
    }

    @Test(
        "A wish is taken within its range",
        arguments: [
            ("DesiredAccuracy", "50", "1", 200), ("DesiredAccuracy", "50", "0", 500), ("MaximumAge", "60", "1440", 200),
            ("MaximumAge", "60", "1441", 500), ("Timeout", "7", "0", 200), ("Timeout", "7", "1801", 500),
        ])
    func wish(_ name: String, _ standard: String, _ value: String, _ status: Int) throws {
        var exchange = try Exchange()
        #expect(try exchange.value(of: "\(Self.root)/\(name)") == standard)
        #expect(try exchange.send(S.replace("2", "\(Self.root)/\(name)", "int", value)) == ["S(2)=\(status)"])
        #expect(try exchange.value(of: "\(Self.root)/\(name)") == (status == 200 ? value : standard))
        #expect(try exchange.send(S.add("2", "\(Self.root)/\(name)", "int", value)) == ["S(2)=418"])
    }

    @Test("A wish counts for the session in which it was set, and no longer")
    func session() throws {
        var conversation = try Conversation()
        try conversation.begin()
        let address = Self.root + "/Timeout"
        _ = try conversation.server(S.replace("2", address, "int", "30"))
        #expect(try conversation.server(S.get("2", address)).last == "R(2) \(address)=30 (int)")
        _ = try conversation.server("")
        var next = try Conversation(on: conversation.phone)
        try next.begin()
        #expect(try next.server(S.get("2", address)).last == "R(2) \(address)=7 (int)")
    }
}
