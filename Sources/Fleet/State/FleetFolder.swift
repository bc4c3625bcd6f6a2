import Foundation
package import Notation
package import SimulatedPhone
package import Store
import Wire

/// The state folder of a fleet, or of one shard: its phones in one database, who it is, and what its run has counted.
package struct FleetFolder: Sendable {
    package let path: String
    /// Its phones.
    package let database: PhoneDatabase
    /// What to tell of the folder; nil where there is nothing.
    package let note: String?

    /// Who the folder's fleet is.
    package struct Owner: Codable, Equatable, Sendable {
        package var fleet: FleetIdentity
        package var shard: FleetShard

        package init(fleet: FleetIdentity, shard: FleetShard) {
            self.fleet = fleet
            self.shard = shard
        }
    }

    /// A run that has begun and not come to its end: its process may have been killed.
    package struct OpenRun: Codable, Equatable, Sendable {
        /// ISO 8601.
        package var begun: String
        /// The number of each phone's last session before the run, by the phone's number.
        var before: [Int: UInt16]
    }

    /// What a run has counted so far.
    package struct Notes: Codable, Equatable, Sendable {
        package var counts = FleetCounts()
        package var timeline = FleetTimeline()

        package init() {}
    }

    /// - Throws: where the folder cannot be used, or is that of another fleet.
    package init(_ path: String, _ owner: Owner) throws(StoreError) {
        let folder = try StateFolder(path)
        self.path = path
        note = folder.note
        database = try PhoneDatabase(folder)
        if let known: Owner = try Self.read("fleet.json", in: path) {
            guard known == owner else {
                let parts = known.shard == owner.shard ? "" : "shard \(known.shard), not \(owner.shard); "
                throw StoreError(
                    code: .unusableDatabase, folder: path,
                    message: "this is the state of another fleet: "
                        + parts + known.fleet.difference(from: owner.fleet)
                        + "; say the same as before, or name another folder with --state")
            }
        } else {
            try Self.write(owner, "fleet.json", in: path)
        }
    }

    /// The fleet of a folder, looked at without touching anything; nil where there is none.
    package static func owner(of path: String) -> Owner? { try? read("fleet.json", in: path) }

    /// The phones that are kept, by number.
    /// - Parameter blueprint: of a profile; nil for one that cannot be used.
    /// - Throws: for such a one, too: were its phones left out, new ones would enrol in their places.
    package func phones(
        _ blueprint: (PhoneProfile) -> Blueprint?
    ) async throws(StoreError) -> [(number: Int, phone: Phone)] {
        var phones: [(Int, Phone)] = []
        for number in try await database.numbers() {
            let store = database.phone(number)
            guard let profile = try await store.profile() else { continue }
            guard let blueprint = blueprint(profile) else {
                throw StoreError(
                    code: .unusableDatabase, folder: path,
                    message: "phone \(number) was kept with the profile '\(profile.name)', which cannot be used; go on "
                        + "with the version of the program that kept it, or name another folder with --state")
            }
            if let phone = try await store.load(blueprint) { phones.append((Int(number), phone)) }
        }
        return phones
    }

    /// Begins a run, or goes on with one that a process has left without its end.
    package func openRun(
        _ phones: [(number: Int, phone: Phone)], now: Instant
    ) throws(StoreError) -> (run: OpenRun, notes: Notes) {
        if let open: OpenRun = try Self.read("run.json", in: path) {
            var notes: Notes = try Self.read("notes.json", in: path) ?? Notes()
            notes.counts.addUnseen(
                enrolled: phones.count { $0.phone.enrolled != nil && open.before[$0.number] == nil },
                sessions: phones.map { open.sessions(of: $0.phone, $0.number) }.reduce(0, +))
            return (open, notes)
        }
        let before = phones.compactMap { one in one.phone.enrolled.map { (one.number, $0.sessionNumber) } }
        let run = OpenRun(begun: now.text, before: Dictionary(uniqueKeysWithValues: before))
        try Self.write(Notes(), "notes.json", in: path)
        try Self.write(run, "run.json", in: path)
        return (run, Notes())
    }

    /// Writes down what was counted so far.
    package func keep(_ notes: Notes) throws(StoreError) { try Self.write(notes, "notes.json", in: path) }

    /// The run has come to its end: the next one counts anew.
    package func endRun() { try? FileManager.default.removeItem(atPath: "\(path)/run.json") }

    /// - Returns: nil where there is no such file. One that is there and cannot be read is not taken for none: what comes next
    ///   would write over it, and the folder be that of another fleet, or a run begin anew that was half done.
    private static func read<Value: Decodable>(_ name: String, in path: String) throws(StoreError) -> Value? {
        guard let data = FileManager.default.contents(atPath: "\(path)/\(name)") else { return nil }
        do {
            return try JSONDecoder().decode(Value.self, from: data)
        } catch {
            throw StoreError(
                code: .unusableFolder, folder: path,
                message: "\(name) cannot be read (\(error)); put a copy of it back, or name another folder with --state"
            )
        }
    }

    private static func write(_ value: some Encodable, _ name: String, in path: String) throws(StoreError) {
        do {
            try PrivateFile.replace("\(path)/\(name)", Array(try JSONEncoder().encode(value)))
        } catch {
            throw StoreError(code: .unusableFolder, folder: path, message: "\(name) cannot be written: \(error)")
        }
    }
}

extension FleetFolder.OpenRun {
    /// How many sessions a phone has had in the run. A phone that has enrolled in it began at none, and so did one that was
    /// enrolled before, has left and come back: its count of before says nothing of its new account.
    package func sessions(of phone: Phone, _ number: Int) -> Int {
        guard let enrolled = phone.enrolled else { return 0 }
        let hasEnrolledSince = Instant(text: begun).map { enrolled.since > $0 } ?? false
        let first = hasEnrolledSince ? 0 : before[number] ?? 0
        // After the largest number comes 1, for no session has the number 0.
        return Int(enrolled.sessionNumber &- first) - (enrolled.sessionNumber < first ? 1 : 0)
    }
}

extension FleetCounts {
    static let unseenName = "unseen"

    /// Adds what phones did of which nobody could note the end, because the process was killed: their number is known from
    /// the phones, how long they took is not.
    mutating func addUnseen(enrolled: Int, sessions: Int) {
        let unseenEnrolled = enrolled - self.enrolled
        if unseenEnrolled > 0 { enrollments[Self.enrolledName, default: 0] += unseenEnrolled }
        let unseen = sessions - sessionCount
        if unseen > 0 { self.sessions[Self.unseenName, default: 0] += unseen }
    }
}
