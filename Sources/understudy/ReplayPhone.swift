import Captures
import EmbeddedProfiles
import Notation
import PINReset
import SimulatedPhone
import Store
import Transport

/// The phone that answers in a replay, as the options say or, where they say nothing, the capture.
struct ReplayPhone {
    let origin: ReplayOrigin
    var options: PhoneReplay.Options
    /// Its profile; nil where the capture decides.
    let profile: String?
    /// A phone from a state folder, which is given back unchanged.
    private let hand: PhoneAtHand?

    /// The phones that a recording of our own has kept; nil where options name another.
    let recorded: RecordedPhones?

    init(_ phone: PhoneOptions, _ input: CaptureInput) async throws {
        try phone.pinResetService.refuseAddress()
        let run = input.description?.value.runs.first
        // A phone from a state folder reads them itself, and a pipe can be read once.
        let ddf = try DDFInput(phone.state == nil ? phone.ddf : nil)
        let mounts = ddf.mounts
        let namesPhone = phone.state != nil || phone.device != nil
        recorded = namesPhone ? nil : input.description.map { RecordedPhones(folder: $0.folder, mounts: mounts) }
        if input.description?.value.runs.contains(where: \.hasAnswerRules) == true {
            Console.error(
                "note: answer rules made the recorded phone answer otherwise than it would; they are not replayed")
        }
        if phone.state != nil {
            let hand = try await Self.kept(phone)
            self.hand = hand
            origin = .phone(hand.phone)
            options = PhoneReplay.Options(now: hand.environment.now)
            profile = hand.phone.profile.name
        } else {
            hand = nil
            ddf.tellOddities()
            var options = PhoneReplay.Options(now: Self.now(phone))
            options.mounts = mounts
            if let known = try Self.profile(phone, run) {
                origin = .profile(known)
                profile = known.name
            } else {
                origin = .capture(try BuiltInProfiles.names.map { try phone.tuned(try ProfileFile.read($0)) })
                profile = nil
            }
            self.options = options
        }
        options.seed = phone.seed ?? run?.seed ?? 1
        options.keepsTime = phone.at != nil || phone.after != nil
        options.identities = .tlsLibrary
        switch phone.pinResetService {
        case .embedded, .granted: options.tickets = GrantingPINResetService()
        case .denied, .url: options.tickets = DenyingPINResetService()
        }
    }

    /// Gives back what was borrowed.
    func finish() async { await hand?.finish() }

    /// The phone of a state folder. Nothing of the replay goes back into it.
    private static func kept(_ phone: PhoneOptions) async throws -> PhoneAtHand {
        guard let folder = phone.state, StateFolder.holdsPhone(folder) else {
            throw Failure.state("there is no phone in \(phone.state ?? ""); look at the name, or leave --state out")
        }
        guard phone.tenant == nil, phone.deviceName == nil, phone.imei == nil, phone.sessionId == nil else {
            throw Failure.usage(
                "--tenant, --device-name, --imei and --session-id would change the phone in \(folder), and a replay "
                    + "changes nothing")
        }
        return try await PhoneAtHand.offline(phone)
    }

    private static func profile(_ phone: PhoneOptions, _ run: RecordingDescription.Run?) throws -> PhoneProfile? {
        if let device = phone.device { return try phone.tuned(try ProfileFile.read(device)) }
        // Of a profile that somebody has written only the name is known; then the capture says what phone it was.
        guard let named = run?.profile, BuiltInProfiles.names.contains(named) else { return nil }
        return try phone.tuned(try ProfileFile.read(named))
    }

    /// The time where the capture does not tell it: always the same, so that a replay comes out the same tomorrow.
    private static func now(_ phone: PhoneOptions) -> Instant {
        phone.at == nil && phone.after == nil ? PhoneTime.seeded : PhoneTime.now(phone)
    }
}
