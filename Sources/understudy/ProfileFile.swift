import Foundation
import SimulatedPhone

/// Phone profiles as people write them: YAML files with the keys of `PhoneProfile`.
enum ProfileFile {
    /// Reads a profile.
    /// - Parameter name: a file, or the name of the one that is built in.
    static func read(_ name: String) throws -> PhoneProfile {
        if name == PhoneProfile.lumia950.name { return .lumia950 }
        guard let data = FileManager.default.contents(atPath: name) else {
            throw Failure.usage(
                "--device \(name): there is no such file; name a YAML file or \(PhoneProfile.lumia950.name)")
        }
        do {
            return try ProfileText.read(data)
        } catch let refusal as ProfileText.Refusal {
            throw Failure.data("\(name):\(refusal.message)")
        }
    }
}
