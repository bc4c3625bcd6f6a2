import Administration
import Foundation
import Notation
import Portal
import Settings
import SyncML
import Testing

/// What people and phones write stays text, and what the portal is asked stays in bounds.
@Suite("The portal's safety")
struct PortalSafetyTests {
    static let script = "<script>alert(1)</script>\"'"

    private static func spoiled() throws -> PortalSample {
        var sample = try PortalSample()
        sample.tenant.devices[PortalSample.phone]?.deviceName = script
        sample.tenant.devices[PortalSample.phone]?.model = script
        sample.tenant.users[PortalSample.adele]?.displayName = script
        sample.tenant.users[PortalSample.adele]?.userPrincipalName = script
        sample.tenant.groups[PortalSample.people]?.displayName = script
        sample.tenant.organization.displayName = script
        try sample.addProfile(
            [OmaSetting(displayName: script, omaURI: "./Vendor/MSFT/\(script)", value: .string(script))],
            to: [.group(PortalSample.people)])
        sample.tenant.configurations[PortalSample.profile]?.displayName = script
        sample.tenant.configurations[PortalSample.profile]?.description = script
        try sample.send("/devices/\(PortalSample.phone)/actions", [("kind", "wipe")])
        sample.sync(.commandFailed)
        return sample
    }

    static let pages: [PortalRoute] =
        [
            .devices, .device(PortalSample.phone), .conversation(PortalSample.phone),
            .question(.wipe, PortalSample.phone), .removal(PortalSample.phone),
            .profiles, .newProfile, .profile(PortalSample.profile), .profileSettings(PortalSample.profile),
            .assignments(PortalSample.profile), .profileRemoval(PortalSample.profile), .groups,
            .group(PortalSample.people), .groupRemoval(PortalSample.people), .users,
            .role(PortalSample.adele), .applications, .actions, .audit,
        ] + PortalRoute.ProfileStatus.allCases.map { .status($0, PortalSample.profile) }

    @Test(arguments: pages) func `a script in a name or a value is shown as text`(_ route: PortalRoute) throws {
        let html = try Self.spoiled().page(route, "search=\(Self.script.percentEncoded)").html
        #expect(!html.contains("<script>alert") && !html.contains("</script>\""), "\(route)")
        #expect(html.contains("&lt;script&gt;"), "\(route)")
    }

    @Test(arguments: pages) func `every form brings its visitor's token, and nothing is inline`(_ route: PortalRoute)
        throws
    {
        let html = try Self.spoiled().page(route).html
        let posts = html.matches(of: #/<form[^>]*method="post"/#).count
        #expect(html.matches(of: #/name="token" value="form-token"/#).count == posts && posts > 0, "\(route)")
        #expect(!html.contains("<style") && !html.contains(" style=") && html.matches(of: #/ on[a-z]+=/#).isEmpty)
        #expect(html.matches(of: #/<script(?![^>]* src=)/#).isEmpty)
        #expect(!html.contains("{{"), "\(route)")
    }

    @Test(arguments: pages) func `the path of a page is read back`(_ route: PortalRoute) {
        #expect(PortalRoute(route.path) == route)
    }

    @Test(arguments: [
        "/portal/x", "/portal/devices/a/b/c/d", "/portals", "/portal/devices/1/ask/format", "/portal/groups/1/x",
    ])
    func `other paths are no page's`(_ path: String) {
        #expect(PortalRoute(path) == nil)
    }

    @Test func `what is not there is told, and so is what was removed`() throws {
        let gone: ObjectID = "99999999-0000-4000-8000-000000000009"
        for route in [PortalRoute.device(gone), .profile(gone), .group(gone), .failure(gone, action: gone)] {
            #expect(try PortalSample().page(route).status == 404)
        }
    }

    /// A table of sessions, asked one question after the other.
    private static func began() -> (sessions: PortalSessions, key: String) {
        var sessions = PortalSessions()
        let key = sessions.begin("a", of: PortalSample.directory, at: PortalSample.start) { count in
            (0..<count).map { UInt8($0) }
        }
        return (sessions, key)
    }

    @Test(
        "a session ends half an hour after the last request, and after eight hours at the latest",
        arguments: [
            ([29, 58, 87], 3), ([29, 59], 1), ([30], 0), (Array(stride(from: 20, through: 480, by: 20)), 23),
        ])
    func ends(_ minutes: [Int], _ answered: Int) {
        var (sessions, key) = Self.began()
        let known = minutes.filter { sessions.visitor(key, at: PortalSample.start.adding(minutes: $0))?.name == "a" }
        #expect(known.count == answered && known == Array(minutes.prefix(answered)))
        let stranger = sessions.visitor(nil, at: PortalSample.start)
        #expect(stranger == nil)
    }

    @Test func `who is blocked, removed, or has another password since, is signed in no more`() throws {
        var tenant = try PortalSample().tenant
        let name = try #require(tenant.users[PortalSample.adele]).userPrincipalName
        let hash = PasswordHash(salt: [], rounds: 2, blockSize: 1, parallelism: 1, digest: [1])
        tenant.users[PortalSample.adele]?.password = hash
        func isCurrent(_ digest: [UInt8]?) -> Bool {
            PortalVisitor(name: name, tenant: PortalSample.directory, formToken: "", passwordDigest: digest)
                .isCurrent(in: tenant)
        }
        #expect(isCurrent([1]) && !isCurrent([2]) && !isCurrent(nil))
        tenant.users[PortalSample.adele]?.accountEnabled = false
        #expect(!isCurrent([1]))
        tenant.users[PortalSample.adele] = nil
        #expect(!isCurrent([1]))
    }

    @Test func `a script that watches keeps nobody signed in`() {
        var (sessions, key) = Self.began()
        let known = [20, 29, 31].map { minutes in
            sessions.visitor(key, at: PortalSample.start.adding(minutes: minutes), isWatching: true) != nil
        }
        #expect(known == [true, true, false])
    }

    @Test func `of too many sessions the one goes that was used longest ago`() {
        var sessions = PortalSessions()
        let keys = (0...PortalSessions.most).map { number in
            sessions.begin(
                "a", of: PortalSample.directory, at: PortalSample.start.adding(seconds: Int64(number))
            ) { count in (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * ($0 % 2))) } }
        }
        let now = PortalSample.start.adding(minutes: 20)
        let known = [keys.first, keys.last].map { sessions.visitor($0, at: now) != nil }
        #expect(sessions.count == PortalSessions.most && known == [false, true])
    }
}
