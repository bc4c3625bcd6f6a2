import Captures
import Foundation
import ManagementTree
import SimulatedPhone
import Store

/// The phones of a recording as they were before their sessions, from the files beside the messages.
struct RecordedPhones {
    /// The `--record` folder.
    let folder: String
    /// What `--ddf` named, which no phone keeps.
    let mounts: [Mount]

    /// The phone of a session as it was before its first message.
    /// - Returns: nil where the recording does not hold it.
    /// - Throws: `Failure` where its file is gone or cannot be read.
    func phone(of session: RecordedSession) throws -> Phone? {
        guard let name = session.exchanges.first?.circumstances?.phone else { return nil }
        let path = "\(folder)/\(name)"
        guard FileManager.default.fileExists(atPath: path) else {
            throw Failure.data(
                "\(path) is gone, in which the recording kept the phone as it was before this session; put it back, or play "
                    + "to another phone: one that --state or --device names, or, once \(folder)/\(RecordingDescription.fileName) "
                    + "is taken away too, one made after the messages")
        }
        do {
            let snapshot = try PhoneSnapshot(reading: path)
            let profile = try snapshot.profile()
            let blueprint: Blueprint
            do {
                blueprint = try Blueprint(profile: profile, files: mounts)
            } catch {
                throw Failure.data("\(error)")
            }
            return try snapshot.phone(blueprint)
        } catch let error as StoreError {
            throw Failure.data("\(error)")
        }
    }
}
