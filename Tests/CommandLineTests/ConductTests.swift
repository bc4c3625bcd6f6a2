import Foundation
import SimulatedPhone
import Testing

/// What people rely on without reading about it.
@Suite("The conduct of commands")
struct ConductTests {
    private static let deviceName = "./DevDetail/Ext/Microsoft/DeviceName"

    @Test("status without --state shows the phone that lock and unlock use")
    func status() throws {
        try Understudy.with { understudy in
            let locked = try understudy("lock")
            #expect(locked.code == 0)
            #expect(try understudy("status", "--json").object()["isLocked"] as? Bool == true)
        }
    }

    @Test("A change to a phone that is thrown away says so; looking at one does not")
    func thrownAway() throws {
        try Understudy.with { understudy in
            let changed = try understudy("replace", Self.deviceName, "Front desk")
            #expect(changed.code == 0 && changed.errors.contains("thrown away"), "\(changed.errors)")
            #expect(
                try understudy("replace", Self.deviceName, "x", "--state", "phone").errors.contains("thrown") == false)
            #expect(try understudy("get", Self.deviceName).errors == "")
        }
    }

    @Test("The default state folder follows XDG_STATE_HOME, or HOME without it")
    func home() throws {
        try Understudy.with { understudy in
            let places = [
                (["XDG_STATE_HOME": "\(understudy.folder)/x"] as [String: String?], "x/understudy"),
                (["XDG_STATE_HOME": nil, "HOME": "\(understudy.folder)/me"], "me/.local/state/understudy"),
            ]
            for (environment, place) in places {
                let locked = try understudy.run(["lock"], environment: environment)
                #expect(locked.code == 0)
                #expect(FileManager.default.fileExists(atPath: "\(understudy.folder)/\(place)/phone.sqlite"))
            }
        }
    }

    @Test("The profiles that come along are known by their names", arguments: ProfileTests.names)
    func profiles(_ name: String) throws {
        try Understudy.with { understudy in
            let profile = try ProfileTests.profile(name)
            let build = try understudy("get", "./DevDetail/SwV", "--device", name)
            #expect(build.code == 0)
            #expect(build.output == "\(profile.build)\n")
            let wrong = try understudy("get", "./DevDetail/SwV", "--device", "nokia")
            #expect(wrong.code == 64 && wrong.errors.contains(name))
        }
    }

    @Test("--at and --after let time pass for a phone that needs no server")
    func time() throws {
        try Understudy.with { understudy in
            let clock = "./DevDetail/Ext/Microsoft/LocalTime"
            let at = try understudy("get", clock, "--at", "2026-12-24T19:00:00+01:00")
            #expect(at.output == "2026-12-24T18:00:00Z\n", "\(at.errors)")
            let after = try understudy("get", clock, "--seed", "1", "--after", "2d")
            #expect(after.output == "2017-04-27T00:00:00Z\n", "\(after.errors)")
            for wrong in [["--at", "noon"], ["--after", "soon"], ["--after", "1d", "--at", "2026-12-24T18:00:00Z"]] {
                #expect(try understudy.run(["get", clock] + wrong).code == 64)
            }
            for (name, value) in [("DevicePasswordEnabled", "0"), ("MaxInactivityTimeDeviceLock", "3")] {
                let uri = "./Vendor/MSFT/Policy/Config/DeviceLock/\(name)"
                #expect(try understudy("add", uri, value, "--state", "phone").code == 0)
            }
            let status = { (options: [String]) in
                try understudy.run(["status", "--state", "phone", "--json"] + options).object()["isLocked"] as? Bool
            }
            let (now, later) = (try status([]), try status(["--after", "10m"]))
            #expect(now == false && later == true)
            #expect(try understudy("sync", "--state", "phone", "--after", "1d").code == 64)
        }
    }

    @Test("Jobs happen in the time that passes, and what comes of them is kept by the commands that keep the phone")
    func jobs() throws {
        try Understudy.with { understudy in
            let camera = "./Vendor/MSFT/Policy/Config/Camera/AllowCamera"
            #expect(try understudy("add", camera, "0", "--state", "phone").code == 0)
            #expect(try understudy("exec", "./Vendor/MSFT/RemoteWipe/doWipe", "--state", "phone").code == 0)
            #expect(try understudy("status", "--state", "phone").output.contains("Job of RemoteWipe"))
            let later = try understudy("status", "--state", "phone", "--after", "2h").output
            #expect(!later.contains("Job of") && later.contains("no PIN"), "\(later)")
            #expect(try understudy("get", camera, "--state", "phone").code == 0)
            #expect(try understudy("get", camera, "--state", "phone", "--after", "2h").code == 1)
            #expect(try understudy("get", camera, "--state", "phone").code == 1)
        }
    }

    @Test("wipe leads a joined phone out of its server, and the state stays usable")
    func wipe() throws {
        try Understudy.with { understudy in
            #expect(try understudy("set-pin", "--pin", "271828", "--state", "phone").code == 0)
            let wiped = try understudy("wipe", "--state", "phone")
            #expect(wiped.code == 0, "\(wiped.errors)")
            let status = try understudy("status", "--state", "phone", "--json").object()
            #expect(status["tenant"] == nil && status["hasPIN"] as? Bool == false)
            #expect(try understudy("get", "./DevDetail/SwV", "--state", "phone").code == 0)
        }
    }

    /// How a PIN is handed over.
    static let ways: [(options: [String], input: String, environment: [String: String?])] = [
        (["--pin", "271828"], "", [:]), (["--pin-file", "pin.txt"], "", [:]), (["--pin-file", "-"], "271828\n", [:]),
        ([], "", ["UNDERSTUDY_PIN": "271828"]),
    ]

    @Test("A PIN comes from the line, a file, standard input or the environment", arguments: ways.indices)
    func pins(_ index: Int) throws {
        try Understudy.with { understudy in
            try understudy.write("271828\n", to: "pin.txt")
            let way = Self.ways[index]
            for command in ["set-pin", "unlock"] {
                let ended = try understudy.run(
                    [command, "--state", "phone"] + way.options, input: way.input, environment: way.environment)
                #expect(ended.code == 0, "\(ended.errors)")
                #expect(try understudy("lock", "--state", "phone").code == 0)
            }
            let both = try understudy("unlock", "--pin", "1", "--pin-file", "pin.txt", "--state", "phone")
            #expect(both.code == 64)
            #expect(try understudy("unlock", "--pin-file", "nothing", "--state", "phone").code == 65)
        }
    }
}
