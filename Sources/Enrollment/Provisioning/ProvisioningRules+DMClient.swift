/// DMClient: what the phone tells and does for its server (MS-MDE2 2.2.9.1, 2.2.9.3; csp.md 10.1).
extension ProvisioningRules {
    /// The one provider, if the document has any.
    /// - Parameter account: nil where nobody knows how it should be named.
    mutating func provider(of document: ProvisioningDocument, account: ProvisionedAccount?) -> Characteristic? {
        let providers = providers(in: document)
        guard let provider = providers.first else { return nil }
        if let account {
            for other in providers where other.type != account.providerID {
                failures.append(
                    other.failure(
                        .providerMismatch,
                        "The provider is named \(other.type) here and \(account.providerID) in PROVIDER-ID: use one name."
                    ))
            }
        }
        let name = account?.providerID ?? provider.type
        for twin in providers.filter({ $0.type == name }).dropFirst() {
            failures.append(twin.failure(.badSetting, "The provider stands in the document twice: join the two."))
        }
        // Push needs an account that is there already (csp.md 10.1).
        for push in providers.flatMap({ $0.all("Push") }) {
            failures.append(
                push.failure(
                    .notOpenDuringEnrollment, "Push cannot be set during enrolment: set it in a session."))
        }
        return provider
    }

    func providers(in document: ProvisioningDocument) -> [Characteristic] {
        document.all("DMClient").flatMap { $0.all("Provider") }.flatMap(\.children)
    }

    /// The schedule of a document without Poll is the standard one.
    func poll(of provider: Characteristic?) throws(EnrollmentFailure) -> PollSettings {
        guard let provider, let poll = provider.all("Poll").first else { return PollSettings() }
        do throws(SettingError) {
            let settings = try PollSettings { poll.value($0) }
            _ = try settings.schedule()
            return settings
        } catch {
            throw poll.failure(.badPollSchedule, error.message)
        }
    }
}
