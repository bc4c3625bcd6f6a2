import Foundation
import SimulatedPhone
import Yams

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
            return try YAMLDecoder().decode(PhoneProfile.self, from: data)
        } catch DecodingError.keyNotFound(let key, _) {
            throw Failure.data("\(name): the key \(key.stringValue) is missing; Samples/profiles shows all keys")
        } catch DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context),
            DecodingError.dataCorrupted(let context)
        {
            let key = context.codingPath.map(\.stringValue).joined(separator: ".")
            throw Failure.data("\(name): \(key.isEmpty ? "the file" : key): \(context.debugDescription)")
        } catch {
            throw Failure.data("\(name): \(error)")
        }
    }
}
