import Lab
import Store
import Synchronization

/// Where lab and phone of a demo stay.
struct DemoFolder {
    let authority: LabAuthority
    let token: String
    let store: PhoneStore

    /// - Throws: where a phone is there already: the story begins with a fresh one.
    init(_ folder: String) async throws {
        let phone = "\(folder)/phone"
        guard !StateFolder.holdsPhone(phone) else {
            throw Failure.state("there is a phone in \(phone) already; name another --folder, or remove this one")
        }
        (authority, token) = try LabAccess.translating { () throws(LabError) in
            let lab = try LabFolder("\(folder)/lab")
            return (try lab.authority(now: LabSources.system.now()), try lab.token())
        }
        do {
            store = try PhoneStore(StateFolder(phone))
        } catch {
            throw Failure.state("\(error)")
        }
    }
}

/// Counts the steps of a story.
final class DemoNumbers: Sendable {
    private let last = Mutex(0)

    func next() -> Int {
        last.withLock { last in
            last += 1
            return last
        }
    }
}
