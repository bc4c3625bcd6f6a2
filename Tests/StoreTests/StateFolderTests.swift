import Foundation
import Store
import TestSupport
import Testing

@Suite("The folder that keeps a phone")
struct StateFolderTests {
    @Test("A missing folder is made with those above it, for its owner only")
    func made() async throws {
        try await TemporaryFolder.with { base in
            let path = "\(base)/a/b"
            let folder = try StateFolder(path)
            #expect(folder.path == path)
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect(attributes[.posixPermissions] as? Int == 0o700)
        }
    }

    @Test("A second user of the same folder is refused with what to do, and has it when the first is done")
    func inUse() async throws {
        try await TemporaryFolder.with { path in
            let first = try StateFolder(path)
            for _ in 0..<3 {
                let error = #expect(throws: StoreError.self) { try StateFolder(path) }
                #expect(error?.code == .inUse)
                #expect(error?.folder == path)
                #expect(error?.description.contains("--state") == true)
            }
            withExtendedLifetime(first) {}
        }
        try await TemporaryFolder.with { path in
            _ = try StateFolder(path)
            _ = try StateFolder(path)
        }
    }

    @Test("The lock is free when its holder is done, although a child that is about to be another program still has it")
    func inherited() async throws {
        try await TemporaryFolder.with { path in
            // Between fork and exec a child has what its parent had open: the same as one descriptor more.
            var inherited: CInt = -1
            do {
                let holder = try StateFolder(path)
                let lock =
                    try FileManager.default.attributesOfItem(atPath: "\(path)/lock")[.systemFileNumber] as? UInt64
                for descriptor in CInt(0)..<1024 where inherited < 0 {
                    var status = stat()
                    guard fstat(descriptor, &status) == 0, UInt64(status.st_ino) == lock else { continue }
                    inherited = dup(descriptor)
                }
                withExtendedLifetime(holder) {}
            }
            defer { close(inherited) }
            #expect(inherited >= 0)
            #expect(throws: Never.self) { try StateFolder(path) }
        }
    }

    @Test("A file in the place of the folder is refused")
    func notAFolder() async throws {
        try await TemporaryFolder.with { path in
            let file = "\(path)/file"
            try Data().write(to: URL(filePath: file))
            for place in [file, "\(file)/below", ""] {
                let error = #expect(throws: StoreError.self) { try StateFolder(place) }
                #expect(error?.code == .unusableFolder)
            }
        }
    }
}
