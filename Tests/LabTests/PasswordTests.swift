import Foundation
import Lab
import PINReset
import Testing

/// Users who got their password by the API sign in with it.
@Suite("Signing in with a password of the directory", .timeLimit(.minutes(30)))
struct PasswordTests {
    private static func signIn(_ client: RawClient, _ name: String, _ password: String) async throws
        -> RawClient.Received
    {
        let form = "user=\(name.replacing("@", with: "%40"))&password=\(password)"
        return try await client.post(
            PINResetApplication.service.consentPath, Array(form.utf8), type: "application/x-www-form-urlencoded")
    }

    @Test("A user signs in, and may not consent; an administrator may; with another password nobody gets in")
    func people() async throws {
        try await TestServer.run(TestServer.plain()) { (lab) async throws in
            let (browser, owner) = (RawClient(port: lab.port), RawClient(port: lab.port, token: lab.token))
            let made = try await owner.post(
                "/v1.0/users",
                Array(
                    #"{"displayName":"Bela","userPrincipalName":"bela@lab.example","passwordProfile":{"password":"Blue-Sky-9"}}"#
                        .utf8), type: "application/json")
            #expect(made.status == 201 && !made.text.contains("Blue-Sky-9"), "\(made.text)")
            let changed = try await owner.patch(
                "/v1.0/users/\(ConfiguredDirectory.administrator)", #"{"passwordProfile":{"password":"Red-Earth-7"}}"#)
            #expect(changed.status == 204, "\(changed.text)")
            let rows = [
                ("bela@lab.example", "Blue-Sky-9", 403, "only an administrator"),
                ("BELA@lab.example", "Blue-Sky-9", 403, "only an administrator"),
                ("bela@lab.example", "Red-Earth-7", 403, "is wrong"),
                (ConfiguredDirectory.administrator, "Red-Earth-7", 200, "Accept"),
                (ConfiguredDirectory.administrator, lab.token, 200, "Accept"),
                (ConfiguredDirectory.administrator, "Blue-Sky-9", 403, "is wrong"),
            ]
            for (name, password, status, says) in rows {
                let page = try await Self.signIn(browser, name, password)
                #expect(page.status == status && page.text.contains(says), "\(name) \(password): \(page.text)")
            }
        }
    }

    @Test("A password that the policy does not take is no password: the answer is Graph's")
    func policy() async throws {
        try await TestServer.run(TestServer.plain()) { (lab) async throws in
            let owner = RawClient(port: lab.port, token: lab.token)
            let refused = try await owner.patch(
                "/v1.0/users/\(ConfiguredDirectory.administrator)", #"{"passwordProfile":{"password":"12345678"}}"#)
            #expect(refused.status == 400 && refused.text.contains(#""code":"Request_BadRequest""#), "\(refused.text)")
            let page = try await Self.signIn(RawClient(port: lab.port), ConfiguredDirectory.administrator, "12345678")
            #expect(page.status == 403)
        }
    }
}
