/// Which elements may stand in which, in what order, and what they are there: the DTD of SyncML 1.2 as far as DM uses it
/// (protocol section 1.1), as one table.
struct Grammar {
    /// What an element is inside another.
    struct Rule {
        /// `.none` where the element is not expected.
        var role: Role
        /// Its position among its siblings in DTD order; 0 where the order is free.
        var order: UInt8
        /// Whether it may stand there more than once.
        var repeats: Bool
    }

    /// A row of one rule per name for each role.
    private var rules: [Rule]

    /// The rule for a name inside an element; for a negative name, that of an unexpected one.
    @inline(__always)
    func rule(_ name: Int, in parent: Role) -> Rule {
        let index = Int(parent.rawValue) &* ElementName.allCases.count &+ name
        guard name >= 0, index < rules.count else { return Rule(role: .none, order: 0, repeats: false) }
        return rules[index]
    }

    /// The only grammar there is.
    static let shared = Grammar()

    private typealias Child = (name: ElementName, role: Role)

    private static let commands: [Child] = [
        (.add, .add), (.replace, .replace), (.delete, .delete), (.get, .get), (.exec, .exec), (.copy, .copy),
        (.alert, .alert), (.atomic, .atomic), (.sequence, .sequence), (.status, .status), (.results, .results),
    ]

    private init() {
        let empty = Rule(role: .none, order: 0, repeats: false)
        rules = Array(repeating: empty, count: Role.rowCount * ElementName.allCases.count)
        addMessageRules()
        addCommandRules()
        addCommonRules()
    }

    private mutating func addMessageRules() {
        add(to: .document, [(.syncML, .syncML), (.syncBody, .body)], isOrdered: false)
        addCommands(to: .document, order: 0)
        add(to: .syncML, [(.syncHdr, .header), (.syncBody, .body)])
        add(
            to: .header,
            [
                (.verDTD, .verDTD), (.verProto, .verProto), (.sessionID, .sessionID), (.msgID, .msgID),
                (.target, .target), (.source, .source), (.respURI, .respURI), (.noResp, .noResp),
                (.cred, .credential), (.meta, .meta),
            ]
        )
        addCommands(to: .body, order: 1)
        add(to: .body, [(.final, .final)], firstOrder: 2)
    }

    private mutating func addCommandRules() {
        for role in [Role.add, .replace, .delete, .get, .exec, .copy] {
            add(
                to: role, [(.cmdID, .cmdID), (.meta, .meta), (.correlator, .correlator), (.item, .item)],
                repeating: [.item]
            )
        }
        add(
            to: .alert, [(.cmdID, .cmdID), (.data, .code), (.correlator, .correlator), (.item, .item)],
            repeating: [.item]
        )
        for role in [Role.atomic, .sequence] {
            add(to: role, [(.cmdID, .cmdID), (.meta, .meta)])
            addCommands(to: role, order: 3)
        }
        add(
            to: .status,
            [
                (.cmdID, .cmdID), (.msgRef, .msgRef), (.cmdRef, .cmdRef), (.cmd, .cmd), (.targetRef, .targetRef),
                (.sourceRef, .sourceRef), (.cred, .credential), (.chal, .challenge), (.data, .code), (.item, .item),
            ],
            repeating: [.targetRef, .sourceRef, .item]
        )
        add(
            to: .results,
            [
                (.cmdID, .cmdID), (.msgRef, .msgRef), (.cmdRef, .cmdRef), (.meta, .meta), (.targetRef, .targetRef),
                (.sourceRef, .sourceRef), (.item, .item),
            ],
            repeating: [.item]
        )
        add(to: .unknownCommand, [(.cmdID, .cmdID)])
    }

    private mutating func addCommonRules() {
        add(
            to: .item,
            [(.target, .target), (.source, .source), (.meta, .meta), (.data, .data), (.moreData, .moreData)]
        )
        for role in [Role.target, .source] { add(to: role, [(.locURI, .locURI), (.locName, .locName)]) }
        add(
            to: .meta,
            [
                (.format, .format), (.type, .type), (.mark, .mark), (.size, .size), (.version, .version),
                (.nextNonce, .nextNonce), (.maxMsgSize, .maxMsgSize), (.maxObjSize, .maxObjSize), (.emi, .emi),
                (.metInf, .meta),
            ],
            isOrdered: false
        )
        add(to: .credential, [(.meta, .meta), (.data, .credentialData)])
        add(to: .challenge, [(.meta, .meta)])
        // MS-MDM's syntax lines wrap the reference in a LocURI.
        for role in [Role.targetRef, .sourceRef] { add(to: role, [(.locURI, .wrappedText)]) }
    }

    private mutating func add(
        to parent: Role, _ children: [Child], repeating: [ElementName] = [], firstOrder: Int = 1,
        isOrdered: Bool = true
    ) {
        for (index, child) in children.enumerated() {
            let order = isOrdered ? UInt8(index + firstOrder) : 0
            set(child, in: parent, order: order, repeats: repeating.contains(child.name))
        }
    }

    private mutating func addCommands(to parent: Role, order: UInt8) {
        for child in Self.commands { set(child, in: parent, order: order, repeats: true) }
    }

    private mutating func set(_ child: Child, in parent: Role, order: UInt8, repeats: Bool) {
        let index = Int(parent.rawValue) * ElementName.allCases.count + child.name.rawValue
        rules[index] = Rule(role: child.role, order: order, repeats: repeats)
    }
}
