internal import Checking
internal import Notation
internal import PINReset
internal import SimulatedPhone

/// What all inputs share.
private enum Stage {
    static let environment = PhoneEnvironment(now: Instant(seconds: 1_493_114_400))
    static let phone = (try? Blueprint(profile: .lumia950)).map { Phone(fresh: $0, seed: 1, now: environment.now) }
}

/// What libFuzzer calls: any bytes must give findings that lie in the file and say something, in every form, and what is
/// mended without a doubt must be readable still.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    guard let phone = Stage.phone else { fatalError("no phone") }
    let checker = Checker(phone: phone, Stage.environment, service: GrantingPINResetService())
    let report = checker.check(bytes, file: "input")
    for finding in report.findings {
        guard !finding.message.isEmpty, finding.span.start <= finding.span.end else { fatalError("\(finding)") }
    }
    let fixes = report.findings.compactMap(\.fix)
    let mended = Fix.apply(fixes, to: bytes)
    if mended.count > 0, report.verdict != .unreadable {
        guard checker.check(mended.octets, file: "mended").verdict != .unreadable else { fatalError("a fix breaks it") }
    }
    _ = FindingText.lines(report) + GitHubCommands.lines(report)
    let all = CheckReport(files: [report], version: "1", device: "phone")
    _ = JUnitFindings(isStrict: false).octets(all)
    _ = SARIFLog(all)
    return 0
}
