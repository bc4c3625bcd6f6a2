import ArgumentParser
import Foundation
import PINReset
import SimulatedPhone

/// The options that say which phone a command is for; the same for every command.
struct PhoneOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The phone model and build: lumia-950-1703, lumia-950-1607, lumia-950-not-joined, desktop-1703, or a file.",
            discussion: """
                A file is YAML, as in Samples/profiles. A phone that is kept in a state folder keeps its profile.
                """,
            valueName: "profile"))
    var device: String?

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
            "How much later it is for the phone than now: 90s, 15m, 3h or 14d; for commands that need no server.",
            valueName: "duration"))
    var after: String?

    @Option(
        help: ArgumentHelp(
            "What the Microsoft PIN reset service does.",
            discussion: """
                embedded: grants a ticket if the tenant has consented to both applications; granted: always; denied: \
                never.
                """))
    var pinResetService: ServiceChoice = .embedded

    @Option(
        help: ArgumentHelp(
            "A folder with further DDF files (*.xml); at the same place they count before the built-in ones.",
            discussion: "It is not kept with the phone: give it with every command.",
            valueName: "folder"))
    var ddf: String?

    @Option(
        help: ArgumentHelp("The folder that keeps the phone from one command to the next.", valueName: "folder"))
    var state: String?

    enum ServiceChoice: String, ExpressibleByArgument, CaseIterable {
        case embedded, granted, denied
    }

    func validate() throws {
        if let imei, imei.utf8.count != 15 || !imei.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            throw ValidationError("--imei \(imei): an IMEI has fifteen digits")
        }
        if deviceName?.isEmpty == true { throw ValidationError("--device-name: give a name") }
        guard at == nil || after == nil else { throw ValidationError("give one of --at and --after") }
        if let at, PhoneTime.instant(at) == nil {
            throw ValidationError("--at \(at) is no time; write it as 2026-12-24T18:00:00Z")
        }
        if let after, PhoneTime.seconds(after) == nil {
            throw ValidationError("--after \(after) is no duration; write it as 90s, 15m, 3h or 14d")
        }
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

extension PhoneOptions.ServiceChoice {
    /// The service that is meant; the embedded one knows the phone's own directory.
    func service(for phone: Phone) -> any PINResetService {
        switch self {
        case .granted: return .granted
        case .denied: return .denied
        case .embedded:
            guard let join = phone.join else { return .embedded(tenants: []) }
            let all = PINResetApplication.allCases
            let consented = join.consentedApplications.map { ids in
                all.filter { application in ids.contains { $0.lowercased() == application.clientID } }
            }
            return .embedded(
                tenants: [PINResetTenant(id: join.tenant, consentedApplications: Set(consented ?? all))])
        }
    }
}

extension PhoneOptions {
    /// A profile with what the options say of this one phone.
    func tuned(_ profile: PhoneProfile) throws -> PhoneProfile {
        var profile = profile
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
        if !copy.sim.isEmpty, !other.sim.isEmpty { copy.sim[0].imei = other.sim[0].imei }
        // Phones that were kept before have whole addresses.
        for (index, adapter) in other.adapters.enumerated() where copy.adapters.indices.contains(index) {
            copy.adapters[index].mac = adapter.mac
        }
        return copy == other
    }
}
