import Administration
import JSON
import Notation
import Portal
import Settings
import SyncML
import Testing

/// Profiles, their assignment and how they stand.
@Suite("Profiles in the portal")
struct ProfilePageTests {
    private static func row(_ number: Int, _ type: String, _ value: String, uri: String = "./Vendor/MSFT/X") -> [(
        String, String
    )] {
        [
            ("label.\(number)", "Setting \(number)"), ("uri.\(number)", uri), ("type.\(number)", type),
            ("value.\(number)", value), ("flag.\(number)", value),
        ]
    }

    @Test func `S8: a profile takes every type of setting, and shows the directory id to copy`() throws {
        var sample = try PortalSample()
        #expect(try sample.page(.newProfile).html.contains("<code id=\"directory\">\(PortalSample.directory)</code>"))
        let values: [(String, String, OmaValue)] = [
            ("string", "a <b>", .string("a <b>")), ("integer", " 42 ", .integer(42)),
            ("boolean", "true", .boolean(true)),
            ("base64", "AAEC", .base64("AAEC", fileName: nil)), ("stringXML", "<a/>", .xml("<a/>", fileName: nil)),
            ("dateTime", "2017-05-01T00:00:00Z", .dateTime(try #require(.init(text: "2017-05-01T00:00:00Z")))),
            ("floatingPoint", "1.5", .floatingPoint(1.5)),
        ]
        let rows = values.enumerated().flatMap { Self.row($0.offset, $0.element.0, $0.element.1) }
        let outcome = try sample.send("/profiles", [("name", "All"), ("details", "of each")] + rows)
        let profile = try #require(sample.tenant.configurations.rows.first)
        #expect(outcome.answer == .redirect("/portal/profiles/\(profile.id)?done=profileSaved"))
        #expect(profile.omaSettings.map(\.value) == values.map(\.2))
        #expect(try sample.page(.profile(profile.id)).html.contains("a &lt;b&gt;"))
        // The form comes back as it was, and saved again it is the same version.
        let form = try sample.page(.profileSettings(profile.id)).html
        #expect(form.contains("&lt;a/&gt;") && form.contains("value=\"floatingPoint\" selected"))
        try sample.send("/profiles/\(profile.id)/settings", [("name", "All"), ("details", "of each")] + rows)
        #expect(sample.tenant.configurations[profile.id]?.version == 1)
    }

    @Test func `a setting without a name has its address as name, also when that is changed`() throws {
        var sample = try PortalSample()
        let row = { (uri: String) in
            [("name", "P"), ("label.0", ""), ("uri.0", uri), ("type.0", "integer"), ("value.0", "1")]
        }
        try sample.send("/profiles", row("./Vendor/MSFT/X"))
        let id = try #require(sample.tenant.configurations.rows.first?.id)
        #expect(sample.tenant.configurations[id]?.omaSettings.first?.displayName == "./Vendor/MSFT/X")
        let form = try sample.page(.profileSettings(id)).html
        #expect(form.contains(">./Vendor/MSFT/X</textarea>") && !form.contains("value=\"./Vendor/MSFT/X\""))
        try sample.send("/profiles/\(id)/settings", row("./Vendor/MSFT/Y"))
        #expect(sample.tenant.configurations[id]?.omaSettings.first?.displayName == "./Vendor/MSFT/Y")
    }

    @Test(
        arguments: [
            ("integer", "4x", "must"), ("boolean", "", "omaUri"), ("base64", "???", "base64"),
            ("dateTime", "soon", "point in time"),
        ])
    func `a value that is none is refused, and what was typed is still there`(
        _ type: String, _ value: String, _ said: String
    ) throws {
        var sample = try PortalSample()
        let uri = said == "omaUri" ? "" : "./Vendor/MSFT/X"
        let outcome = try sample.send("/profiles", [("name", "Wrong")] + Self.row(0, type, value, uri: uri))
        let page = try PortalSample.page(of: outcome.answer)
        #expect(page.status == 400 && page.html.contains("This was not done.") && page.html.contains("value=\"Wrong\""))
        #expect(sample.tenant.configurations.count == 0)
    }

    private static let camera = "./Device/Vendor/MSFT/Policy/Config/Camera/AllowCamera"

    @Test func `in Italian warnings are Italian, and what has English words only is marked as English`() throws {
        var sample = try PortalSample()
        sample.language = "it"
        let later = "./Vendor/MSFT/PassportForWork/DynamicLock/DynamicLock"
        let fields =
            Self.row(0, "integer", "0", uri: Self.camera.replacing("AllowCamera", with: "AllowCamra"))
            + Self.row(1, "boolean", "true", uri: later)
        let html = try PortalSample.page(of: sample.send("/profiles/new", [("name", "x")] + fields).answer).html
        let told = html.matches(of: #/<li class="warning">(.*?)<\/li>/#.dotMatchesNewlines()).map { String($0.1) }
        try #require(told.count == 2, "\(told)")
        #expect(told[0].contains("Nessun nodo ha questo indirizzo. Il telefono risponde 404."))
        #expect(told[0].contains("Probabilmente si intendeva: \(Self.camera)"))
        #expect(!told[0].contains("lang="))
        #expect(told[1].contains("versione di Windows successiva") && told[1].contains("lang=\"en\""))
    }

    @Test func `a row more is added without a script, and a row is taken away`() throws {
        var sample = try PortalSample()
        let more = try PortalSample.page(
            of: sample.send("/profiles/new", [("name", "Two")] + Self.row(0, "string", "x")).answer)
        #expect(more.html.contains("name=\"uri.1\"") && !more.html.contains("name=\"uri.2\""))
        let rows = Self.row(0, "string", "x") + Self.row(1, "string", "y") + [("remove.0", "true")]
        try sample.send("/profiles", [("name", "One")] + rows)
        #expect(sample.tenant.configurations.rows.first?.omaSettings.map(\.value.data) == ["y"])
    }

    @Test(
        arguments: [
            (
                "./Device/Vendor/MSFT/PassportForWork/*tenant ID*/Policies/EnablePinRecovery", "boolean", "true",
                "*tenant ID*"
            ),
            (
                "./Device/Vendor/MSFT/PassportForWork/00000000-1111-4222-8333-444444444444/Policies/EnablePinRecovery",
                "boolean", "true", "names the directory"
            ), (PortalSample.recovery, "string", "True", "takes a Boolean"),
            (PortalSample.recovery, "boolean", "false", "turns PIN recovery off"),
            (PortalSample.recovery, "boolean", "true", nil),
            ("./Vendor/MSFT/X", "integer", "abc", "not of the type Integer"),
            ("./Vendor/MSFT/X", "integer", "", nil),
            // By the rules of check.
            ("./Vendor/MSFT/X", "integer", "1", "No node has this address. The phone answers 404."),
            (camera, "boolean", "false", "Its format is int. The phone answers 415."),
            (camera, "integer", "0", nil),
        ])
    func `S8: warnings come while typing, at their row`(
        _ uri: String, _ type: String, _ value: String, _ warning: String?
    ) throws {
        var sample = try PortalSample()
        let fields = Self.row(0, "string", "", uri: "") + Self.row(1, type, value, uri: uri)
        guard case .json(let told) = try sample.send("/profiles/advice", fields).answer,
            case .array(let rows)? = told["rows"]
        else { throw Missing() }
        #expect(rows.count == 2 && rows[0] == [])
        #expect("\(rows[1])".contains(warning ?? "[]"), "\(rows[1])")
        // Without a script the form says the same when it comes back.
        let page = try PortalSample.page(of: sample.send("/profiles/new", [("name", "x")] + fields).answer)
        #expect(page.html.contains("class=\"warning\"") == (warning != nil))
    }

    private struct Missing: Error {}

    @Test func `S9: groups are included and excluded, and the status lists devices that the policy is not for`() throws
    {
        var sample = try PortalSample()
        try sample.addProfile(to: [])
        try sample.send(
            "/profiles/\(PortalSample.profile)/assignments", [("added", "people"), ("addedMode", "include")])
        #expect(sample.tenant.configurations[PortalSample.profile]?.assignments == [.group(PortalSample.people)])
        sample.sync()
        let devices = try sample.page(.status(.devices, PortalSample.profile)).html
        #expect(
            devices.contains("Adele&#39;s tablet") && devices.contains("Not applicable")
                && devices.contains("Succeeded"))
        let settings = try sample.page(.status(.settings, PortalSample.profile)).html
        #expect(settings.contains(PortalSample.recovery) && settings.contains("Not applicable"))
        #expect(try sample.page(.status(.users, PortalSample.profile)).html.contains("adele@lab.example"))
        let page = try sample.page(.assignments(PortalSample.profile)).html
        #expect(page.contains("People") && page.contains("value=\"include\""))
        try sample.send(
            "/profiles/\(PortalSample.profile)/assignments",
            [("allDevices", "true"), ("group.0", PortalSample.people.rawValue), ("mode.0", "exclude")])
        #expect(
            sample.tenant.configurations[PortalSample.profile]?.assignments == [
                .allDevices, .exclusionGroup(PortalSample.people),
            ])
        let wrong = try sample.send("/profiles/\(PortalSample.profile)/assignments", [("added", "Nobody <b>")])
        let refused = try PortalSample.page(of: wrong.answer)
        #expect(refused.status == 400 && refused.html.contains("Nobody &lt;b&gt;"))
    }

    @Test(
        arguments: [
            (PortalRoute.ProfileStatus.devices, "", 100, "Page 1 of 3; 253 in all"),
            (.devices, "page=3", 53, "Page 3 of 3; 253 in all"), (.users, "", 1, "Page 1 of 1; 1 in all"),
            // Two settings on each device.
            (.settings, "page=6", 6, "Page 6 of 6; 506 in all"),
        ])
    func `of many devices a status page shows a part`(
        _ status: PortalRoute.ProfileStatus, _ query: String, _ rows: Int, _ told: String
    ) throws {
        var sample = try PortalSample()
        for number in 100..<350 {
            let end = "-0000-4000-8000-000000000\(number)"
            try sample.tenant.enroll(
                ManagedDevice(
                    id: ObjectID("dddddddd\(end)"), directoryID: ObjectID("eeeeeeee\(end)"),
                    azureADDeviceID: ObjectID("ffffffff\(end)"), deviceName: "Phone \(number)",
                    platform: .windowsMobile, osVersion: "10.0.15063.297", user: nil,
                    enrolledDateTime: PortalSample.start, managementName: "urn:phone:\(number)"), sample.occasion())
        }
        let settings = ["A", "B"].map { name in
            OmaSetting(displayName: name, omaURI: "./Vendor/MSFT/\(name)", value: .integer(1))
        }
        try sample.addProfile(settings, to: [.allDevices])
        let html = try sample.page(.status(status, PortalSample.profile), query).html
        #expect(html.matches(of: #/<tr><th scope="row"/#).count == rows)
        #expect(html.contains(told))
        // All but the iPad wait, and are counted for each setting.
        #expect(html.matches(of: #/<b>252</b>/#).count == (status == .settings ? 2 : 0))
    }

    @Test func `why a setting has not succeeded is told in Italian, and only Intune's form of it is English`() throws {
        var sample = try PortalSample()
        sample.language = "it"
        let other: ObjectID = "cccccccc-0000-4000-8000-000000000002"
        try sample.addProfile(to: [.allDevices])
        for _ in 0..<6 { sample.sync(.notFound) }
        let refused = try sample.page(.status(.settings, PortalSample.profile)).html
        #expect(refused.contains("Il nodo non esiste:") && refused.contains("<span lang=\"en\">Syncml(404)"))
        // Two profiles that disagree.
        let off = OmaSetting(displayName: "Off", omaURI: PortalSample.recovery, value: .boolean(false))
        try sample.tenant.add(
            DeviceConfiguration(
                id: other, displayName: "Contrario", createdDateTime: PortalSample.start, omaSettings: [off]))
        try sample.tenant.assign(other, to: [.allDevices])
        for _ in 0..<6 { sample.sync() }
        let conflict = try sample.page(.status(.settings, other)).html
        let told = try #require(conflict.firstMatch(of: #/In conflitto con: [^<]*/#), "\(conflict)")
        #expect(!conflict[..<told.range.lowerBound].hasSuffix("lang=\"en\">"))
    }

    @Test func `what a device has refused is told with Intune's number`() throws {
        var sample = try PortalSample()
        try sample.addProfile(to: [.allDevices])
        for _ in 0..<6 { sample.sync(.notFound) }
        #expect(try sample.page(.status(.settings, PortalSample.profile)).html.contains("-2016345708 (0x87D10194)"))
        #expect(try sample.page(.device(PortalSample.phone)).html.contains("-2016345708 (0x87D10194)"))
    }
}
