import SimulatedPhone

extension Rule {
    /// The rule that a note of the phone on a value or address falls under.
    static func about(_ note: Note) -> Rule {
        switch note.topic {
        case .blanksAroundAddress: strayBlanks
        case .blankInAddress: blankInAddress
        case .escapedTwice: escapedTwice
        case .nameCase: nameCase
        case .nearestName: unknownPath
        case .notOnPhones: notOnThisDevice
        case .laterVersion: laterVersion
        case .notBuiltIn: notBuiltIn
        case .notIngested: notIngested
        case .blanksAroundValue: oddValue
        case .otherTenant: otherTenant
        case .notJoined: notJoined
        case .deviceLockOff: deviceLockOff
        case .enabledMeansOff: enabledMeansOff
        case .overruled: overruled
        case .notYet: notYet
        case .ignoredByEdition: ignoredByEdition
        case nil: note.rank == .effect ? noEffect : oddValue
        }
    }
}

extension Note {
    /// Whether the note is about the address and not about what the command did there.
    var isAboutAddress: Bool {
        switch topic {
        case .blanksAroundAddress, .blankInAddress, .nameCase, .nearestName, .notOnPhones, .laterVersion, .notBuiltIn,
            .notIngested:
            true
        case .escapedTwice: text.hasPrefix("the address")
        case .blanksAroundValue, .otherTenant, .notJoined, .deviceLockOff, .enabledMeansOff, .overruled, .notYet,
            .ignoredByEdition, nil:
            false
        }
    }

    /// Whether what it suggests is the same address, written better.
    var isSameAddress: Bool { topic == .blanksAroundAddress || topic == .nameCase }
}
