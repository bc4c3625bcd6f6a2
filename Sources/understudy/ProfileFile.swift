import Foundation
import SimulatedPhone

/// Phone profiles as people write them: YAML files with the keys of `PhoneProfile`.
enum ProfileFile {
    /// Reads a profile.
    /// - Parameter name: a file, or the name of one that comes along.
    static func read(_ name: String) throws -> PhoneProfile {
        if name == PhoneProfile.lumia950.name { return .lumia950 }
        if let text = BuiltInProfiles.text(of: name) { return try ProfileText.read(Data(text.utf8)) }
        guard let data = FileManager.default.contents(atPath: name) else {
            throw Failure.usage(
                "--device \(name): there is no such file; name a YAML file or one of "
                    + BuiltInProfiles.names.joined(separator: ", "))
        }
        do {
            return try ProfileText.read(data)
        } catch let refusal as ProfileText.Unreadable {
            throw Failure.data("\(name):\(refusal.message)")
        }
    }
}
