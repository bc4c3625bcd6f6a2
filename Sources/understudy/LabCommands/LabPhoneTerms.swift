import ArgumentParser
import Lab
import SyncML

/// The options of `lab serve` for what phones are told when they enrol: how often they come, in which form, with which
/// credentials, and how they get certificates.
struct LabPhoneTerms: ParsableArguments {
    @Option(help: ArgumentHelp("Minutes between the sessions of a phone.", valueName: "minutes"))
    var poll = 1

    @Flag(help: "Let phones speak WBXML (DEFAULTENCODING).")
    var wbxml = false

    @Flag(help: "Give phones and server MD5 credentials, and ask for them.")
    var md5 = false

    @Option(
        help: ArgumentHelp(
            "The password that a request for a certificate by SCEP must have. Without it none is asked for; but where others "
                + "reach the lab nobody gets a certificate then, unless anybody may enrol.", valueName: "text"))
    var scepChallenge: String?

    @Option(help: ArgumentHelp("How often such a request is told to wait before it is granted.", valueName: "count"))
    var scepPolls = 0

    func validate() throws {
        guard scepPolls >= 0 else { throw ValidationError("--scep-polls \(scepPolls): give 0 or more") }
        guard poll >= 1 else { throw ValidationError("--poll \(poll): give 1 or more") }
    }

    func apply(to configuration: inout LabConfiguration) {
        configuration.provisioning.encoding = wbxml ? .wbxml : .xml
        configuration.provisioning.poll = LabPoll(
            firstRetries: 0, firstInterval: poll, secondRetries: 1, secondInterval: poll, remainingRetries: 0,
            remainingInterval: 0)
        if md5 {
            configuration.management.clientScheme = .md5
            configuration.management.authenticatesItself = true
        }
        configuration.scep = LabSCEPSettings(challenge: scepChallenge, polls: scepPolls)
    }
}
