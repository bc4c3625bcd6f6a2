internal import Certificates
internal import Enrollment
internal import Foundation
internal import Notation
internal import XML
import Wire

/// A phone before each of the three answers of an enrolment; `Tests/EnrollmentTests/Support` says how it came there.
private struct Stages {
    var discovery: EnrollmentMachine
    var policies: EnrollmentMachine
    var token: EnrollmentMachine
    /// What somebody has beside a document.
    var identity: ProvisioningFile.Identity

    init() throws {
        var machine = EnrollmentMachine(Fixtures.plan())
        _ = machine.start(at: Fixtures.now)
        discovery = machine
        policies = EnrollmentMachine.discovered(Fixtures.plan()).machine
        token = try EnrollmentMachine.requesting(Fixtures.plan()).machine
        identity = ProvisioningFile.Identity(certificates: [try Fixtures.certificate()], key: try Fixtures.key())
    }
}

/// Made once and kept, as the search for leaks must be told: it does not see a pointer that lies beside tag bits, as that to
/// a certificate's key does.
private let stages = {
    disableLeakSearch()
    defer { enableLeakSearch() }
    return Result { try Stages() }
}()

@_silgen_name("__lsan_disable")
private func disableLeakSearch()

@_silgen_name("__lsan_enable")
private func enableLeakSearch()

/// Whether the bytes are the provisioning document inside an answer or a file, and not the answer.
private let areDocuments = ProcessInfo.processInfo.environment["FUZZ_TARGET"] == "provisioning"

/// What libFuzzer calls: any answer must lead on, or to a failure that says something.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    guard let stages = try? stages.get() else { fatalError("there is no phone to try with") }
    if areDocuments {
        check(stages.token, Array(Server.tokenResponse(String(decoding: bytes, as: UTF8.self)).utf8), status: 200)
        readFile(bytes, stages.identity)
    } else {
        // Faults come with the status of one; any other body under such a status is not looked into.
        let status = bytes.firstRange(of: Array("ault".utf8)) == nil ? 200 : 500
        for machine in [stages.discovery, stages.policies, stages.token] { check(machine, bytes, status: status) }
    }
    return 0
}

private func check(_ machine: EnrollmentMachine, _ bytes: [UInt8], status: Int) {
    var machine = machine
    let answer = WireResponse(status: status, mediaType: "application/soap+xml", body: bytes)
    guard let failure = machine.receive(answer, at: Fixtures.now).failure else { return }
    guard !failure.message.isEmpty else { fatalError("a failure without words: \(failure)") }
}

/// The file of `enroll --document`: the document as it is, in base64, in a server's answer, behind a head of HTTP.
private func readFile(_ bytes: [UInt8], _ identity: ProvisioningFile.Identity) {
    for certificates in [identity.certificates, []] {
        let given = ProvisioningFile.Identity(certificates: certificates, key: identity.key)
        check { () throws(EnrollmentFailure) in
            _ = try ProvisioningFile.read(bytes, for: Fixtures.plan(), identity: given, at: Fixtures.now)
        }
    }
    check { () throws(EnrollmentFailure) in _ = try ProvisioningFile.inspect(bytes, kind: .full, at: Fixtures.now) }
}

private func check(_ read: () throws(EnrollmentFailure) -> Void) {
    do throws(EnrollmentFailure) {
        try read()
    } catch {
        guard !error.message.isEmpty else { fatalError("a failure without words: \(error)") }
    }
}
