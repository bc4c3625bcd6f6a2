import Foundation
import Notation
import PINReset
import SimulatedPhone
import Store
import TestSupport
import Testing
import Wire

/// What a phone keeps are secrets: nobody but its owner may read them, at no time.
@Suite("Files that are their owner's only", .timeLimit(.minutes(30)))
struct PrivateFileTests {
    /// A folder that was there before, open to everybody.
    private static func withLooseFolder(_ work: (String) async throws -> Void) async throws {
        try await TemporaryFolder.with { folder in
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder)
            try await work(folder)
        }
    }

    private static func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test("The watch of these tests sees a file that is open for a moment, and one whose mode is set after it was made")
    func watch() async throws {
        try await TemporaryFolder.with { folder in
            let watch = try ModeWatch(folder)
            for name in ["late", "never"] {
                try Data("secret".utf8).write(to: URL(filePath: "\(folder)/\(name)"))
                try FileManager.default.setAttributes(
                    [.posixPermissions: 0o644], ofItemAtPath: "\(folder)/\(name)")
            }
            while !watch.sofar.loose.contains("late") { await Task.yield() }
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: "\(folder)/late")
            try PrivateFile.create("\(folder)/good", [1])
            let seen = try watch.finish()
            #expect(seen.loose == ["late", "never"] && seen.changed == ["late", "never"])
            #expect(seen.made == ["late", "never", "good"])
        }
    }

    @Test("Only a file or a link may be replaced: what else stands there stays", arguments: ["pipe", "folder"])
    func replaced(_ name: String) async throws {
        try await TemporaryFolder.with { folder in
            let files = FileManager.default
            #expect(mkfifo("\(folder)/pipe", 0o600) == 0)
            try files.createDirectory(atPath: "\(folder)/folder", withIntermediateDirectories: false)
            let before = try files.attributesOfItem(atPath: "\(folder)/\(name)")[.type] as? FileAttributeType
            #expect(throws: PrivateFileError.self) { try PrivateFile.replace("\(folder)/\(name)", [1]) }
            let after = try files.attributesOfItem(atPath: "\(folder)/\(name)")[.type] as? FileAttributeType
            #expect(before == after)
        }
    }

    @Test("Database, journal and lock are private from their creation on, in a folder that was open")
    func store() async throws {
        try await Self.withLooseFolder { folder in
            let watch = try ModeWatch(folder)
            let state = try StateFolder(folder)
            #expect(state.note?.contains(folder) == true)
            #expect(try Self.mode(folder) == 0o700)
            let store = try PhoneStore(state)
            var phone = Phone(fresh: try Blueprint(profile: .lumia950), seed: 1, now: .epoch)
            try await store.save(phone)
            phone.lock()
            try await store.save(phone)
            let seen = try watch.finish()
            #expect(seen.loose.isEmpty)
            #expect(seen.made.isSuperset(of: ["phone.sqlite", "phone.sqlite-wal", "phone.sqlite-shm"]))
            // SQLite makes the files beside its database with the database's mode; as root it then sets their owner,
            // which looks like a change of mode.
            #expect(seen.changed.filter { !$0.hasPrefix("phone.sqlite-") }.isEmpty)
        }
    }

    @Test("What an older version has left open is closed when the phone is opened")
    func tightened() async throws {
        try await TemporaryFolder.with { folder in
            let phone = Phone(fresh: try Blueprint(profile: .lumia950), seed: 1, now: .epoch)
            try await PhoneStore(StateFolder(folder)).save(phone)
            for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
                try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: "\(folder)/\(name)")
            }
            let store = try PhoneStore(StateFolder(folder))
            for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
                #expect(try Self.mode("\(folder)/\(name)") == 0o600, "\(name)")
            }
            withExtendedLifetime(store) {}
        }
    }

    @Test("Nothing is written into what somebody else has put there")
    func planted() async throws {
        try await TemporaryFolder.with { folder in
            let other = "\(folder)/other"
            try Data("theirs".utf8).write(to: URL(filePath: other))
            let link = "\(folder)/link"
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: other)
            mkfifo("\(folder)/pipe", 0o600)
            for name in ["other", "link", "pipe"] {
                #expect(throws: PrivateFileError.self) { try PrivateFile.create("\(folder)/\(name)", [1]) }
            }
            for name in ["link", "pipe"] {
                #expect(throws: PrivateFileError.self) { _ = try PrivateFile.open("\(folder)/\(name)") }
            }
            #expect(try String(contentsOfFile: other, encoding: .utf8) == "theirs")
            // In the place of a link comes a file; what the link led to stays as it is.
            try PrivateFile.replace(link, Array("ours".utf8))
            #expect(try String(contentsOfFile: other, encoding: .utf8) == "theirs")
            #expect(try String(contentsOfFile: link, encoding: .utf8) == "ours")
        }
    }

    @Test("A folder that all users share is refused, and stays as it is")
    func shared() async throws {
        try await TemporaryFolder.with { base in
            let folder = "\(base)/shared"
            #expect(mkdir(folder, 0o700) == 0 && chmod(folder, 0o1777) == 0)
            let error = #expect(throws: StoreError.self) { try StateFolder(folder) }
            #expect(error?.code == .unusableFolder && error?.message.contains("share") == true)
            let mode = try Self.mode(folder)
            #expect(mode == 0o1777)
        }
    }

    @Test("A folder of another user is refused", .enabled(if: geteuid() == 0, "only root can make one"))
    func foreign() async throws {
        try await TemporaryFolder.with { base in
            let folder = "\(base)/theirs"
            #expect(mkdir(folder, 0o700) == 0 && chown(folder, 65534, 65534) == 0)
            let error = #expect(throws: StoreError.self) { try StateFolder(folder) }
            #expect(error?.code == .unusableFolder && error?.message.contains("another user") == true)
        }
    }
}
