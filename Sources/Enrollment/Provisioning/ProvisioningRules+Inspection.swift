/// All that is wrong with a document, for who only looks at it: a phone stops at the first rule that is broken.
extension ProvisioningRules {
    mutating func inspection(of document: ProvisioningDocument) -> ProvisioningFile.Inspection {
        let parts = parts(of: document)
        var found = ProvisioningFile.Inspection()
        found.account = parts.account
        // Of a value that cannot be read no rule has more to say.
        let slips = Set(document.slips.map(\.place))
        found.failures = document.slips + failures.filter { !slips.contains($0.place) }
        // The values of a provider that is refused are judged all the same.
        if let provider = parts.provider {
            let name = parts.account?.providerID ?? provider.type
            found.values = provider.values(below: ["DMClient", "Provider", name])
        }
        found.values += others(in: document)
        found.tolerances = tolerances
        return found
    }
}
