import Administration

/// A state with its colour. The word says all: colours are for who sees them.
struct StateMark {
    let word: String
    let kind: String

    init(_ state: SettingState, _ texts: PortalTexts) {
        word = texts["state.\(state.rawValue)"]
        kind =
            switch state {
            case .succeeded: "good"
            case .error: "bad"
            case .conflict: "poor"
            case .notApplicable: "none"
            case .pending: "wait"
            }
    }

    init(_ state: DeviceAction.State, _ texts: PortalTexts) {
        word = texts["actionState.\(state.rawValue)"]
        kind =
            switch state {
            case .done: "good"
            case .failed, .notSupported: "bad"
            case .canceled: "none"
            case .pending, .active: "wait"
            }
    }
}

/// How many devices stand so.
struct StateCount {
    let mark: StateMark
    let devices: Int

    /// Each state with how often it comes among some, those that do not among them.
    static func all(of states: [SettingState], _ texts: PortalTexts) -> [StateCount] {
        SettingState.allCases.map { state in
            StateCount(mark: StateMark(state, texts), devices: states.count { $0 == state })
        }
    }
}
