import ManagementTree

/// Values that a node may take, for trials and examples: the likeliest first.
enum SampleValue {
    /// A value as a message carries it; the text is nil for one without Data.
    struct Value: Equatable {
        var format: NodeFormat
        var text: String?
    }

    /// - Parameter present: what the node holds now, which an example should change.
    static func candidates(for node: NodeDescription, csp: String, present: String?) -> [Value] {
        guard !node.isInterior else { return [Value(format: .node)] }
        guard node.format != .null else { return [Value(format: .null)] }
        var texts = special(csp, node.place) + allowed(node)
        let dull: Set<String?> = [present, node.defaultValue, ""]
        if texts.isEmpty {
            texts = plain(node)
        }
        // A value that changes something says more than one that does not.
        let ordered = texts.filter { !dull.contains($0) } + texts.filter(dull.contains)
        return ordered.prefix(most).map { Value(format: node.format, text: $0) }
    }

    /// Each costs a run of the session.
    private static let most = 12

    private static func allowed(_ node: NodeDescription) -> [String] {
        guard let allowed = node.allowedValues else { return [] }
        return switch allowed.rule {
        case .enumeration(let values): values
        case .flags(let bits): bits.map(String.init)
        case .ranges(let ranges):
            ranges.flatMap { range in
                range.lowerBound == range.upperBound
                    ? ["\(range.lowerBound)"]
                    : ["\(range.lowerBound + 1)", "\(range.upperBound)", "\(range.lowerBound)"]
            }
        case AllowedValues.Rule.admx: ["<disabled/>", "<enabled/>"]
        case .unchecked: plain(node)
        }
    }

    /// What fits the format, and what the name lets expect.
    private static func plain(_ node: NodeDescription) -> [String] {
        let own = [node.defaultValue].compactMap(\.self)
        return switch node.format {
        case .bool: ["true", "false"]
        case .int: ["1", "0"] + own + ["5", "60"]
        case .float: ["1.5"]
        case .b64, .bin: ["RXhhbXBsZQ=="]
        case .xml: ["<example/>"] + own
        case .date: ["2030-01-01"]
        case .time: ["08:00:00"]
        case .chr: guesses(node.displayName) + own + ["example", "1", "0", "true", "https://mdm.example.test/"]
        case .node, .null: []
        }
    }

    private static let namedTexts: [(words: Set<String>, text: String)] = [
        (["url", "uri", "link", "endpoint"], "https://mdm.example.test/"),
        (["time", "date", "single", "recurrent", "deadline"], "2030-01-01T08:00:00Z"),
        (["guid"], SampleName.guid),
        (["mail", "email", "upn"], "adele@example.test"),
        (["domain", "domains"], "example.test"),
        (["address", "server", "host"], "mdm.example.test"),
    ]

    private static func guesses(_ name: String) -> [String] {
        let words = Set(Words(name).all)
        return namedTexts.filter { !$0.words.isDisjoint(with: words) }.map(\.text)
    }

    /// Where a CSP takes what no description tells.
    private static func special(_ csp: String, _ place: String) -> [String] {
        let leaf = place.split(separator: "/").last.map(String.init) ?? place
        return (texts["\(csp)/\(place)"] ?? []) + (texts["*/\(leaf)"] ?? [])
    }

    private static let texts: [String: [String]] = [
        "DevDetail/Ext/Microsoft/DeviceName": ["Front desk"],
        "DMClient/Provider/*/ManagementServerAddressList": [
            "<https://mdm.example.test/MDM.svc><https://mdm2.example.test/MDM.svc>"
        ],
        "Policy/ConfigOperations/ADMXInstall/*/*/*": [
            #"<policyDefinitions><categories><category name="Desk"/></categories><policies>"#
                + #"<policy name="Quiet" class="Machine" key="Software\Policies\Contoso\Desk" valueName="Quiet">"#
                + #"<parentCategory ref="Desk"/></policy></policies></policyDefinitions>"#
        ],
        "*/EncodedCertificate": [SampleName.certificate],
    ]
}
