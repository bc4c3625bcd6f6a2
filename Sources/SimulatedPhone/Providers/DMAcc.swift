import Certificates
import ManagementTree
import Notation

/// DMAcc: the accounts of OMA-DM servers (Microsoft, *DMAcc CSP*; csp.md 10.2).
///
/// The account of the enrolment is shown as it is, and what its server writes changes it. A further account is kept and
/// never used: a phone has one management server.
struct DMAccProvider: Provider {
    /// The name of the one address, and of its one port, of an account that a provisioning document has made.
    private static let onlyChild = "1"

    func computedNames(below parent: NodeLocation, in phone: Phone) -> [String] {
        guard let account = phone.enrolled?.account else { return [] }
        if parent.place.isEmpty { return [phone.accountNodeName] }
        guard isOwn(parent, phone) else { return [] }
        switch parent.place {
        case "*/AppAddr", "*/AppAddr/*/Port": return [Self.onlyChild]
        case "*/AppAuth": return DMAccCredential.allCases.filter { $0.value(in: account) != nil }.map(\.rawValue)
        default: break
        }
        let below = parent.place + "/"
        let side = credential(parent)
        // The interior nodes on the way to what the account has.
        var names: [String] = []
        for field in DMAccField.all where field.place.hasPrefix(below) && field.read(account, side) != nil {
            let name = String(field.place.dropFirst(below.count).prefix { $0 != "/" })
            if name != "*", !names.contains(name) { names.append(name) }
        }
        return names
    }

    func keeps(_ node: NodeLocation, in phone: Phone) -> Bool {
        guard isOwn(node, phone), let account = phone.enrolled?.account else { return false }
        return node.place == "*" || DMAccField.at(node.place)?.isKept(account, credential(node)) == true
    }

    func read(
        _ node: NodeLocation, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) -> NodeValue? {
        guard isOwn(node, phone), let account = phone.enrolled?.account, !node.isStored else { return nil }
        return DMAccField.at(node.place)?.read(account, credential(node)).map { node.value($0) }
    }

    func willChange(_ node: NodeLocation, _ change: NodeChange, in phone: Phone) throws(Refusal) {
        guard isOwn(node, phone), let account = phone.enrolled?.account else { return }
        if change == .deleted {
            // Inferred: no page says what becomes of a phone whose server deletes the account of the enrolment.
            throw Refusal(
                .notAllowedNow,
                "\(node.uri) is the account of the enrolment; it ends with Exec of DMClient/Provider/{id}/Unenroll only"
            )
        }
        let children = node.openNames.dropFirst()
        if node.place.hasPrefix("*/AppAddr/*"), let other = children.first(where: { $0 != NodeName(Self.onlyChild) }) {
            throw Refusal(
                .occurrenceExceeded, "\(node.uri): an account has one address and one port, named 1, and no \(other)")
        }
        if node.place.hasPrefix("*/AppAuth/*"), credential(node) == nil {
            throw Refusal(
                .valueRefused, "\(node.uri): the credentials of this account are named CLCRED and SRVCRED")
        }
        guard let field = DMAccField.at(node.place), let value = change.value else { return }
        var changed = account
        try field.write(&changed, credential(node), value, node.uri)
    }

    func didChange(
        _ node: NodeLocation, _ change: NodeChange, in phone: inout Phone, _ environment: PhoneEnvironment
    ) -> Situation {
        guard isOwn(node, phone), var enrolled = phone.enrolled else { return .done }
        if case .renamed(let name) = change {
            phone.tree.rename(node.uri, to: name)
            phone[DMAccName.self].name = name.text
            return .done
        }
        if node.place == "*/Ext/Microsoft/InitiateSession" { phone.outbox.wantsSession = true }
        guard let field = DMAccField.at(node.place), let value = change.value else { return .done }
        let before = enrolled.account.addresses
        // It was judged before.
        try? field.write(&enrolled.account, credential(node), value, node.uri)
        phone.enrolled = enrolled
        if enrolled.account.addresses != before { phone.mirrorAddress() }
        return .done
    }

    func notes(on node: NodeLocation, in phone: Phone) -> [Note] {
        guard isOwn(node, phone) else {
            return [Note(.effect, "a phone has one management server: this account is kept and never used")]
        }
        switch node.place {
        case "*/PrefConRef", "*/AppAddr/*/AddrType", "*/Ext/Microsoft/Role", "*/Ext/Microsoft/UseNonceResync",
            "*/Ext/Microsoft/CRLCheck":
            return [Note(.effect, "the simulated phone keeps this setting and behaves the same whatever it is")]
        default: return []
        }
    }

    /// Whether a node is one of the account of the enrolment.
    private func isOwn(_ node: NodeLocation, _ phone: Phone) -> Bool {
        guard phone.enrolled != nil, let name = node.openNames.first else { return false }
        return name == NodeName(phone.accountNodeName)
    }

    /// Whose credential a node belongs to.
    private func credential(_ node: NodeLocation) -> DMAccCredential? {
        guard node.place.hasPrefix("*/AppAuth/*"), let name = node.openNames.dropFirst().first else { return nil }
        return DMAccCredential.allCases.first { NodeName($0.rawValue) == name }
    }
}

/// The name that a server has given the account of the enrolment.
private struct DMAccName: KeyedValue {
    static let key = "DMAcc"

    var name: String?
}

extension Phone {
    /// The name of the account's node below DMAcc: the SHA-256 of the provider id, unless its server has given another.
    ///
    /// Inferred: of the id as UTF-8, in upper case.
    fileprivate var accountNodeName: String {
        self[DMAccName.self].name
            ?? Digest.sha256(Array((enrolled?.account.providerID ?? "").utf8)).hexadecimal(uppercase: true)
    }

    /// Whether the phone has no sessions of its own now, because it roams (DMAcc, DisableOnRoaming).
    package var isSilentByRoaming: Bool {
        guard enrolled != nil, profile.sim.contains(where: \.roaming) else { return false }
        let node: [NodeName] = [
            "SyncML", "DMAcc", NodeName(accountNodeName), "Ext", "Microsoft", "DisableOnRoaming",
        ]
        return tree.node(at: node, in: .device)?.value?.flag == true
    }

    /// DMClient shows the address too.
    fileprivate mutating func mirrorAddress() {
        guard let address = enrolled?.account.addresses.first else { return }
        setAccountValue(.chr(address), at: ["ManagementServiceAddress"])
    }
}
