import Foundation
import Lab
import Testing

/// What the lab keeps is its owner's alone.
@Suite("The lab's folder")
struct FolderTests {
    private let folder = NSTemporaryDirectory() + "understudy-lab-\(UUID().uuidString)"
    private static let now: Int64 = 1_600_000_000

    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    private func made(mode: Int) throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: mode])
    }

    @Test("Authority and token last, each in a file that nobody else reads")
    func lasts() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let first = try LabFolder(folder)
        let authority = try first.authority(now: Self.now)
        let token = try first.token()
        let key = try first.signingKey()
        let second = try LabFolder(folder)
        #expect(try second.authority(now: Self.now + 1).certificate == authority.certificate)
        #expect(try second.token() == token && token.count == 64)
        #expect(try second.signingKey() == key && key.count == 64)
        #expect(!first.wasTightened && !second.wasTightened)
        let certificate = try String(contentsOfFile: "\(folder)/\(LabFolder.certificateFile)", encoding: .utf8)
        #expect(try certificate == authority.pem)
        #expect(try mode(folder) == 0o700)
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        #expect(files == ["lab-ca.key.pem", "lab-ca.pem", "lab-signing-key", "lab-token"])
        for file in files { #expect(try mode("\(folder)/\(file)") == 0o600, "\(file)") }
    }

    @Test("A folder that others could look into is taken from them, and so are its files", arguments: [0o755, 0o777])
    func tightened(_ loose: Int) throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let token = try LabFolder(folder).token()
        try FileManager.default.setAttributes([.posixPermissions: loose], ofItemAtPath: folder)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: "\(folder)/lab-token")
        let again = try LabFolder(folder)
        #expect(again.wasTightened)
        #expect(try again.token() == token)
        #expect(try mode(folder) == 0o700)
        #expect(try mode("\(folder)/lab-token") == 0o600)
    }

    @Test("What a draft of another program has in the way does not become the key's mode")
    func drafts() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try made(mode: 0o755)
        let draft = "\(folder)/lab-ca.key.pem.new"
        #expect(FileManager.default.createFile(atPath: draft, contents: Data("x".utf8)))
        try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: draft)
        _ = try LabFolder(folder).authority(now: Self.now)
        #expect(try mode("\(folder)/lab-ca.key.pem") == 0o600)
        #expect(!FileManager.default.fileExists(atPath: draft))
    }

    @Test("A folder that many share is refused")
    func shared() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try made(mode: 0o1777)
        try FileManager.default.setAttributes([.posixPermissions: 0o1777], ofItemAtPath: folder)
        #expect(throws: LabError(.folder, "")) { try LabFolder(folder) }
    }

    @Test("A file that is a link to somewhere else is refused")
    func links() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let kept = try LabFolder(folder)
        try FileManager.default.createSymbolicLink(
            atPath: "\(folder)/lab-token", withDestinationPath: "/etc/hostname")
        #expect(throws: LabError(.folder, "")) { try kept.token() }
    }

    @Test("An authority's key without its certificate is not replaced by another authority")
    func half() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let kept = try LabFolder(folder)
        _ = try kept.authority(now: Self.now)
        try FileManager.default.removeItem(atPath: "\(folder)/\(LabFolder.certificateFile)")
        #expect(throws: LabError(.folder, "")) { try kept.authority(now: Self.now) }
    }
}
