import EmbeddedDDF
package import ManagementTree
import Notation

/// The policies of the Policy CSP: a line each of `Policy.tsv`, which says once what a DDF file says twice, for the node
/// below Config and for the one below Result. The head of the table says what its columns hold.
package enum PolicyTable {
    /// What is below Config and Result in a scope, to be laid upon what the DDF file says of these.
    static func description(in scope: NodeScope, owner: Int?) -> NodeDescription {
        description(of: rows.filter { $0.scopes.contains(scope) }, owner: owner)
    }

    /// The same for some policies of a scope, those of an area together.
    /// - Parameter areas: what areas are, where their names do not say it.
    static func description(of rows: [Row], owner: Int?, areas: [NodeName: String] = [:]) -> NodeDescription {
        NodeDescription(
            name: "Policy", isWay: true,
            children: [
                branch("Config", rows, owner, areas) { $0.wish(at: $1, owner) },
                branch("Result", rows, owner, areas) { $0.outcome(at: $1, owner) },
            ])
    }

    /// Every row, in the table's order.
    static var rows: [Row] {
        BuiltInDDF.policies.split(separator: UInt8(ascii: "\n")).compactMap { line in
            line.first == UInt8(ascii: "#") ? nil : Row(line)
        }
    }

    /// Before which version a policy was there, where the table gives none that brought it; nil for any other address.
    package static func origin(of uri: NodeURI) -> String? {
        guard isPolicy(uri) else { return nil }
        let row = rows.first { row in
            row.scopes.contains(uri.scope) && NodeName(row.area) == uri.names[4] && NodeName(row.policy) == uri.names[5]
        }
        return row?.applicability.builds.isEmpty == true ? "before 1607" : nil
    }

    /// The node that tells what is in force where a policy is set: its description has the default, in Microsoft's files
    /// too; nil for any other address.
    package static func outcome(of uri: NodeURI, in schema: Schema) -> NodeDescription? {
        guard isPolicy(uri), uri.names[3] == "Config" else { return nil }
        return schema.way(of: uri.names[..<3] + ["Result"] + uri.names[4...], in: uri.scope)?.last
    }

    private static func isPolicy(_ uri: NodeURI) -> Bool {
        uri.depth == 6 && uri.names[0] == "Vendor" && uri.names[1] == "MSFT" && uri.names[2] == "Policy"
    }

    private static func branch(
        _ name: NodeName, _ rows: [Row], _ owner: Int?, _ texts: [NodeName: String],
        leaf: (Row, String) -> NodeDescription
    ) -> NodeDescription {
        let areas = rows.chunked { $0.area }.map { area in
            let areaName = NodeName(area[0].area)
            return NodeDescription(
                name: areaName, place: "\(name)/\(area[0].area)", text: texts[areaName],
                access: name == "Config" ? [.add, .delete, .get] : .get,
                occurrence: name == "Config" ? .zeroOrOne : .one, isPermanent: name != "Config",
                applicability: shared(area.map(\.applicability)),
                children: area.map { leaf($0, "\(name)/\($0.area)/\($0.policy)") }, owner: owner)
        }
        return NodeDescription(name: name, isWay: true, children: areas)
    }

    /// What is true of all policies of an area is true of the area.
    private static func shared(_ all: [Applicability]) -> Applicability {
        all.dropFirst().reduce(into: all[0]) { shared, next in
            if shared.builds != next.builds { shared.builds = [] }
            if shared.editions != next.editions { shared.editions = [] }
            if shared.excludedPlatforms != next.excludedPlatforms { shared.excludedPlatforms = [] }
        }
    }
}

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
    fileprivate func wish(at place: String, _ owner: Int?) -> NodeDescription {
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
    fileprivate func outcome(at place: String, _ owner: Int?) -> NodeDescription {
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

extension Array {
    /// Neighbours of the same key, together.
    fileprivate func chunked<Key: Equatable>(by key: (Element) -> Key) -> [[Element]] {
        reduce(into: []) { chunks, element in
            if let last = chunks.last?.last, key(last) == key(element) {
                chunks[chunks.count - 1].append(element)
            } else {
                chunks.append([element])
            }
        }
    }
}
