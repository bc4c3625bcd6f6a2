import ManagementTree
import Notation
import PINReset
import Session
import SimulatedPhone
import Synchronization
import SyncML

/// A phone and the messages that a server sends to it, one after the other.
///
/// The only place in these tests that reads and writes SyncML.
struct Exchange {
    var phone: Phone
    var environment: PhoneEnvironment
    let service: any ImmediatePINResetService
    private(set) var lastReply: Reply?

    /// The moment at which every test begins: 2017-06-01T12:00:00Z.
    static let start = Instant(seconds: 1_496_318_400)

    init(
        _ profile: PhoneProfile = .lumia950, seed: UInt64 = 7, service: any ImmediatePINResetService = .granted,
        ddf: String? = nil
    ) throws {
        let blueprint = try Self.blueprint(profile, ddf)
        phone = Phone(fresh: blueprint, seed: seed, now: Self.start)
        environment = PhoneEnvironment(now: Self.start)
        self.service = service
    }

    /// Sends commands in a message of their own.
    /// - Returns: the reply's lines (see `Transcript`), without the header's Status where that is 200.
    mutating func send(_ body: String) throws -> [String] {
        let lines = try send(whole: Stimulus.message(body))
        return lines.first == "S(0)=200" ? Array(lines.dropFirst()) : lines
    }

    /// Sends a whole message.
    /// - Returns: all lines of the reply.
    mutating func send(whole text: String) throws -> [String] {
        let message = try Self.read(Array(text.utf8))
        let reply = Self.answer(to: message, phone: phone, environment, service: service)
        phone = reply.phone
        lastReply = reply
        return Transcript.lines(of: reply.message)
    }

    /// Answers a message, and gets what its commands need.
    static func answer(
        to message: Message, phone: Phone, _ environment: PhoneEnvironment = PhoneEnvironment(now: start),
        service: any ImmediatePINResetService = .granted
    ) -> Reply {
        var environment = environment
        while true {
            let reply = ReplyBuilder.reply(to: message, phone: phone, environment)
            guard case .pinResetTicket(let request) = reply.need else { return reply }
            environment.outside.add(
                Result { () throws(PINResetRefusal) in try service.ticket(for: request) }, for: request)
        }
    }

    /// The value of a leaf, as a Get in a message of its own tells it; nil where the Get fails.
    mutating func value(of uri: String) throws -> String? {
        _ = try send(Stimulus.get("1", uri))
        for case .results(let results) in lastReply?.message.commands ?? [] {
            return results.items.first?.data?.text
        }
        return nil
    }

    /// Reading the DDF files takes a moment in a debug build, so phones of one kind share what they share anyhow.
    static func blueprint(_ profile: PhoneProfile, _ ddf: String? = nil) throws -> Blueprint {
        let kept = blueprints.withLock { kept in kept.first { $0.profile == profile && $0.ddf == ddf }?.blueprint }
        if let kept { return kept }
        let blueprint = try Blueprint(profile: profile, files: try ddf.map(mounts) ?? [])
        blueprints.withLock { $0.append((profile, ddf, blueprint)) }
        return blueprint
    }

    private static let blueprints = Mutex<[(profile: PhoneProfile, ddf: String?, blueprint: Blueprint)]>([])

    private static func mounts(_ ddf: String) throws -> [Mount] {
        try ConfigurationServiceProvider.examine(Array(ddf.utf8), file: "Test.xml").mounts
    }

    static func read(_ bytes: [UInt8]) throws(SyncMLError) -> Message {
        try MessageReader().read(bytes).message
    }

    static func write(_ message: Message) -> [UInt8] {
        MessageWriter().write(message)
    }
}

extension PhoneProfile {
    /// The default profile with changes.
    static func changed(_ change: (inout PhoneProfile) -> Void) -> PhoneProfile {
        var profile = PhoneProfile.lumia950
        change(&profile)
        return profile
    }

    /// Version 1607, which has neither LockAndRecoverPIN nor EnablePinRecovery.
    static let version1607 = changed { $0.build = "10.0.14393.1066" }

    static let notJoined = changed { $0.joined = nil }

    /// A desktop edition: no RemoteLock.
    static let desktop = changed {
        $0.platform = .desktop
        $0.edition = 0x30
        $0.editionName = "Professional"
    }

    /// The directory that the default profile is joined to.
    static var tenant: String { lumia950.joined?.tenant ?? "" }
}
