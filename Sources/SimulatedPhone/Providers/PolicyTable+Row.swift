import ManagementTree

extension PolicyTable {
    /// One policy.
    struct Row {
        var area: String
        var policy: String
        var scopes: [NodeScope]
        var format: NodeFormat
        /// What is in force where nobody has set the policy.
        var defaultValue: String
        var merging: ConflictResolution
        var applicability: Applicability
        var allowedValues: AllowedValues?
        /// In our own words; nil where the name says it.
        var text: String?

        /// Reads a line; nil where it is none of the table's form.
        init?(_ line: ArraySlice<UInt8>) {
            var fields = Self.fields(of: line)
            guard (5...9).contains(fields.count) else { return nil }
            fields += Array(repeating: "", count: 9 - fields.count)
            guard let slash = fields[0].utf8.firstIndex(of: UInt8(ascii: "/")), let scopes = Self.scopes[fields[1]],
                let format = NodeFormat(rawValue: fields[2]), let merging = Self.merging[fields[4]],
                let editions = Self.devices[fields[5]], let builds = Self.builds[fields[6]]
            else { return nil }
            area = String(fields[0][..<slash])
            policy = String(fields[0][fields[0].utf8.index(after: slash)...])
            self.scopes = scopes
            self.format = format
            defaultValue = fields[3]
            self.merging = merging
            applicability = editions
            applicability.builds = builds
            allowedValues = Self.allowedValues(fields[7])
            text = fields[8].isEmpty ? nil : fields[8]
        }

        /// A policy that an ADMX file brings.
        init(_ area: NodeName, _ policy: NodeName, text: String) {
            self.area = area.text
            self.policy = policy.text
            scopes = []
            format = .chr
            defaultValue = ""
            merging = .lastWrite
            applicability = Applicability(excludedPlatforms: [.phone])
            allowedValues = AllowedValues(.admx)
            self.text = text
        }

        /// A loop, because every start that touches a policy reads hundreds of lines, and `split` takes several times as long.
        private static func fields(of line: ArraySlice<UInt8>) -> [String] {
            var fields: [String] = []
            var rest = line
            while let tab = rest.firstIndex(of: UInt8(ascii: "\t")) {
                fields.append(String(decoding: rest[..<tab], as: UTF8.self))
                rest = rest[(tab + 1)...]
            }
            return fields + [String(decoding: rest, as: UTF8.self)]
        }

        private static let scopes: [String: [NodeScope]] = [
            "device": [.device], "user": [.user], "both": [.device, .user],
        ]
        private static let merging: [String: ConflictResolution] = [
            "last": .lastWrite, "low": .lowestValueMostSecure, "high": .highestValueMostSecure,
            "low0": .lowestValueMostSecureZeroHasNoLimits, "high0": .highestValueMostSecureZeroHasNoLimits,
        ]
        private static let devices: [String: Applicability] = [
            "": .everywhere, "phones": Applicability(excludedPlatforms: [.desktop]),
            "desktops": Applicability(excludedPlatforms: [.phone]),
            "enterprise": Applicability(editions: [0x04, 0x1B, 0x30, 0x31, 0x79, 0x7A, 0x7D, 0x85]),
        ]
        private static let builds = ["": "", "1607": "10.0.14393", "1703": "10.0.15063", "1709": "10.0.16299"]
            .mapValues { [BuildVersion($0)].compactMap(\.self) }
    }
}

extension PolicyTable.Row {
    /// The node below Config: what a server wishes.
    func wish(at place: String, _ owner: Int?) -> NodeDescription {
        NodeDescription(
            name: NodeName(policy), place: place, text: text, access: [.add, .delete, .get, .replace], format: format,
            type: "text/plain", occurrence: .zeroOrOne, isPermanent: false, applicability: applicability,
            allowedValues: allowedValues, conflictResolution: merging,
            isWrittenInAtomic: area == "DeviceLock" && !Self.writtenAlone.contains(policy), owner: owner)
    }

    /// Of every other policy of DeviceLock the area's page says that it must be wrapped in an Atomic (Microsoft, *Policy
    /// CSP - DeviceLock*).
    private static let writtenAlone: Set = [
        "EnforceLockScreenAndLogonImage", "EnforceLockScreenProvider", "PreventLockScreenSlideShow",
        "ScreenTimeoutWhileLocked",
    ]

    /// The node below Result: what is in force.
    func outcome(at place: String, _ owner: Int?) -> NodeDescription {
        NodeDescription(
            name: NodeName(policy), place: place, text: text, format: format, type: "text/plain",
            defaultValue: defaultValue, applicability: applicability, allowedValues: allowedValues,
            conflictResolution: merging, owner: owner)
    }

    /// Reads `0=off,1=on`, `0,4-16`, `list ;` or `ADMX`.
    private static func allowedValues(_ text: String) -> AllowedValues? {
        guard !text.isEmpty else { return nil }
        if text.hasPrefix("list ") {
            return AllowedValues(.unchecked(kind: "a list"), delimiter: String(text.dropFirst(5)))
        }
        guard text != "ADMX" else { return AllowedValues(.unchecked(kind: text)) }
        let values = text.split(separator: ",").map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
        let meanings = values.filter { $0.count == 2 }.map { ($0[0], $0[1]) }
        let numbers = values.map { $0[0] }
        let rule: AllowedValues.Rule =
            numbers.contains { $0.contains("-") } ? .ranges(numbers.compactMap(range)) : .enumeration(numbers)
        return AllowedValues(rule, meanings: Dictionary(meanings) { first, _ in first })
    }

    /// Reads `4-16` or `4`.
    private static func range(_ text: String) -> ClosedRange<Int>? {
        let ends = text.split(separator: "-").compactMap { Int($0) }
        guard let low = ends.first, let high = ends.last, low <= high else { return nil }
        return low...high
    }
}
