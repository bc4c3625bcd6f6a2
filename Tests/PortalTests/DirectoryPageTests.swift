import Administration
import Notation
import PINReset
import Portal
import Testing

/// Groups, users, enterprise applications, and lists of the whole tenant.
@Suite("The directory in the portal")
struct DirectoryPageTests {
    @Test func `a group is made, takes users and devices by name, lets them go and is deleted`() throws {
        var sample = try PortalSample()
        try sample.send("/groups", [("name", "Phones"), ("details", "of Contoso")])
        let group = try #require(sample.tenant.groups.rows.last)
        let path = "/groups/\(group.id)"
        for name in ["ADELE@lab.example", "Adele's phone"] { try sample.send("\(path)/members", [("member", name)]) }
        let html = try sample.page(.group(group.id)).html
        #expect(html.contains("adele@lab.example") && html.contains("Adele&#39;s phone") && html.contains("of Contoso"))
        let twice = try sample.send("\(path)/members", [("member", "Adele's phone")])
        #expect(try PortalSample.page(of: twice.answer).status == 400)
        try sample.send("\(path)/leave", [("member", PortalSample.adele.rawValue)])
        #expect(sample.tenant.members(of: group).count == 1)
        #expect(try sample.page(.groupRemoval(group.id)).html.contains(">Yes<"))
        try sample.send("\(path)/remove")
        #expect(sample.tenant.groups[group.id] == nil)
    }

    @Test func `two devices of one name are told apart by id only`() throws {
        var sample = try PortalSample()
        sample.tenant.devices[PortalSample.desktop]?.deviceName = "Adele's phone"
        let path = "/groups/\(PortalSample.people)/members"
        let refused = try sample.send(path, [("member", "Adele's phone")])
        #expect(try PortalSample.page(of: refused.answer).html.contains("Several have the name"))
        try sample.send(path, [("member", PortalSample.phone.rawValue)])
        #expect(sample.tenant.memberships.count == 2)
    }

    @Test func `users are listed with their devices, and made`() throws {
        var sample = try PortalSample()
        try sample.send("/users", [("name", "Bob"), ("principalName", " bob@lab.example ")])
        let html = try sample.page(.users).html
        #expect(html.contains("bob@lab.example") && html.contains("Administrator") && html.contains("Adele&#39;s desk"))
        let again = try sample.send("/users", [("name", "Bob"), ("principalName", "bob@lab.example")])
        #expect(try PortalSample.page(of: again.answer).status == 409)
    }

    @Test func `a user is made an administrator, and is none any more, each after a question and in the audit logs`()
        throws
    {
        var sample = try PortalSample()
        let path = "/users/\(PortalSample.adele)/role"
        let link = "href=\"/portal\(path)\" aria-label=\"Make administrator: adele@lab.example\""
        #expect(try sample.page(.users).html.contains(link))
        let question = try sample.page(.role(PortalSample.adele)).html
        #expect(question.contains("Make adele@lab.example an administrator?") && question.contains(">Yes<"))
        #expect(question.contains("action=\"/portal\(path)\"") && question.contains("name=\"kind\" value=\"give\""))
        let given = try sample.send(path, [("kind", "give")])
        #expect(given.answer == .redirect("/portal/users?done=roleGiven"))
        #expect(sample.tenant.mayConsent("adele@lab.example"))
        #expect(try sample.page(.users, "done=roleGiven").html.contains("The user is an administrator now."))
        let back = try sample.page(.role(PortalSample.adele)).html
        #expect(back.contains("from adele@lab.example?") && back.contains("name=\"kind\" value=\"take\""))
        try sample.send(path, [("kind", "take")])
        #expect(!sample.tenant.mayConsent("adele@lab.example"))
        let audit = try sample.page(.audit).html
        #expect(audit.contains("Role given: administrator") && audit.contains("Role taken: administrator"))
        // Who is removed is told by the name that they had.
        try sample.tenant.removeUser(PortalSample.adele, sample.occasion())
        #expect(try sample.page(.audit).html.contains(">adele@lab.example<"))
        #expect(PortalForm("/portal\(path)", FormFields([("kind", "keep")])) == nil)
        #expect(try sample.page(.role("gone")).status == 404)
    }

    @Test func `who takes the role from themself is told before, and sees no page after`() throws {
        var sample = try PortalSample()
        try sample.tenant.updateUser(PortalSample.adele, sample.occasion()) { adele in
            adele.isAdministrator = true
            adele.password = PasswordHash(salt: [], rounds: 1, blockSize: 1, parallelism: 1, digest: [1])
        }
        let own = try #require(sample.tenant.user(named: sample.visitor.name)).id
        #expect(try sample.page(.role(own)).html.contains("That is you: the portal will be closed to you."))
        try sample.send("/users/\(own)/role", [("kind", "take")])
        let told = try sample.page(.users, "done=roleTaken").html
        #expect(told.contains("It is done; you are no administrator any more.") && !told.contains("This was not done"))
        #expect(try sample.page(.users).html.contains("Only an administrator of the directory may use the portal."))
    }

    @Test func `S4, S5, S6: both applications are listed, with their page of consent or its date and status`() throws {
        var sample = try PortalSample()
        let before = try sample.page(.applications).html
        for application in PINResetApplication.allCases {
            #expect(before.contains(application.name) && before.contains(application.clientID))
            let link = application.consentPath.replacing("&", with: "&amp;")
            #expect(before.contains("href=\"\(link)\""))
        }
        sample.tenant.consent(to: .service, sample.occasion())
        let after = try sample.page(.applications).html
        #expect(
            after.contains("2 Mar 2018, 14:13 UTC") && after.contains("Enabled") && after.contains("No consent yet"))
        let principal = try #require(sample.tenant.servicePrincipal(of: .service))
        try sample.send("/applications/\(principal.id)", [("enabled", "false")])
        #expect(sample.tenant.servicePrincipal(of: .service)?.accountEnabled == false)
        #expect(try sample.page(.audit).html.contains("Consent revoked: \(PINResetApplication.service.name)"))
    }

    @Test func `the actions of all devices stand in one list, the newest first`() throws {
        var sample = try PortalSample()
        for kind in ["remoteLock", "rebootNow"] {
            try sample.send("/devices/\(PortalSample.phone)/actions", [("kind", kind)])
        }
        let html = try sample.page(.actions).html
        let (lock, restart) = (html.firstRange(of: "Remote lock"), html.firstRange(of: "Restart"))
        #expect(try #require(restart).lowerBound < #require(lock).lowerBound)
    }

    @Test(arguments: [
        (PortalRoute.profiles, "There is no profile yet."), (.actions, "Nothing was asked of any device yet."),
        (.audit, "Nothing was noted yet."),
    ])
    func `a list of none says so, and is no table`(_ route: PortalRoute, _ told: String) throws {
        let html = try PortalSample().page(route).html
        #expect(html.contains(told) && !html.contains("<table"))
    }

    @Test func `a list of many has parts`() throws {
        var sample = try PortalSample()
        for number in 0..<250 {
            try sample.tenant.add(
                DirectoryUser(
                    id: ObjectID("u\(number)"), displayName: "User \(number)",
                    userPrincipalName: "u\(number)@lab.example"))
        }
        #expect(try sample.page(.users).html.contains("Page 1 of 3; 252 in all"))
        let last = try sample.page(.users, "page=3").html
        #expect(last.contains("u249@lab.example") && !last.contains("u100@lab.example"))
        #expect(try sample.page(.users, "page=99999999999999999999").html.contains("Page 1 of 3"))
    }

    @Test func `of a group with many members a part is shown`() throws {
        var sample = try PortalSample()
        for number in 0..<150 {
            let id = ObjectID("u\(number)")
            try sample.tenant.add(
                DirectoryUser(id: id, displayName: "User", userPrincipalName: "u\(number)@lab.example"))
            try sample.tenant.add(member: id, to: PortalSample.people)
        }
        let last = try sample.page(.group(PortalSample.people), "page=2").html
        #expect(last.contains("Page 2 of 2; 151 in all"))
        #expect(last.matches(of: #/<th scope="row" data-label="Member">/#).count == 51)
        #expect(last.contains(">u149@lab.example</th>") && !last.contains(">u98@lab.example</th>"))
    }
}
