/// All that is wrong with a document, for who only looks at it: a phone stops at the first rule that is broken.
extension ProvisioningRules {
    mutating func inspection(of document: ProvisioningDocument) -> ProvisioningFile.Inspection {
        var found = ProvisioningFile.Inspection()
        found.failures = document.slips + strangers(in: document)
        let certificates = found.judge { () throws(EnrollmentFailure) in try self.certificates(of: document).0 }
        found.account = found.judge { () throws(EnrollmentFailure) in try self.account(of: document) }
        var provider = providers(in: document).first
        if let account = found.account {
            if let certificates { checkCriteria(of: account, certificates) }
            let judged = found.judge { () throws(EnrollmentFailure) in
                try self.provider(of: document, account: account)
            }
            // The values of one that is refused are judged all the same.
            if let judged { provider = judged }
        }
        _ = found.judge { () throws(EnrollmentFailure) in try self.poll(of: provider) }
        if let provider {
            let name = found.account?.providerID ?? provider.type
            found.values = provider.values(below: ["DMClient", "Provider", name])
        }
        found.values += others(in: document)
        found.tolerances = tolerances
        return found
    }
}

extension ProvisioningFile.Inspection {
    /// What a rule makes of its part, or nil where it refuses it, which is noted.
    fileprivate mutating func judge<Part>(_ rule: () throws(EnrollmentFailure) -> Part) -> Part? {
        do throws(EnrollmentFailure) {
            return try rule()
        } catch {
            failures.append(error)
            return nil
        }
    }
}
