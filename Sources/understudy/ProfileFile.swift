import CBuiltInProfiles
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

/// The profiles that come along: the files of `Samples/profiles`, inside the program.
enum BuiltInProfiles {
    /// Their names, the one that counts where none is named first.
    static var names: [String] { files.map { String(cString: $0.name) } }

    /// The text of one; nil where there is none of that name.
    static func text(of name: String) -> String? {
        files.first { String(cString: $0.name) == name }.map { file in
            String(decoding: UnsafeBufferPointer(start: file.bytes, count: file.length), as: UTF8.self)
        }
    }

    private static var files: [understudy_profile] {
        (0..<understudy_profile_count()).compactMap { understudy_profile_at($0)?.pointee }
    }
}
