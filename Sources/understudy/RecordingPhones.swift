import Captures
import Foundation

/// The files in which a recording has kept phones as they were, for who writes the recording anew.
struct RecordingPhones {
    /// As the recording names them.
    let names: [String]
    /// The `--record` folder; nil where its phones are not to be kept.
    private let folder: String?

    init(_ recording: Recording, _ folder: String?) {
        names = recording.exchanges.compactMap { $0.circumstances?.phone }
        self.folder = folder
    }

    /// Whether they are to be kept.
    var isKept: Bool { folder != nil }

    /// Whether each of them can be kept.
    var areThere: Bool { names.allSatisfy { path(of: $0) != nil } }

    /// What is in one of them; nil where it is not there.
    func octets(of name: String) -> [UInt8]? {
        path(of: name).flatMap { FileManager.default.contents(atPath: $0) }.map { [UInt8]($0) }
    }

    private func path(of name: String) -> String? {
        guard let path = folder.map({ "\($0)/\(name)" }) else { return nil }
        let kind = try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
        return kind == .typeRegular ? path : nil
    }
}
