import ManagementTree
import Notation
import SimulatedPhone
import Testing

/// DMClient/Provider/{id}/Push (csp.md 8.8 and 10.1).
@Suite("The push channel")
struct AccountPushTests {
    private static let family = "Contoso.Management_8wekyb3d8bbwe"
    private static let status = Phone.provider("Push", "Status")
    private static let channel = Phone.provider("Push", "ChannelURI")
    private static let familyName = Phone.provider("Push", "PFN")

    private func phone(_ familyName: String) throws -> Phone {
        var phone = try Phone.enrolledSample()
        _ = try phone.add(Phone.provider("Push"), IncomingValue(format: "node"), .sample)
        _ = try phone.replace(Self.familyName, IncomingValue(text: familyName), .sample)
        return phone
    }

    @Test("is not there before a server names a package family")
    func noChannel() throws {
        var phone = try Phone.enrolledSample()
        _ = try phone.add(Phone.provider("Push"), IncomingValue(format: "node"), .sample)
        #expect(try phone.text(at: Self.status) == "4")
        #expect(try phone.text(at: Self.channel)?.isEmpty == true)
    }

    @Test("comes with a package family name")
    func channelIsMade() throws {
        var phone = try phone(Self.family)
        #expect(try phone.text(at: Self.status) == "0")
        let uri = try #require(try phone.text(at: Self.channel))
        #expect(uri.hasPrefix("https://") && phone.enrolled?.push?.uri == uri)
        #expect(phone.enrolled?.push?.made == PhoneEnvironment.sample.now)
        #expect(try phone.text(at: Self.channel) == uri)
    }

    @Test(
        "does not come with a text that is no package family name",
        arguments: ["Contoso", "Contoso_short", "_8wekyb3d8bbwe", "A_8wekyb3d8bbwe_x", "A_8wekyb3d8bb e", ""])
    func badName(_ name: String) throws {
        var phone = try phone(name)
        #expect(phone.enrolled?.push == nil)
        #expect(try phone.text(at: Self.status) == (name.isEmpty ? "4" : "1"))
        #expect(try phone.text(at: Self.channel)?.isEmpty == true)
    }

    @Test("goes when the name becomes a wrong one")
    func nameBecomesWrong() throws {
        var phone = try phone(Self.family)
        _ = try phone.replace(Self.familyName, IncomingValue(text: "Contoso"), .sample)
        #expect(phone.enrolled?.push == nil)
        #expect(try phone.text(at: Self.status) == "1")
    }

    @Test("is another after each time that the name is written")
    func newChannel() throws {
        var phone = try phone(Self.family)
        let first = phone.enrolled?.push?.uri
        _ = try phone.replace(Self.familyName, IncomingValue(text: Self.family), .sample)
        #expect(phone.enrolled?.push != nil && phone.enrolled?.push?.uri != first)
    }

    @Test("expires after thirty days", arguments: [(29, "0"), (30, "5"), (365, "5")])
    func expiry(_ days: Int, _ status: String) throws {
        var phone = try phone(Self.family)
        var later = PhoneEnvironment.sample
        later.now = later.now.adding(days: days)
        #expect(try phone.text(at: Self.status, later) == status)
    }

    @Test("goes with a Delete of Push, or of the name")
    func deletion() throws {
        for uri in [Phone.provider("Push"), Self.familyName] {
            var phone = try phone(Self.family)
            _ = try phone.delete(uri, .sample)
            #expect(phone.enrolled?.push == nil, "\(uri)")
        }
    }
}
