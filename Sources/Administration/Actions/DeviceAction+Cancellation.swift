extension DeviceAction {
    /// Who or what has taken an action back. It is kept as the sentence that Graph tells, which the portal has in each language.
    package enum Cancellation: Equatable, Sendable {
        case by(String)
        /// By a later request.
        case replaced

        var reason: String {
            switch self {
            case .by(let name): "\(name) has canceled it."
            case .replaced: "A later request has taken its place."
            }
        }

        init?(reason: String) {
            let ending = Self.by("").reason
            if reason == Self.replaced.reason {
                self = .replaced
            } else if reason.hasSuffix(ending) {
                self = .by(String(reason.dropLast(ending.count)))
            } else {
                return nil
            }
        }
    }

    /// nil for one that was not canceled, or whose reason is none of these.
    package var cancellation: Cancellation? {
        state == .canceled ? reason.flatMap { Cancellation(reason: $0) } : nil
    }
}
