import ManagementTree
import Session
import SimulatedPhone

/// What is to be sent in an Atomic and stands in none.
extension MessageCheck {
    /// One finding for all that belongs together, at the first of it: a VPN profile has dozens of nodes.
    mutating func noteOutsideAtomic(_ address: NodeAddress, _ entry: Explanation.Entry, at place: Int) {
        guard let target = entry.address, let top = address.ancestry.firstIndex(where: \.isWrittenInAtomic)
        else { return }
        // Leaves that stand beside each other are sent in one.
        let depth = address.ancestry[top].isInterior ? top + 1 : top
        let whole = address.uri.ancestor(depth: depth).description
        guard !isTold(.outsideAtomic, below: whole) else { return }
        add(
            Draft(
                .outsideAtomic, at: anchor(place, .tag), address: target,
                "\(entry.command) \(target) stands in no Atomic; what is written below \(whole) is to be sent in one"))
    }
}
