package import ManagementTree

/// A change of a node. Its provider is asked about it before anything is written, and told of it afterwards.
package enum NodeChange: Equatable, Sendable {
    /// The node is made, and what is missing on the way to it; nil for an interior node.
    case added(NodeValue?)
    /// A leaf gets another value; the old one is nil where none was stored.
    case replaced(NodeValue, old: NodeValue?)
    /// The node goes with all that is below it.
    case deleted
    case renamed(NodeName)

    /// The value that the node would have; nil for an interior node and for one that goes.
    package var value: NodeValue? {
        switch self {
        case .added(let value): value
        case .replaced(let value, _): value
        case .deleted, .renamed: nil
        }
    }
}

/// The behaviour of one configuration service provider beyond what its description says.
///
/// The engine checks address, access, format, occurrence and range before a hook is called. All hooks are defaulted:
/// a provider writes only what is special about its CSP, and one that only stores has no Swift at all.
package protocol Provider: Sendable {
    /// Whether the device makes nodes of this CSP itself. Where it does not, nobody asks for their names at each write to a
    /// node that is missing.
    var makesNodes: Bool { get }

    /// The names of nodes that the device makes itself below a place where the description leaves the name open.
    func computedNames(below parent: NodeLocation, in phone: Phone) -> [String]

    /// Whether the device makes a node of a name itself: asked for one node, where going through all names would take long.
    func computes(_ name: NodeName, below parent: NodeLocation, in phone: Phone) -> Bool

    /// Whether the CSP itself keeps what is written to a leaf (`didChange`), so that the tree holds none of it.
    func keeps(_ node: NodeLocation) -> Bool

    /// The same where it depends on the phone, as of a node that shows its account.
    func keeps(_ node: NodeLocation, in phone: Phone) -> Bool

    /// The value of a leaf; nil where what was stored or the default counts.
    func read(
        _ node: NodeLocation, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) -> NodeValue?

    /// Judges a change that description, format and range allow; nothing is written yet.
    func willChange(_ node: NodeLocation, _ change: NodeChange, in phone: Phone) throws(Refusal)

    /// Follows a change that is written.
    /// - Returns: `.done`, or `.accepted` for what goes on after the answer.
    func didChange(
        _ node: NodeLocation, _ change: NodeChange, in phone: inout Phone, _ environment: PhoneEnvironment
    ) -> Situation

    /// Judges what all commands of an Atomic have made together, before it counts.
    func willEndAtomic(in phone: Phone) throws(Refusal)

    /// What is to be known of a value that was written: that it has no effect, and why, or that it can hardly be meant.
    func notes(on node: NodeLocation, in phone: Phone) -> [Note]

    /// What is to be known of an Exec that the phone took: that nothing will come of it, and why.
    func notes(onExecOf node: NodeLocation, argument: String?, in phone: Phone) -> [Note]

    /// What a person who looks at the phone sees of this CSP, a sentence each (`status`).
    func sights(in phone: Phone) -> [String]

    /// Why a leaf that only some phones have is not there; nil where nothing is to be said.
    func absence(of node: NodeLocation, in phone: Phone) -> String?

    /// What must come from outside before an Exec of the node can be answered; nil where nothing must, also because the
    /// Exec will fail for another reason. Asked before the Exec is run, with the phone as the commands before it left it.
    func need(toExecute node: NodeLocation, in phone: Phone) -> OutsideNeed?

    /// Does what an executable node stands for.
    /// - Returns: `.done`, or `.accepted` for what goes on after the answer; nil where nothing stands behind the node,
    ///   as of one that only a user's DDF file describes.
    func execute(
        _ node: NodeLocation, argument: String?, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) -> Situation?

    /// Begins a job of this CSP whose time has come.
    /// - Returns: how it goes on; it ends at once where nothing is said.
    func begin(_ job: Job, in phone: inout Phone, _ environment: PhoneEnvironment) -> JobCourse

    /// Goes on with a job by what came of its errand.
    /// - Returns: how it goes on; nil where it has ended, with success or without, which its nodes then tell.
    func proceed(
        _ job: Job, by outcome: ErrandOutcome, in phone: inout Phone, _ environment: PhoneEnvironment
    ) -> JobCourse?

    /// Follows the end of a job: changes nodes, reports to the server (`Phone.report`). The phone has the job no more.
    func end(_ job: Job, in phone: inout Phone, _ environment: PhoneEnvironment)
}

extension Provider {
    package var makesNodes: Bool { true }

    package func computedNames(below parent: NodeLocation, in phone: Phone) -> [String] { [] }

    package func computes(_ name: NodeName, below parent: NodeLocation, in phone: Phone) -> Bool {
        computedNames(below: parent, in: phone).contains { NodeName($0) == name }
    }

    package func keeps(_ node: NodeLocation) -> Bool { false }

    package func keeps(_ node: NodeLocation, in phone: Phone) -> Bool { keeps(node) }

    package func willEndAtomic(in phone: Phone) throws(Refusal) {}

    package func read(
        _ node: NodeLocation, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) -> NodeValue? {
        nil
    }

    package func willChange(_ node: NodeLocation, _ change: NodeChange, in phone: Phone) throws(Refusal) {}

    package func didChange(
        _ node: NodeLocation, _ change: NodeChange, in phone: inout Phone, _ environment: PhoneEnvironment
    ) -> Situation {
        .done
    }

    package func notes(on node: NodeLocation, in phone: Phone) -> [Note] { [] }

    package func notes(onExecOf node: NodeLocation, argument: String?, in phone: Phone) -> [Note] { [] }

    package func sights(in phone: Phone) -> [String] { [] }

    package func absence(of node: NodeLocation, in phone: Phone) -> String? { nil }

    package func need(toExecute node: NodeLocation, in phone: Phone) -> OutsideNeed? { nil }

    package func execute(
        _ node: NodeLocation, argument: String?, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) -> Situation? {
        nil
    }

    package func begin(_ job: Job, in phone: inout Phone, _ environment: PhoneEnvironment) -> JobCourse { JobCourse() }

    package func proceed(
        _ job: Job, by outcome: ErrandOutcome, in phone: inout Phone, _ environment: PhoneEnvironment
    ) -> JobCourse? {
        nil
    }

    package func end(_ job: Job, in phone: inout Phone, _ environment: PhoneEnvironment) {}
}

/// A CSP without behaviour of its own: its description and the tree serve it.
package struct StoringProvider: Provider {
    package let makesNodes = false
    /// Below which node of Vendor/MSFT the names stand that a person sees, and what they are the names of.
    private let shown: (place: [NodeName], words: String)?

    package init() { shown = nil }

    /// - Parameter words: what a person sees of each name below the place, such as `has the VPN profile`.
    init(showing place: [NodeName], as words: String) { shown = (place, words) }

    package func sights(in phone: Phone) -> [String] {
        guard let shown else { return [] }
        return phone.names(below: shown.place).map { "\(shown.words) \($0)" }
    }
}

extension Phone {
    /// The names below a node of Vendor/MSFT that a server has added, for the device and for its user.
    func names(below place: [NodeName]) -> [String] {
        NodeScope.allCases.flatMap { scope in
            tree.node(at: ["Vendor", "MSFT"] + place, in: scope)?.children.map { "\($0.name)" } ?? []
        }
    }
}
