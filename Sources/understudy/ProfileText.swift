import Foundation
import SimulatedPhone
import Yams

/// The text of a phone profile: YAML with the keys of `PhoneProfile`, and no others.
enum ProfileText {
    /// Why a text is no profile.
    struct Unreadable: Error, Equatable {
        /// What is wrong, to stand behind the file's name and a colon: it begins with a blank, or with a line's number.
        var message: String

        init(_ message: String) {
            self.message = message
        }
    }

    /// Reads a profile.
    /// - Throws: `Unreadable`.
    static func read(_ data: Data) throws -> PhoneProfile {
        guard let text = String(data: data, encoding: .utf8) else {
            throw Unreadable(" a profile is text in UTF-8; this is not")
        }
        let profile = try decode(text)
        try refuseUnknownKeys(text)
        if let tenant = profile.joined?.tenant, UUID(uuidString: tenant) == nil {
            throw Unreadable(" joined.tenant: \(tenant) is not a GUID")
        }
        return profile
    }

    private static func decode(_ text: String) throws -> PhoneProfile {
        do {
            return try YAMLDecoder().decode(PhoneProfile.self, from: text)
        } catch DecodingError.keyNotFound(let key, _) {
            throw Unreadable(" the key \(key.stringValue) is missing; Samples/profiles shows all keys")
        } catch DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context) {
            throw Unreadable(" \(path(context)): \(context.debugDescription)")
        } catch DecodingError.dataCorrupted(let context) {
            let cause = context.underlyingError.map { "\($0)" } ?? context.debugDescription
            throw Unreadable(" \(path(context)): \(cause)")
        } catch {
            throw Unreadable(" \(error)")
        }
    }

    private static func path(_ context: DecodingError.Context) -> String {
        let path = context.codingPath.map(\.stringValue).joined(separator: ".")
        return path.isEmpty ? "the file" : path
    }

    /// A key that is not known is most often a slip of the pen, and what it says would be lost without a word.
    private static func refuseUnknownKeys(_ text: String) throws {
        let known = try YAMLEncoder().encode(PhoneProfile.everyKey)
        guard let read = try Yams.compose(yaml: text), let complete = try Yams.compose(yaml: known) else { return }
        if let key = unknownKey(in: read, beside: complete) {
            let line = key.mark.map { "\($0.line): " } ?? " "
            throw Unreadable(
                "\(line)the key \(key.string ?? "") is not known; Samples/profiles shows all keys")
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
        profile.domainName = ""
        profile.deviceGuard = PhoneProfile.DeviceGuard(
            hardware: 0, virtualizationBasedSecurity: 0, credentialGuard: 0)
        profile.jobSeconds = Dictionary(uniqueKeysWithValues: ConfigurationServiceProvider.all.map { ($0.name, 0) })
        profile.updates = [PhoneProfile.AvailableUpdate(id: "", revision: 0, type: 0, failure: 0)]
        return profile
    }
}
