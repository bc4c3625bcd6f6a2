import ArgumentParser
import Foundation
import ManagementTree
import SimulatedPhone

/// The options that say which phone a command is for; the same for every command.
struct PhoneOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The phone model and build, such as lumia-950-1709 or desktop-1703: a name, or a file. list tells the names.",
            discussion: """
                A file is YAML, as in Samples/profiles; - is standard input. A phone that is kept in a state folder keeps its profile.
                """,
            valueName: "profile"))
    var device: String?

    @Option(
        help: ArgumentHelp(
            "The build of Windows: 10.0.19045.2006, or the name of a version such as 1709, 22H2 or 11-23H2.",
            discussion: """
                Without the fourth number it is the build as it first came, without what updates brought. A phone that is \
                kept is brought to the build, and stays there.
                """,
            valueName: "build"))
    var build: String?

    @Option(
        help: ArgumentHelp(
            "The edition of Windows: Mobile, Mobile-Enterprise, Pro, Enterprise and so on, or a number such as 0x30.",
            discussion: """
                With a description of any Windows (--ddf) it stands in for that: nodes are there by its Applicability. \
                Without --device an edition of desktops is a desktop. Kept with the phone.
                """,
            valueName: "edition"))
    var edition: String?

    @Option(
        help: ArgumentHelp(
            "The Azure AD directory that a fresh phone is joined to, a GUID; the profile's if not given.",
            valueName: "guid"))
    var tenant: String?

    @Option(
        help: ArgumentHelp(
            "The name of the device; the profile's if not given. Kept with the phone.", valueName: "name"))
    var deviceName: String?

    @Option(
        help: ArgumentHelp(
            "The IMEI of the first SIM slot, fifteen digits; it follows from the seed if not given. Kept with the phone.",
            valueName: "digits"))
    var imei: String?

    @Option(
        help: ArgumentHelp(
            "How the phone writes the ids of its sessions: windows, or decimal for servers that read them so. Kept with "
                + "the phone.", valueName: "form"))
    var sessionId: PhoneProfile.SessionIDForm?

    @Option(
        help: ArgumentHelp(
            "PINs, ids and times of a fresh phone follow from this number.",
            discussion: """
                With it time stands still on 2017-04-25; give it with every command to keep that. Without it a fresh \
                phone that is thrown away is always the same, and one in a new state folder is like no other.
                """,
            valueName: "number"))
    var seed: UInt64?

    @Option(
        help: ArgumentHelp(
            "What time it is for the phone, such as 2026-12-24T18:00:00Z; for commands that need no server.",
            valueName: "time"))
    var at: String?

    @Option(
        help: ArgumentHelp(
            "How much later it is for the phone than now: 90s, 15m, 3h or 14d; for commands that need no server. What is "
                + "due by then has happened, but for what needs a server.",
            valueName: "duration"))
    var after: String?

    @Option(
        help: ArgumentHelp(
            "What the Microsoft PIN reset service does.",
            discussion: """
                embedded: grants a ticket if the tenant has consented to both applications; granted: always; denied: \
                never. An address (enroll, sync, run): what the service there says, such as the one of lab serve.
                """, valueName: "service"))
    var pinResetService: ServiceChoice = .embedded

    @Option(
        help: ArgumentHelp(
            "Further DDF files, version 1 or 2: one, a folder, a zip archive, or - for standard input. They count before "
                + "the built-in ones.",
            discussion: """
                What is odd in them is told. They are not kept with the phone: give them with every command.
                """,
            valueName: "path"))
    var ddf: String?

    @Option(
        help: ArgumentHelp("The folder that keeps the phone from one command to the next.", valueName: "folder"))
    var state: String?

    /// Whether it is another time for the phone than now.
    var movesTime: Bool { at != nil || after != nil }

    func validate() throws {
        if device == ProfileFile.list { throw CleanExit.message(ProfileFile.listing) }
        if let build, BuildVersion(naming: build, on: .phone) == nil {
            throw ValidationError("--build \(build) is no build; write it as 10.0.19045.2006, 1709, 22H2 or 11-23H2")
        }
        if let edition, Edition(named: edition) == nil {
            throw ValidationError(
                "--edition \(edition) is none that is known; it is a number such as 0x30, or one of "
                    + Edition.allNames.map { $0.replacing(" ", with: "-") }.joined(separator: ", "))
        }
        if let imei, imei.utf8.count != 15 || !imei.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            throw ValidationError("--imei \(imei): an IMEI has fifteen digits")
        }
        if deviceName?.isEmpty == true { throw ValidationError("--device-name: give a name") }
        try PhoneTime.check(at: at, after: after)
        if let tenant, UUID(uuidString: tenant) == nil {
            throw ValidationError("--tenant \(tenant) is not a GUID; write it as 7c4f1de2-0b35-4a86-9f0e-5d2a7be0c913")
        }
    }
}

/// The option that every command has.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Print the result as JSON.")
    var json = false
}

/// The option of commands that have a session.
struct EndingOptions: ParsableArguments {
    @Flag(help: "Exit with 1 where a status that the phone gave in the session is none of success.")
    var failOnStatus = false
}

extension PhoneProfile.SessionIDForm: ExpressibleByArgument {}

extension PhoneOptions {
    /// A profile with what the options say of this one phone.
    func tuned(_ profile: PhoneProfile) throws -> PhoneProfile {
        var profile = profile
        if let edition = edition.flatMap(Edition.init(named:)) { profile.become(edition) }
        if let version = build.flatMap({ BuildVersion(naming: $0, on: profile.platform) }) {
            profile.build = version.description
        }
        if let deviceName { profile.deviceName = deviceName }
        if let sessionId { profile.sessionIDs = sessionId }
        guard let imei else { return profile }
        guard !profile.sim.isEmpty else {
            throw Failure.usage("--imei \(imei): a \(profile.name) has no SIM slot with a card")
        }
        profile.sim[0].imei = imei
        return profile
    }
}

extension PhoneProfile {
    /// Whether two profiles differ in nothing but what options say of one phone.
    func isSameModel(as other: PhoneProfile) -> Bool {
        var copy = self
        copy.deviceName = other.deviceName
        copy.sessionIDs = other.sessionIDs
        // Phones that were kept before say nothing of these.
        if other.sensors == nil { copy.sensors = nil }
        if other.domainName == nil { copy.domainName = nil }
        if other.deviceGuard == nil { copy.deviceGuard = nil }
        if !copy.sim.isEmpty, !other.sim.isEmpty { copy.sim[0].imei = other.sim[0].imei }
        // Phones that were kept before have whole addresses.
        for (index, adapter) in other.adapters.enumerated() where copy.adapters.indices.contains(index) {
            copy.adapters[index].mac = adapter.mac
        }
        return copy == other
    }
}
