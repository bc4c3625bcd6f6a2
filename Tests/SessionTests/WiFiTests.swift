import ManagementTree
import SimulatedPhone
import Testing

/// WiFi: networks that the phone joins by itself (csp.md 13.1).
@Suite("WiFi")
struct WiFiTests {
    private typealias S = Stimulus

    private static let profiles = "./Vendor/MSFT/WiFi/Profile"

    private static func profile(_ name: String, network: String? = nil) -> String {
        "<WLANProfile xmlns=\"http://www.microsoft.com/networking/WLAN/profile/v1\"><name>\(name)</name>"
            + "<SSIDConfig><SSID><name>\(network ?? name)</name></SSID></SSIDConfig></WLANProfile>"
    }

    @Test(
        "A Replace makes the profile, whatever stands before it",
        arguments: ["", " ", "<?xml version=\"1.0\"?>", "\n <?xml version=\"1.0\" encoding=\"utf-16\"?>\n"])
    func replace(_ before: String) throws {
        var exchange = try Exchange()
        let node = Self.profiles + "/Guest%20One"
        let text = before + Self.profile("Guest One")
        #expect(try exchange.send(S.replace("1", node + "/WlanXml", "chr", text)) == ["S(1)=200"])
        #expect(exchange.phone.effects.count == 1)
        #expect(try exchange.value(of: node + "/WlanXml") == text)
        #expect(try exchange.send(S.replace("1", node + "/ProxyWPAD", "bool", "true")) == ["S(1)=200"])
        #expect(try exchange.send(S.add("1", Self.profiles + "/Two", "node")) == ["S(1)=200"])
        #expect(try exchange.value(of: Self.profiles) == "Guest%20One/Two")
        let provider = ConfigurationServiceProvider.all.first { $0.name == "WiFi" }?.provider
        #expect(provider?.sights(in: exchange.phone) == ["knows the network Guest One", "knows the network Two"])
        #expect(try exchange.send(S.delete("1", node)) == ["S(1)=200"])
        #expect(try exchange.send(S.get("1", node + "/ProxyWPAD")) == ["S(1)=404"])
    }

    @Test(
        "What is no profile is refused",
        arguments: ["Guest", "<WLANProfile>", "<Profile><name>Guest</name></Profile>"])
    func refused(_ text: String) throws {
        var exchange = try Exchange()
        #expect(try exchange.send(S.add("1", Self.profiles + "/Guest/WlanXml", "chr", text)) == ["S(1)=500"])
        #expect(try exchange.value(of: Self.profiles) == "")
    }

    @Test("A name that is not that of the network is told")
    func names() throws {
        var exchange = try Exchange()
        let node = Self.profiles + "/Guest/WlanXml"
        let address = try exchange.phone.blueprint.address(node)
        _ = try exchange.send(S.add("1", node, "chr", Self.profile("Guest")))
        #expect(exchange.phone.notes(on: address) == [])
        _ = try exchange.send(S.replace("1", node, "chr", Self.profile("Guest", network: "Staff")))
        #expect(exchange.phone.notes(on: address).map(\.rank) == [.slip])
        _ = try exchange.send(S.replace("1", node, "chr", Self.profile("Staff")))
        #expect(exchange.phone.notes(on: address).map(\.rank) == [.slip])
    }
}
