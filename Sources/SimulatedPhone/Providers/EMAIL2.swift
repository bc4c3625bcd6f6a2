import ManagementTree

/// EMAIL2: mail accounts (Microsoft, *EMAIL2 CSP*; csp.md 13.3).
struct EMAIL2Provider: Provider {
    func sights(in phone: Phone) -> [String] {
        phone.names(below: ["EMAIL2"]).map { "has the mail account \($0)" }
    }

    /// The most characters of a value, by the name of its node; the page gives 255 for all others of which it says anything.
    private static let longest: [NodeName: Int] = [
        "INSERVER": 62, "OUTSERVER": 62, "SERVICENAME": 32, "AUTHNAME": 255, "AUTHSECRET": 255, "DOMAIN": 255,
        "NAME": 255, "REPLYADDR": 255, "SMTPALTAUTHNAME": 255, "SMTPALTDOMAIN": 255, "SMTPALTPASSWORD": 255,
    ]

    func willChange(_ node: NodeLocation, _ change: NodeChange, in phone: Phone) throws(Refusal) {
        if case .replaced(let value, let old) = change, value != old,
            node.place == "*/SERVICENAME" || node.place == "*/SERVICETYPE"
        {
            throw Refusal(
                .accessDenied,
                "\(node.uri): no Replace changes name and protocol of an account; delete the account and add it anew")
        }
        guard let name = node.name, let text = change.value?.text, let longest = Self.longest[name],
            text.count > longest
        else { return }
        throw Refusal(.valueRefused, "\(node.uri) takes \(longest) characters; the value has \(text.count)")
    }

    /// What the outgoing server's own sign-in is made of.
    private static let outgoing: [NodeName] = ["SMTPALTAUTHNAME", "SMTPALTDOMAIN", "SMTPALTENABLED", "SMTPALTPASSWORD"]

    /// All of the outgoing server's sign-in is set, or nothing of it (the page, *Remarks*). Changes belong in an Atomic, so
    /// that is judged at its end.
    func willEndAtomic(in phone: Phone) throws(Refusal) {
        for scope in NodeScope.allCases {
            let top = phone.tree.node(at: ["Vendor", "MSFT", "EMAIL2"], in: scope)
            for account in top?.children ?? [] {
                let missing = Self.outgoing.filter { account.child($0) == nil }
                guard !missing.isEmpty, missing.count < Self.outgoing.count else { continue }
                let names = missing.map(\.text).joined(separator: ", ")
                throw Refusal(
                    .failed, "EMAIL2/\(account.name): the sign-in at the outgoing server lacks \(names); all or none")
            }
        }
    }
}
