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
        guard let text = String(data: data, encoding: .utf8) else {
            throw Failure.data("\(name): a profile is text in UTF-8; this is not")
        }
        let profile = try decode(text, name)
        try refuseUnknownKeys(text, name)
        if let tenant = profile.joined?.tenant, UUID(uuidString: tenant) == nil {
            throw Failure.data("\(name): joined.tenant: \(tenant) is not a GUID")
        }
        return profile
    }

    private static func decode(_ text: String, _ name: String) throws -> PhoneProfile {
        do {
            return try YAMLDecoder().decode(PhoneProfile.self, from: text)
        } catch DecodingError.keyNotFound(let key, _) {
            throw Failure.data("\(name): the key \(key.stringValue) is missing; Samples/profiles shows all keys")
        } catch DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context) {
            throw Failure.data("\(name): \(path(context)): \(context.debugDescription)")
        } catch DecodingError.dataCorrupted(let context) {
            let cause = context.underlyingError.map { "\($0)" } ?? context.debugDescription
            throw Failure.data("\(name): \(path(context)): \(cause)")
        } catch {
            throw Failure.data("\(name): \(error)")
        }
    }

    private static func path(_ context: DecodingError.Context) -> String {
        let path = context.codingPath.map(\.stringValue).joined(separator: ".")
        return path.isEmpty ? "the file" : path
    }

    /// A key that is not known is most often a slip of the pen, and what it says would be lost without a word.
    private static func refuseUnknownKeys(_ text: String, _ name: String) throws {
        let known = try YAMLEncoder().encode(PhoneProfile.everyKey)
        guard let read = try Yams.compose(yaml: text), let complete = try Yams.compose(yaml: known) else { return }
        if let key = unknownKey(in: read, beside: complete) {
            let line = key.mark.map { "\($0.line): " } ?? ""
            throw Failure.data(
                "\(name):\(line)the key \(key.string ?? "") is not known; Samples/profiles shows all keys")
        }
    }

    /// The first key, at any depth, that the complete profile does not have at the same place.
    private static func unknownKey(in node: Node, beside complete: Node) -> Node? {
        if let mapping = node.mapping, let known = complete.mapping {
            for (key, value) in mapping {
                guard let name = key.string, let counterpart = known[name] else { return key }
                if let unknown = unknownKey(in: value, beside: counterpart) { return unknown }
            }
        }
        if let sequence = node.sequence, let known = complete.sequence?.first {
            return sequence.lazy.compactMap { unknownKey(in: $0, beside: known) }.first
        }
        return nil
    }
}

extension PhoneProfile {
    /// A profile in which every key has a value.
    fileprivate static var everyKey: PhoneProfile {
        var profile = PhoneProfile.lumia950
        profile.joined?.consentedApplications = [""]
        profile.firewall.signatureStatus = 0
        profile.uac.signatureStatus = 0
        return profile
    }
}
