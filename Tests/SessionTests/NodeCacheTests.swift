import Certificates
import ManagementTree
import Notation
import SimulatedPhone
import Testing

/// NodeCache: which of the nodes that a server knows have changed (Microsoft, *NodeCache CSP*; csp.md 10.4).
@Suite("NodeCache")
struct NodeCacheTests {
    private typealias S = Stimulus

    private static let cache = "./Vendor/MSFT/NodeCache/Lab"
    private static let device = "./DevDetail/Ext/Microsoft/DeviceName"
    private static let length = "./Vendor/MSFT/DeviceLock/Provider/Lab/MinDevicePasswordLength"
    private static let digest = "application/x-nodemon-sha256"
    private static let absence = "application/x-nodemon-nonexistent"

    /// Adds a watched node as the page's samples do.
    private static func watch(
        _ id: String, _ address: String, expecting value: String?, type: String? = nil, at cache: String = cache
    ) -> String {
        S.add("1", "\(cache)/Nodes/\(id)", "node") + S.add("2", "\(cache)/Nodes/\(id)/NodeURI", nil, address)
            + S.add("3", "\(cache)/Nodes/\(id)/ExpectedValue", "chr", value, type: type)
    }

    private static func exchange() throws -> Exchange {
        var exchange = try Exchange()
        exchange.phone = try Conversation.phone()
        #expect(try exchange.send(S.add("1", cache, "node")) == ["S(1)=200"])
        return exchange
    }

    private static func changed(_ exchange: inout Exchange) throws -> String? {
        try exchange.value(of: cache + "/ChangedNodes")
    }

    @Test("A node whose value is the expected one has not changed; one that is written otherwise has")
    func values() throws {
        var exchange = try Self.exchange()
        #expect(try Self.changed(&exchange) == "")
        _ = try exchange.send(S.add("1", Self.length, "int", "4"))
        #expect(
            try exchange.send(Self.watch("Node_0001", "\n  \(Self.length)\n", expecting: "4"))
                == ["S(1)=200", "S(2)=200", "S(3)=200"])
        _ = try exchange.send(Self.watch("Node_0002", Self.device, expecting: "another name"))
        #expect(try Self.changed(&exchange) == "Node_0002")
        _ = try exchange.send(S.replace("1", Self.length, "int", "6"))
        #expect(try Self.changed(&exchange) == "Node_0001,Node_0002")
        _ = try exchange.send(S.replace("1", Self.cache + "/Nodes/Node_0001/ExpectedValue", nil, "6"))
        #expect(try Self.changed(&exchange) == "Node_0002")
        _ = try exchange.send(S.delete("1", Self.cache + "/Nodes/Node_0002"))
        #expect(try Self.changed(&exchange) == "")
    }

    @Test("CacheVersion is the server's own, and the names of a cache are those of the page")
    func names() throws {
        var exchange = try Self.exchange()
        #expect(try exchange.value(of: Self.cache) == "ChangedNodes/ChangedNodesData/Nodes")
        #expect(try exchange.send(S.replace("1", Self.cache + "/CacheVersion", nil, "SCCM0001")) == ["S(1)=200"])
        #expect(try exchange.value(of: Self.cache + "/CacheVersion") == "SCCM0001")
        #expect(try exchange.send(S.add("1", "./Vendor/MSFT/NodeCache/Second", "node")) != ["S(1)=200"])
    }

    @Test("A node may be expected not to be there, and needs no Data then")
    func absent() throws {
        var exchange = try Self.exchange()
        #expect(
            try exchange.send(Self.watch("1", Self.length, expecting: nil, type: Self.absence))
                == ["S(1)=200", "S(2)=200", "S(3)=200"])
        #expect(try Self.changed(&exchange) == "")
        _ = try exchange.send(S.add("1", Self.length, "int", "4"))
        #expect(try Self.changed(&exchange) == "1")
        _ = try exchange.send(Self.watch("2", "./Vendor/MSFT/NoSuchCSP/Node", expecting: "x"))
        #expect(try Self.changed(&exchange) == "1,2")
        // Any other value without Data is none.
        #expect(
            try exchange.send(S.add("1", Self.cache + "/Nodes/3/ExpectedValue", "chr")) != ["S(1)=200"])
    }

    @Test("A value may be expected by its digest, in hexadecimal digits or base64; a whole subtree too")
    func digests() throws {
        var exchange = try Self.exchange()
        let name = try #require(try exchange.value(of: Self.device))
        let octets = Digest.sha256(Array(name.utf8))
        for text in [octets.hexadecimal(), octets.hexadecimal(uppercase: true), Base64.encode(octets)] {
            _ = try exchange.send(Self.watch("1", Self.device, expecting: text, type: Self.digest))
            #expect(try Self.changed(&exchange) == "")
            _ = try exchange.send(S.delete("1", Self.cache + "/Nodes/1"))
        }
        _ = try exchange.send(Self.watch("1", Self.device, expecting: name, type: Self.digest))
        #expect(try Self.changed(&exchange) == "1")
        _ = try exchange.send(Self.watch("2", "./DevDetail", expecting: "x"))
        _ = try exchange.send(S.add("1", Self.cache + "/Nodes/2/AutoSetExpectedValue", nil, ""))
        #expect(try Self.changed(&exchange) == "1")
        #expect(try exchange.send(S.replace("1", Self.device, nil, "Ada's phone")) == ["S(1)=200"])
        #expect(try Self.changed(&exchange) == "1,2")
    }

    @Test("AutoSetExpectedValue takes the present value; without an address it fails")
    func autoSet() throws {
        var exchange = try Self.exchange()
        let name = try #require(try exchange.value(of: Self.device))
        let node = Self.cache + "/Nodes/20"
        _ = try exchange.send(S.add("1", node, "node"))
        #expect(try exchange.send(S.replace("1", node + "/AutoSetExpectedValue", nil, "")) == ["S(1)=500"])
        _ = try exchange.send(S.add("1", node + "/NodeURI", nil, Self.device))
        #expect(try exchange.send(S.replace("1", node + "/AutoSetExpectedValue", nil, "")) == ["S(1)=200"])
        #expect(try exchange.value(of: node + "/ExpectedValue") == name)
        _ = try exchange.send(S.replace("1", Self.device, nil, "Ada's <phone>"))
        #expect(try exchange.value(of: node + "/ExpectedValue") == name)
        #expect(try Self.changed(&exchange) == "20")
        #expect(
            try exchange.value(of: Self.cache + "/ChangedNodesData")
                == "<Nodes><Node Id=\"20\" Uri=\"\(Self.device)\">Ada's &lt;phone&gt;</Node></Nodes>")
        #expect(try exchange.send(S.replace("1", node + "/AutoSetExpectedValue", nil, "")) == ["S(1)=200"])
        #expect(try Self.changed(&exchange) == "")
        #expect(try exchange.value(of: Self.cache + "/ChangedNodesData") == "<Nodes></Nodes>")
    }

    @Test("A watched node without an address counts as changed, always")
    func noAddress() throws {
        var exchange = try Self.exchange()
        _ = try exchange.send(S.add("1", Self.cache + "/Nodes/10", "node"))
        #expect(try Self.changed(&exchange) == "10")
        #expect(
            try exchange.value(of: Self.cache + "/ChangedNodesData")
                == "<Nodes><Node Id=\"10\" Uri=\"\"></Node></Nodes>")
    }

    @Test("A name with a comma, and an address that is none, are refused")
    func refused() throws {
        var exchange = try Self.exchange()
        let before = exchange.phone
        #expect(try exchange.send(S.add("1", Self.cache + "/Nodes/a,b", "node")) == ["S(1)=500"])
        #expect(try exchange.send(S.add("1", Self.cache + "/Nodes/a/NodeURI", nil, "./a//b")) == ["S(1)=500"])
        #expect(exchange.phone.tree == before.tree)
    }

    @Test("Looking uses nothing up, and a cache that watches itself comes to an end")
    func itself() throws {
        var exchange = try Exchange(.notJoined)
        let pin = "./Vendor/MSFT/RemoteLock/NewPINValue"
        _ = try exchange.send(S.add("1", Self.cache, "node"))
        _ = try exchange.send(Self.watch("1", Self.cache + "/ChangedNodes", expecting: "x"))
        _ = try exchange.send(Self.watch("2", ".", expecting: "x", type: Self.digest))
        _ = try exchange.send(Self.watch("3", pin, expecting: ""))
        #expect(try Self.changed(&exchange) == "1,2")
        let lines = try exchange.send(
            S.exec("1", "./Vendor/MSFT/RemoteLock/LockAndResetPIN") + S.get("2", Self.cache + "/ChangedNodes")
                + S.get("3", pin))
        #expect(lines.contains("R(2) \(Self.cache)/ChangedNodes=1,2,3"))
        #expect(lines.last == "R(3) \(pin)=\(exchange.phone.lockScreen.pin?.text ?? "none")")
    }

    @Test("One message compares so many nodes and no more")
    func bounded() throws {
        var exchange = try Self.exchange()
        for number in 0..<4 {
            _ = try exchange.send(Self.watch("\(number)", ".", expecting: "x", type: Self.digest))
        }
        let gets = (0..<100).map { S.get("\($0)", Self.cache + "/ChangedNodes") }.joined()
        let lines = try exchange.send(gets)
        #expect(lines.contains("S(0)=200") && lines.contains("S(99)=413"))
        // The next message has its own.
        #expect(try Self.changed(&exchange) == "0,1,2,3")
    }

    @Test("A user's cache is another one")
    func userScope() throws {
        var exchange = try Self.exchange()
        let cache = "./User/Vendor/MSFT/NodeCache/Lab"
        _ = try exchange.send(S.add("1", cache, "node") + Self.watch("9", Self.device, expecting: "x", at: cache))
        #expect(try exchange.value(of: cache + "/ChangedNodes") == "9")
        #expect(try Self.changed(&exchange) == "")
    }
}
