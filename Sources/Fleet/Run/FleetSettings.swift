package import Agent
package import SimulatedPhone

/// How a fleet's run goes, beside its plan.
package struct FleetSettings: Sendable {
    /// When a run is over.
    package enum Hold: Equatable, Sendable {
        /// When each phone has had so many sessions in it, the one after enrolment included.
        case sessions(Int)
        /// So long after the last phone has enrolled, or has given up.
        case time(Duration)
        /// When somebody stops it.
        case ever
    }

    /// When the run is over.
    package var hold = Hold.sessions(1)
    /// Whether phones leave their server, in place of all else.
    package var isCleaning = false
    /// How many phones may talk to the server at once.
    package var maxConcurrency = 256
    /// How often a phone tries to enrol before it gives up.
    package var enrollmentAttempts = 3
    /// The wait before the second try; twice that before the next, and so on.
    package var enrollmentPause = Duration.seconds(5)
    /// A connection of a phone whose next session comes sooner than this is kept open until then.
    package var keepAlive = Duration.seconds(20)
    /// What the phones that are made are.
    package var blueprint: Blueprint
    /// The directory that the phones are joined to; the profile's if nil.
    package var tenant: String?
    /// How the phones behave.
    package var scenario = FleetScenario.plain
    /// How their agents behave.
    package var agent: AgentConfiguration
    /// Where they ask for PIN reset tickets, in place of what their agents have; nil for nowhere.
    package var pinResetURL: String?
    /// What a person says who enrols a phone, by its number.
    package var order: @Sendable (Int) -> EnrollmentOrder

    package init(
        blueprint: Blueprint, agent: AgentConfiguration, order: @escaping @Sendable (Int) -> EnrollmentOrder
    ) {
        self.blueprint = blueprint
        self.agent = agent
        self.order = order
    }
}
