package import ManagementTree
import SyncML
import XML

extension Checker {
    /// What is odd in the description files that the phone was made with: a report for each file that has something.
    ///
    /// The files may have come in an archive, so what is told of them is all that is known of their text.
    package func check(_ oddities: [DDFOddity]) -> [FileReport] {
        var files: [(name: String, oddities: [DDFOddity])] = []
        for oddity in oddities {
            if files.last?.name != oddity.file { files.append((oddity.file, [])) }
            files[files.count - 1].oddities.append(oddity)
        }
        return files.map { file in
            let drafts = DescriptionCheck.drafts(of: file.oddities)
            let told = drafts.filter { !suppressions.hide($0) }
            let findings = told.map { draft in
                Finding(
                    rule: draft.rule, severity: draft.rule.severity, span: SourceSpan(draft.place ?? .start),
                    address: draft.address, message: draft.message, details: draft.details)
            }
            return FileReport(file: file.name, findings: findings, ignored: drafts.count - told.count)
        }
    }
}

extension Draft {
    /// The place in a text; nil for one that is found otherwise.
    fileprivate var place: XMLPlace? {
        guard case .place(.text(let place)) = anchor else { return nil }
        return place
    }
}
