import SimulatedPhone
import Testing

/// One row of protocol.md section 9: its id, what it demands, and the conversation that shows it.
struct ConformanceCase: Sendable, CustomTestStringConvertible {
    var id: String
    var rule: String
    var profile: PhoneProfile
    var steps: [Step]

    /// One turn: something happens, and the phone answers.
    enum Step: Sendable {
        /// Commands in a message of their own, and the reply's lines; `S(0)=200` is left out of both.
        case send(String, [String])
        /// A whole message, and all lines of the reply.
        case whole(String, [String])
        /// Something that a person does, or the state that a case begins with.
        case person(@Sendable (inout Phone) -> Void)
        /// What must hold of the phone now.
        case holds(String, @Sendable (Phone) -> Bool)
    }

    init(_ id: String, _ rule: String, on profile: PhoneProfile = .lumia950, _ steps: Step...) {
        self.id = id
        self.rule = rule
        self.profile = profile
        self.steps = steps
    }

    var testDescription: String { "\(id): \(rule)" }

    /// Runs the conversation on a fresh phone that has the test CSP beside its own.
    func run() throws {
        var exchange = try Exchange(profile, ddf: TestCSP.ddf)
        for step in steps {
            switch step {
            case .send(let body, let expected):
                let lines = try exchange.send(body)
                #expect(lines == expected, "\(id)")
            case .whole(let text, let expected):
                let lines = try exchange.send(whole: text)
                #expect(lines == expected, "\(id)")
            case .person(let act): act(&exchange.phone)
            case .holds(let what, let condition): #expect(condition(exchange.phone), "\(id): \(what)")
            }
        }
    }
}
