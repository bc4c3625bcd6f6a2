import Foundation
import Notation
import SimulatedPhone
import Testing

@Suite("The state behind the lock")
struct LockStateCodingTests {
    @Test("reads back equal from what the store keeps of it")
    func roundTrip() throws {
        let now = Instant(seconds: 1_491_350_400)
        var generator = SeededGenerator(seed: 1)
        var screen = LockScreen(pin: PIN("7391"), now: now)
        try screen.setPIN(PIN("a&\"<1"), requirements: .effective(helloDevice: HelloPolicy(digits: 1)), now: now)
        screen.lock()
        _ = screen.unlock(with: PIN("0000"), now: now.adding(seconds: 3))
        var container = HelloContainer()
        container.addKey(named: HelloKey.azureADSignIn, now: now, using: &generator)
        container.reviewProtector(hasPIN: true, recoveryTenant: "t", now: now, using: &generator)
        #expect(try Self.decoded(screen) == screen)
        #expect(try Self.decoded(container) == container)
        #expect(try Self.decoded(generator) == generator)
        let requirements = PINRequirements.effective(helloUser: HelloPolicy(minimumPINLength: 9, uppercaseLetters: 1))
        #expect(try Self.decoded(requirements) == requirements)
    }

    @Test("keeps a PIN as its bare text and an instant as its bare seconds")
    func forms() throws {
        #expect(String(bytes: try JSONEncoder().encode([PIN("7391")]), encoding: .utf8) == #"["7391"]"#)
        #expect(String(bytes: try JSONEncoder().encode([Instant(seconds: 5)]), encoding: .utf8) == "[5]")
    }

    private static func decoded<Value: Codable>(_ value: Value) throws -> Value {
        try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value))
    }
}
