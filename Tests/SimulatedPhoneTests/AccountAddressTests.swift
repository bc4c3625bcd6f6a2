import ManagementTree
import SimulatedPhone
import Testing

/// Where the next sessions go.
@Suite("The addresses of the server")
struct AccountAddressTests {
    private static let first = "https://one.example.test/omadm"
    private static let second = "https://two.example.test/omadm"

    @Test("are those that the server writes, the first of them next")
    func written() throws {
        var phone = try Phone.enrolledSample()
        _ = try phone.replace(
            Phone.provider("ManagementServiceAddress"), IncomingValue(text: "<\(Self.first)><\(Self.second)>"), .sample)
        phone.enrolled?.account.addressIndex = 1
        #expect(phone.enrolled?.account.address == Self.second)
        _ = try phone.replace(Phone.provider("ManagementServiceAddress"), IncomingValue(text: Self.first), .sample)
        #expect(phone.enrolled?.account.addresses == [Self.first])
        #expect(phone.enrolled?.account.address == Self.first)
    }

    @Test("are those of the list where there is one, whatever is written to the single address afterwards")
    func list() throws {
        var phone = try Phone.enrolledSample()
        phone.setAccountValue(.chr(Self.first), at: ["ManagementServerAddressList"])
        let list = IncomingValue(text: "<\(Self.second)><\(Self.first)>")
        _ = try phone.replace(Phone.provider("ManagementServerAddressList"), list, .sample)
        #expect(phone.enrolled?.account.addresses == [Self.second, Self.first])
        let other = IncomingValue(text: "https://three.example.test/omadm")
        _ = try phone.replace(Phone.provider("ManagementServiceAddress"), other, .sample)
        #expect(phone.enrolled?.account.addresses == [Self.second, Self.first])
    }

    @Test(
        "are refused where they are none",
        arguments: ["", "mdm.example.test", "ftp://mdm.example.test", "<https://a.example", "<https://a.example>x"])
    func refused(_ text: String) throws {
        var phone = try Phone.enrolledSample()
        let before = phone
        let error = #expect(throws: Refusal.self) {
            try phone.replace(Phone.provider("ManagementServiceAddress"), IncomingValue(text: text), .sample)
        }
        #expect(error?.situation == .valueRefused)
        #expect(phone == before)
    }

    @Test(
        "are read from one address or from a list in angle brackets",
        arguments: [
            ("https://a.example/x", ["https://a.example/x"]), ("HTTPS://A.example", ["HTTPS://A.example"]),
            ("<https://a.example>", ["https://a.example"]),
            ("<https://a.example><http://b.example/y?z>", ["https://a.example", "http://b.example/y?z"]),
            ("", []), ("<>", []), ("<https://a.example><>", []), ("https://a.example https://b.example", []),
            ("<https://a.example>,<https://b.example>", []), ("<https://a.example", []),
            ("https://a.example>", ["https://a.example>"]),
        ])
    func parsing(_ text: String, _ addresses: [String]) {
        #expect(ServerAddressList.addresses(in: text) == addresses)
    }

    @Test("begin with the one that answered last, and a number that is none counts as the first")
    func index() {
        var account = ManagementAccount.sample()
        account.addresses = [Self.first, Self.second]
        #expect(account.address == Self.first)
        account.addressIndex = 1
        #expect(account.address == Self.second)
        account.addressIndex = 7
        #expect(account.address == Self.first)
    }
}
