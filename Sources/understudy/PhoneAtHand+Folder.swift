import ManagementTree
import Notation
import SimulatedPhone
import Store

/// The phone that a state folder keeps, and what options say anew of it.
extension PhoneAtHand {
    static func open(_ folder: String) async throws -> Opened {
        try await translating { () async throws(StoreError) in
            let folder = try StateFolder(folder)
            if let note = folder.note { Console.error("understudy: \(note)") }
            let database = try PhoneDatabase(folder)
            let numbers = try await database.numbers()
            let number = numbers.first ?? 1
            return Opened(store: database.phone(number), number: number, count: numbers.count)
        }
    }

    /// The phone of a folder that commands are for: the first where a fleet has left several there.
    struct Opened {
        var store: PhoneStore
        var number: Int64
        var count: Int

        /// Says which it is where it might be another.
        func tellOthers(_ phone: Phone, in folder: String) {
            guard count > 1 else { return }
            Console.error(
                "understudy: \(folder) holds \(count) phones of a fleet; this is the first, number \(number), "
                    + phone.deviceID)
        }
    }

    /// The phone that a folder keeps; a new one, kept at once, where it keeps none.
    static func kept(
        in store: PhoneStore, _ folder: String, _ options: PhoneOptions, _ mounts: [Mount], now: Instant
    ) async throws -> Phone {
        let kept = try await translating { () async throws(StoreError) in try await store.profile() }
        let profile = try profile(options, kept: kept, folder: folder)
        let blueprint = try blueprint(kept ?? profile, mounts)
        if let phone = try await translating({ () async throws(StoreError) in try await store.load(blueprint) }) {
            try refuseChange(options, of: phone, folder: folder)
            guard phone.profile != profile else { return phone }
            return try await changed(phone, to: profile, mounts, store)
        }
        let phone = Phone(
            fresh: blueprint, seed: options.seed ?? .random(in: 1...UInt64.max), tenant: options.tenant, now: now)
        // Kept at once: the phone that `status` shows first is the one that every later command finds.
        try await translating { () async throws(StoreError) in try await store.save(phone) }
        Console.error("understudy: a new phone, \(profile.name), is kept in \(folder)")
        return phone
    }

    static func translating<Value>(_ work: () async throws(StoreError) -> Value) async throws -> Value {
        do {
            return try await work()
        } catch {
            throw Failure.state("\(error)")
        }
    }

    static func blueprint(_ profile: PhoneProfile, _ mounts: [Mount]) throws -> Blueprint {
        do {
            return try Blueprint(profile: profile, files: mounts)
        } catch {
            throw Failure.data("\(error)")
        }
    }

    static func profile(_ options: PhoneOptions, kept: PhoneProfile?, folder: String?) throws -> PhoneProfile {
        guard let kept else { return try options.tuned(try ProfileFile.fresh(options)) }
        if let device = options.device, let folder {
            let named = try ProfileFile.read(device)
            guard try named.isSameModel(as: kept) || options.tuned(named).isSameModel(as: kept) else {
                throw Failure.usage("\(folder) keeps \(Self.difference(kept, named, device)). Name another folder")
            }
        }
        return try options.tuned(kept)
    }

    private static func difference(_ kept: PhoneProfile, _ named: PhoneProfile, _ device: String) -> String {
        guard kept.name == named.name else { return "a \(kept.name); --device \(device) is another phone" }
        return "a \(kept.name) of build \(kept.build) that is not as --device \(device) says; leave --device out, or "
            + "say by --build and --edition what to change"
    }

    /// A kept phone with what options say anew of this one device, kept at once.
    private static func changed(
        _ phone: Phone, to profile: PhoneProfile, _ mounts: [Mount], _ store: PhoneStore
    ) async throws -> Phone {
        let changed = Phone(
            phone.state, enrolled: phone.enrolled, certificates: phone.certificates, tree: phone.tree,
            blueprint: try blueprint(profile, mounts))
        try await translating { () async throws(StoreError) in try await store.save(changed) }
        return changed
    }

    /// A tenant that is given again is no change.
    private static func refuseChange(_ options: PhoneOptions, of phone: Phone, folder: String) throws {
        guard let tenant = options.tenant, tenant.lowercased() != phone.join?.tenant.lowercased() else { return }
        let kept = phone.join.map { "one of the tenant \($0.tenant)" } ?? "one that is not joined"
        throw Failure.usage(
            "\(folder) keeps a phone already, \(kept); --tenant is for a fresh one. Name another folder")
    }
}
