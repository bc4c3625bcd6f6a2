package import SimulatedPhone

/// How phones come into a run.
extension FleetRun {
    /// Puts a phone that was kept into the run, before it begins.
    /// - Parameter sessions: how many it has had in this run, in an earlier process.
    package func take(_ phone: Phone, number: Int, sessions: Int) {
        guard let place = places[number] else { return }
        phones[place].phone = phone
        phones[place].phone?.certificates.share(in: &certificates)
        phones[place].sessions = sessions
        // Who had forgotten the PIN when the process ended has not remembered it since.
        let group = scenario.group(at: plan.share(of: number, for: "group"))
        phones[place].hasForgotten = phone.lockScreen.isLocked && group.forgetPIN > 0
    }

    /// Enters what a phone does first.
    func enter(_ place: Int) {
        let one = phones[place]
        if settings.isCleaning {
            guard one.phone?.enrolled != nil else { return }
            phones[place].stage = .idle
            queue.set(place, due: plan.enrollment(of: one.number))
        } else if let phone = one.phone, phone.enrolled != nil {
            know(place)
            phones[place].stage = isDone(one) ? .done : .idle
            // One that is taken up again comes at its own time; where that is past, in its turn.
            if let due = nextDue(of: place) {
                queue.set(place, due: max(due, plan.enrollment(of: one.number)))
            }
        } else {
            enrolling += 1
            queue.set(place, due: plan.enrollment(of: one.number))
        }
    }

    /// Remembers by which id a server knows a phone.
    func know(_ place: Int) {
        if let phone = phones[place].phone { ids[phone.reportedDeviceID] = place }
    }
}
