import Administration
import Foundation
import TenantStore

/// What a process of its own does that is killed.
enum Killing {
    /// Resets after resets, each passcode its number, noted once it is kept; the process ends itself when so many are.
    static func changeUntilKilled(in path: String, after changes: Int) async throws {
        let database = try TenantDatabase(folder: path, now: FilledTenant.start)
        try await database.add(FilledTenant.empty())
        try await database.change(FilledTenant.id) { tenant throws(AdministrationError) in
            try FilledTenant.fill(&tenant, passcode: "1")
        }
        let note = FileHandle(fileDescriptor: open("\(path)/told", O_CREAT | O_WRONLY, 0o600))
        try note.write(contentsOf: Data([0]))
        for number in 2...10_000 {
            try await database.change(FilledTenant.id) { tenant throws(AdministrationError) in
                try FilledTenant.reset(&tenant, "\(number)", FilledTenant.occasion(after: Int64(number)))
            }
            try note.write(contentsOf: Data([0]))
            if number >= changes {
                // From another thread, so that it hits whatever is being done.
                Thread.detachNewThread { kill(getpid(), SIGKILL) }
            }
        }
    }
}
