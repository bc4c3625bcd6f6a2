import Administration
import Graph
import JSON
import Notation
import PINReset
import Portal
import SyncML
import Testing

/// The list of devices, and the page of one with what is asked of it.
@Suite("Devices in the portal")
struct DevicePageTests {
    @Test func `the list names each device, its user, what it runs and how its profiles stand`() throws {
        var sample = try PortalSample()
        try sample.prepare()
        let html = try sample.page(.devices).html
        for text in [
            "Adele&#39;s phone", "Adele&#39;s tablet", "Windows 10 Mobile 10.0.15063.297", "iOS 11.2", "Never",
        ] {
            #expect(html.contains(text), "\(text)")
        }
        // The policy does not apply to the tablet, which is counted all the same (S9).
        #expect(html.contains("Pending") && html.contains("Not applicable"))
    }

    @Test(
        arguments: [
            ("search=TABLET", ["tablet"]), ("search=15063", ["phone", "desk"]),
            ("search=adele%40lab", ["phone", "tablet", "desk"]),
            ("platform=windows", ["desk"]), ("platform=windowsMobile&search=tablet", []), ("search=nobody", []),
        ])
    func `search and platform leave those that fit`(_ query: String, _ fitting: [String]) throws {
        let html = try PortalSample().page(.devices, query).html
        for name in ["phone", "tablet", "desk"] {
            #expect(html.contains("Adele&#39;s \(name)</a>") == fitting.contains(name), "\(name)")
        }
        #expect(html.contains("No device fits") == fitting.isEmpty)
    }

    @Test func `S10: after Reset passcode and Yes the passcode is shown on request, until a day, and that is noted`()
        throws
    {
        var sample = try PortalSample()
        try sample.prepare()
        let question = try sample.page(.question(.resetPasscode, PortalSample.phone)).html
        #expect(question.contains("New passcode") && question.contains(">Yes<") && question.contains(">No<"))
        let outcome = try sample.send("/devices/\(PortalSample.phone)/actions", [("kind", "resetPasscode")])
        #expect(outcome.answer == .redirect("/portal/devices/\(PortalSample.phone)?done=requested"))
        #expect(outcome.effects == [.push(managementName: "urn:phone:1")])
        #expect(try sample.page(.device(PortalSample.phone)).html.contains("Pending"))
        sample.sync()
        let page = try sample.page(.device(PortalSample.phone)).html
        #expect(page.contains("Complete") && page.contains("It is displayed until 9 Mar 2018, 14:13 UTC."))
        #expect(!page.contains("471123") && page.contains("Nobody has yet"))
        #expect(sample.tenant.audits.rows { $0.activity == .passcodeRead }.isEmpty)
        let read = try sample.send("/devices/\(PortalSample.phone)/passcode")
        let shown = try PortalSample.page(of: read.answer).html
        #expect(
            shown.contains("<code id=\"passcode\">471123</code>") && shown.contains("admin@lab.example, 2 Mar 2018"))
        #expect(sample.tenant.audits.rows { $0.activity == .passcodeRead }.map(\.initiatedBy) == ["admin@lab.example"])
        #expect(try sample.page(.audit).html.contains("Passcode read"))
        #expect(try !sample.page(.audit).html.contains("471123") && !sample.page(.actions).html.contains("471123"))
    }

    @Test func `S10: after seven days of the server's clock nothing is left to read`() throws {
        var sample = try PortalSample()
        try sample.prepare()
        try sample.send("/devices/\(PortalSample.phone)/actions", [("kind", "resetPasscode")])
        sample.sync()
        sample.now = PortalSample.start.adding(days: 7)
        #expect(try !sample.page(.device(PortalSample.phone)).html.contains("Show the passcode"))
        let read = try PortalSample.page(of: sample.send("/devices/\(PortalSample.phone)/passcode").answer).html
        #expect(!read.contains("471123") && read.contains("its seven days are over"))
    }

    @Test func `S11: a reset that fails has a link to a page with the reason, the number and what to do`() throws {
        var sample = try PortalSample()
        try sample.send("/devices/\(PortalSample.phone)/actions", [("kind", "resetPasscode")])
        sample.sync(.commandFailed)
        let action = try #require(sample.tenant.actions(of: PortalSample.phone).last)
        let path = "/portal/devices/\(PortalSample.phone)/actions/\(action.id)"
        #expect(action.detailsPath == path)
        let page = try sample.page(.device(PortalSample.phone)).html
        #expect(page.contains("Failed") && page.contains("<a href=\"\(path)\">More details</a>"))
        let route = try #require(PortalRoute(path))
        let details = try sample.page(route).html
        for text in ["-2016345612 (0x87D101F4)", "500", "has not consented to", "EnablePinRecovery", "Try again"] {
            #expect(details.contains(text), "\(text)")
        }
    }

    @Test(
        arguments: [
            (PortalSample.iPad, DeviceActionKind.resetPasscode, "runs iOS"),
            (PortalSample.desktop, .resetPasscode, "runs Windows"),
            (PortalSample.desktop, .remoteLock, "Remote lock is for"),
            (PortalSample.iPad, .rebootNow, "Restart is for Windows 10"),
        ])
    func `S3: what a device cannot is refused with the reason, and nothing is kept of it`(
        _ device: ObjectID, _ kind: DeviceActionKind, _ reason: String
    ) throws {
        var sample = try PortalSample()
        #expect(try sample.page(.device(device)).html.contains(reason))
        let question = try sample.page(.question(kind, device)).html
        #expect(question.contains(reason) && !question.contains(">Yes<"))
        let outcome = try sample.send("/devices/\(device)/actions", [("kind", kind.rawValue)])
        let page = try PortalSample.page(of: outcome.answer)
        #expect(page.status == 400 && page.html.contains("This was not done.") && page.html.contains(reason))
        #expect(sample.tenant.actions.count == 0 && outcome.effects.isEmpty)
    }

    @Test func `what is not ready yet is said, as long as it is not`() throws {
        var sample = try PortalSample()
        let bare = try sample.page(.device(PortalSample.phone)).html
        #expect(bare.contains("has not consented to") && bare.contains("No assigned profile sets EnablePinRecovery"))
        try sample.prepare()
        #expect(try sample.page(.device(PortalSample.phone)).html.contains("has not reached the device: let it sync"))
        sample.sync()
        let ready = try sample.page(.device(PortalSample.phone)).html
        #expect(ready.contains("must have been unlocked once") && !ready.contains("Not yet. What is missing"))
    }

    @Test func `a reset that has worked is told, and nothing is missing although no profile is assigned`() throws {
        var sample = try PortalSample()
        for application in PINResetApplication.allCases { sample.tenant.consent(to: application, sample.occasion()) }
        try sample.send("/devices/\(PortalSample.phone)/actions", [("kind", "resetPasscode")])
        sample.sync()
        let page = try sample.page(.device(PortalSample.phone)).html
        #expect(page.contains("Complete") && page.contains("Yes: the last reset has worked."))
        #expect(!page.contains("Not yet. What is missing"))
    }

    @Test func `an action that is pending is taken back, one that was sent is not`() throws {
        var sample = try PortalSample()
        try sample.send("/devices/\(PortalSample.phone)/actions", [("kind", "wipe"), ("keepUserData", "true")])
        let action = try #require(sample.tenant.actions(of: PortalSample.phone).last)
        #expect(action.keepUserData)
        try sample.send("/devices/\(PortalSample.phone)/cancel", [("action", action.id.rawValue)])
        #expect(sample.tenant.actions[action.id]?.state == .canceled)
        #expect(try sample.page(.device(PortalSample.phone)).html.contains("admin@lab.example has canceled it."))
        sample.language = "it"
        let italian = try sample.page(.device(PortalSample.phone)).html
        #expect(italian.contains("<span class=\"soft small\">Annullata da admin@lab.example.</span>"))
        sample.language = "en"
        let late = try sample.send("/devices/\(PortalSample.phone)/cancel", [("action", action.id.rawValue)])
        #expect(try PortalSample.page(of: late.answer).status == 409)
    }

    @Test(arguments: [PortalRoute.device(PortalSample.phone), .conversation(PortalSample.phone)])
    func `the pages of a device lead to each other, and say which of them is shown`(_ route: PortalRoute) throws {
        let html = try PortalSample().page(route).html
        let shown = html.matches(of: #/<a href="([^"]+)" aria-current="page">/#).map { String($0.1) }
        #expect(shown == [PortalRoute.devices.path, route.path])
        for other in [PortalRoute.device(PortalSample.phone), .conversation(PortalSample.phone)] {
            #expect(html.contains("<li><a href=\"\(other.path)\""))
        }
    }

    @Test func `of a device that nobody comes by for there is no conversation`() throws {
        #expect(try !PortalSample().page(.device(PortalSample.iPad)).html.contains("/conversation"))
    }

    @Test func `the script that watches is told when the device stands otherwise`() throws {
        var sample = try PortalSample()
        let digest = { (sample: PortalSample) in
            "\(PortalPages.answer(.deviceState(PortalSample.phone), sample.context("")))"
        }
        let before = digest(sample)
        #expect(digest(sample) == before)
        try sample.send("/devices/\(PortalSample.phone)/actions", [("kind", "remoteLock")])
        #expect(digest(sample) != before)
    }

    @Test func `a session that brings nothing changes when the device was last there, and no more`() throws {
        var sample = try PortalSample()
        try sample.prepare()
        let state = { (sample: PortalSample) -> JSONValue in
            guard case .json(let state) = PortalPages.answer(.deviceState(PortalSample.phone), sample.context(""))
            else { return .null }
            return state
        }
        let fresh = state(sample)
        #expect(fresh["digest"] != nil && fresh["seen"] == JSONValue.null)
        // The first session brings a profile, which the page tells.
        sample.sync()
        let first = state(sample)
        #expect(first["digest"] != fresh["digest"] && first["seen"] != JSONValue.null)
        sample.now = sample.now.adding(seconds: 60)
        sample.sync()
        let second = state(sample)
        #expect(second["digest"] == first["digest"] && second["seen"] != first["seen"])
        #expect(try sample.page(.device(PortalSample.phone)).html.contains("<dd data-seen><time"))
    }

    @Test func `whoever is no administrator, or not any more, sees and does nothing`() throws {
        var sample = try PortalSample()
        sample.visitor = PortalVisitor(name: "adele@lab.example", tenant: PortalSample.directory, formToken: "x")
        let page = try sample.page(.devices)
        #expect(page.status == 403 && !page.html.contains("Adele&#39;s phone"))
        let outcome = try sample.send("/devices/\(PortalSample.phone)/actions", [("kind", "wipe")])
        #expect(try PortalSample.page(of: outcome.answer).status == 403 && sample.tenant.actions.count == 0)
    }
}
