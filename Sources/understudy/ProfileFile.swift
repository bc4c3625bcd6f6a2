import EmbeddedProfiles
import Foundation
import ManagementTree
import SimulatedPhone

/// Phone profiles as people write them: YAML files with the keys of `PhoneProfile`.
enum ProfileFile {
    /// What `--device` says instead of a name to be told which there are.
    static let list = "list"

    /// Reads a profile.
    /// - Parameter name: a file, `-` for standard input, or the name of one that comes along.
    static func read(_ name: String) throws -> PhoneProfile {
        if name == PhoneProfile.lumia950.name { return .lumia950 }
        if let text = BuiltInProfiles.text(of: name) { return try ProfileText.read(Data(text.utf8)) }
        guard name == "-" || FileManager.default.fileExists(atPath: name) else { throw unknown(name) }
        let octets = try InputFile.bytes(of: name, option: "--device")
        do {
            return try ProfileText.read(Data(octets))
        } catch let refusal as ProfileText.Unreadable {
            throw Failure.data("\(InputFile.title(of: name)):\(refusal.message)")
        }
    }

    /// Reads the profile of a fresh phone: where none is named that of a phone, or of a desktop for an edition of desktops.
    static func fresh(_ options: PhoneOptions) throws -> PhoneProfile {
        if let name = options.device { return try read(name) }
        guard let edition = options.edition.flatMap(Edition.init(named:)), !edition.isMobile else { return .lumia950 }
        return try read(BuiltInProfiles.desktop)
    }

    private static func unknown(_ name: String) -> Failure {
        let names = BuiltInProfiles.names
        let letters = name.lowercased()
        let nearest = names.first { $0.hasPrefix(letters) } ?? NearestName.of(name, among: names)
        let hint = nearest.map { "did you mean \($0)? Name" } ?? "name"
        return Failure.usage(
            "--device \(name): there is no such profile and no such file; \(hint) a YAML file or one of "
                + names.joined(separator: ", "))
    }

    /// The names of the profiles that come along, each with what it says of itself.
    static var listing: String {
        let names = BuiltInProfiles.names
        let width = names.map(\.count).max() ?? 0
        return names.map { name in
            let description = (try? read(name))?.description ?? ""
            return name + String(repeating: " ", count: width - name.count + 2) + description
        }.joined(separator: "\n")
    }
}
