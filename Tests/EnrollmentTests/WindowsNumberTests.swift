import Enrollment
import Testing
import Wire

@Suite("The numbers that Windows shows (observed.md, From the field)")
struct WindowsNumberTests {
    @Test("an HTTP status, a status in a report, an error of WinHTTP")
    func forms() {
        #expect(WindowsNumber.text(WindowsNumber.httpStatus(400)) == "0x80190190")
        #expect(WindowsNumber.text(WindowsNumber.winHTTP(12007)) == "0x80072EE7")
        #expect(WindowsNumber.text(WindowsNumber.report(500)) == "0x87D101F4")
        #expect(WindowsNumber.signed(WindowsNumber.report(500)) == -2_016_345_612)
    }

    @Test(
        "a bad HTTP status is the number of the status, and so is an answer with 200 that is no SOAP",
        arguments: [(400, 0x8019_0190), (401, 0x8019_0191), (404, 0x8019_0194), (503, 0x8019_01F7), (200, 0x8019_00C8)]
            as [(Int, UInt32)])
    func statuses(status: Int, number: UInt32) throws {
        var machine = EnrollmentMachine(Fixtures.plan())
        _ = machine.start(at: Fixtures.now)
        let answer = WireResponse(
            status: status, mediaType: "application/json", body: Array("{\"message\":\"Bad request\"}".utf8))
        let failure = try #require(machine.receive(answer, at: Fixtures.now).failure)
        #expect(failure.hresult == number)
        #expect(
            failure.description.contains(WindowsNumber.text(number)) && failure.message.contains("\(status)")
                || status == 200)
    }

    @Test("a connection that failed has the number of its own reason, also where the probe without TLS fails too")
    func connections() throws {
        let first = EnrollmentConnectionFailure(
            .noConnection, reason: "The name does not resolve.", hresult: WindowsNumber.winHTTP(12007))
        var machine = EnrollmentMachine(Fixtures.plan())
        _ = machine.start(at: Fixtures.now)
        #expect(machine.receive(first).failure?.hresult == 0x8007_2EE7)

        var probing = EnrollmentMachine(Fixtures.plan(probes: true))
        _ = probing.start(at: Fixtures.now)
        _ = probing.receive(first)
        let second = EnrollmentConnectionFailure(.other, reason: "http:// is for tests.")
        let failure = try #require(probing.receive(second).failure)
        #expect(failure.code == .serverNotFound && failure.hresult == 0x8007_2EE7)
        #expect(failure.message.contains("The name does not resolve.") && !failure.message.contains("for tests"))
    }
}
