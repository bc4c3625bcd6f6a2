/// The pages of who has not signed in.
extension PortalPages {
    /// Why somebody is asked to sign in again.
    package enum SignInRefusal: String, Sendable, CaseIterable {
        case wrongPassword
        /// Only administrators of the tenant may come in.
        case notAdministrator
        /// Too many tries; in a minute they may again.
        case tooMany
        /// The session is over.
        case over
        /// A form that was not made here, or for somebody else.
        case forged

        var status: Int {
            switch self {
            case .wrongPassword, .notAdministrator, .forged: 403
            case .tooMany: 429
            case .over: 401
            }
        }
    }

    private struct SignIn {
        /// Where to go afterwards: a path of the portal.
        let next: String?
    }

    /// Asks who somebody is.
    /// - Parameters:
    ///   - notice: what they have done that ended their time here.
    ///   - next: where they wanted to go.
    package static func signIn(
        _ texts: PortalTexts, refusal: SignInRefusal? = nil, notice: String? = nil, next: PortalRoute? = nil
    ) -> PortalAnswer {
        let told = refusal.map { refusal in
            PortalRefusal(status: refusal.status, text: texts["signIn.refused.\(refusal.rawValue)"])
        }
        let frame = PortalFrame(
            t: texts.tree, language: texts.language, title: texts["signIn.title"], organization: "", visitorName: nil,
            token: "", sections: [], notice: notice, refusal: told, page: SignIn(next: next?.path))
        return PortalTemplates.page(frame, with: "sign-in", status: told?.status ?? 200)
    }
}
