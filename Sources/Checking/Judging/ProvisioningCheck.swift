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
        var drafts = reading.tolerances.map { tolerance in
            Draft(Self.rule(tolerance.kind), at: Self.anchor(tolerance.place), tolerance.text)
        }
        let provider = ["DMClient", "Provider", reading.provisioning.account.providerID]
        var values: [(path: [String], value: ProvisionedValue)] = []
        for value in reading.provisioning.providerSettings { values.append((provider + value.path, value)) }
        for value in reading.provisioning.others { values.append((value.path, value)) }
        drafts += check(values)
        return drafts
    }

    private func check(_ values: [(path: [String], value: ProvisionedValue)]) -> [Draft] {
        guard !values.isEmpty else { return [] }
        var message = Message()
        for (index, entry) in values.enumerated() {
            let names = (["Vendor", "MSFT"] + entry.path + [entry.value.name]).map { NodeName($0) }
            let item = Item(
                target: "\(NodeURI(prefix: .device, names: names))", data: .text(Self.text(of: entry.value)))
            message.commands.append(.access(AccessCommand(.replace, id: String(index + 1), items: [item])))
        }
        var check = MessageCheck(message, at: [], isSettings: true, by: runner)
        _ = check.run(on: runner.phone)
        return check.drafts.compactMap { draft in
            var draft = draft
            // During enrolment the provider is new, and what the phone does not know or admit is passed over.
            guard ![Rule.noSuchNode, .unknownPath, .accessDenied].contains(draft.rule) else { return nil }
            if draft.severity == .error { draft.rule = .provisioningRefused }
            return draft
        }
    }

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
