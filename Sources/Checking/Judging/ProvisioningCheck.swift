import Enrollment
import ManagementTree
import Notation
import SimulatedPhone
import SyncML
import XML

/// Provisioning documents: judged by the rules of enrolment, and their values set on the phone.
struct ProvisioningCheck {
    let runner: PayloadRunner

    /// Whether a file begins as a provisioning document does, or as a server's answer that may hold one.
    static func recognizes(_ octets: [UInt8]) -> Bool {
        RootElement.begins(octets, with: "wap-provisioningdoc")
    }

    func drafts(of octets: [UInt8]) -> [Draft] {
        let kind: EnrollmentType = runner.phone.join == nil ? .full : .device
        let reading: ProvisioningFile.Inspection
        do {
            reading = try ProvisioningFile.inspect(octets, kind: kind, at: runner.environment.now.seconds)
        } catch {
            return [Self.draft(error)]
        }
        let slips = reading.tolerances.map { tolerance in
            Draft(Self.rule(tolerance.kind), at: Self.anchor(tolerance.place), tolerance.text)
        }
        let refused = reading.failures.map(Self.draft)
        // What cannot be read is told once.
        let values = drafts(of: reading.values, on: phone(for: reading, kind)).filter { draft in
            !refused.contains { $0.anchor == draft.anchor }
        }
        return slips + refused + values
    }

    /// The phone as the document enrols it, so that its values meet the account that they are for.
    private func phone(for reading: ProvisioningFile.Inspection, _ kind: EnrollmentType) -> Phone {
        let providers = reading.values.filter { $0.path.starts(with: ["DMClient", "Provider"]) }
        guard let provider = reading.account?.providerID ?? providers.first?.path.dropFirst(2).first else {
            return runner.phone
        }
        var phone = runner.phone
        let account = ManagementAccount(
            providerID: provider, name: reading.account?.name ?? "", addresses: reading.account?.addresses ?? [],
            user: phone.join?.user ?? "", enrollmentType: kind, discoveryURL: "")
        phone.enroll(Enrolled(account: account, since: runner.environment.now))
        return phone
    }

    private func drafts(of values: [ProvisionedValue], on phone: Phone) -> [Draft] {
        guard !values.isEmpty else { return [] }
        var message = Message()
        for (index, value) in values.enumerated() {
            let names = (["Vendor", "MSFT"] + value.path + [value.name]).map { NodeName($0) }
            let item = Item(target: "\(NodeURI(prefix: .device, names: names))", data: .text(Self.text(of: value)))
            message.commands.append(.access(AccessCommand(.replace, id: String(index + 1), items: [item])))
        }
        var check = MessageCheck(message, at: values.map { Self.anchor($0.place) }, isSettings: true, by: runner)
        _ = check.run(on: phone)
        return check.drafts.map(Self.duringEnrollment)
    }

    /// What the phone does not know or admit is passed over during enrolment; what else it refuses fails the whole.
    private static func duringEnrollment(_ draft: Draft) -> Draft {
        guard draft.severity == .error else { return draft }
        var draft = draft
        draft.mend = nil
        guard passedOver.contains(draft.rule) else {
            draft.rule = .provisioningRefused
            return draft
        }
        draft.rule = .provisioningSlip
        draft.severity = nil
        draft.message = "the phone passes over this value: \(draft.message)"
        return draft
    }

    private static let passedOver: [Rule] = [
        .noSuchNode, .unknownPath, .accessDenied, .notOnThisDevice, .laterVersion, .notBuiltIn, .notIngested,
        .ignoredByEdition,
    ]

    private static func text(of value: ProvisionedValue) -> String {
        let text = value.value ?? ""
        guard value.datatype == .boolean else { return text }
        return ["1", "true"].contains(text.lowercased()) ? "true" : "false"
    }

    private static func rule(_ kind: EnrollmentTolerance.Kind) -> Rule {
        switch kind {
        case .certificateNotYetValid, .certificateExpired, .certificateNotSigned, .criteriaMatchNothing:
            .doubtfulIdentity
        case .wrongMediaType, .olderSOAP, .foreignEnvelope, .mendedMarkup, .wrongAction, .missingRelation,
            .otherRelation, .foreignNamespace, .unknownEnrollmentVersion, .noPolicies, .operatorParameter,
            .oneCredential, .missingCredentialType, .missingKeyContainer, .otherCertificateStore:
            .provisioningSlip
        }
    }

    private static func draft(_ failure: EnrollmentFailure) -> Draft {
        let rule: Rule = failure.code == .unreadableDocument ? .notWellFormed : .provisioningRefused
        let number = "Windows shows \(WindowsNumber.text(failure.hresult))"
        return Draft(rule, at: anchor(failure.place), failure.message, details: [number])
    }

    /// The line and column that a place in words ends with.
    private static func anchor(_ place: String?) -> Anchor {
        guard let match = place?.firstMatch(of: #/line (\d+), column (\d+)/#), let line = Int(match.1),
            let column = Int(match.2)
        else { return .file }
        return .place(MessagePlace(line: line, column: column))
    }
}
