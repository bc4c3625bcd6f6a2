import Notation
import SimulatedPhone
import Testing

@Suite("What CSPs remember and no node shows")
struct KeyedStateTests {
    private struct Visits: KeyedValue {
        static let key = "DevInfo"

        var count = 0
        var last: Instant?
        var names: [String] = []
    }

    private struct Other: KeyedValue {
        static let key = "DevDetail"

        var isOn = false
    }

    @Test("A value is what was put there, for its key alone, and takes no room where it is the default")
    func values() throws {
        let fresh = try Phone.sample()
        var phone = fresh
        #expect(phone[Visits.self] == Visits() && phone.memory == KeyedState())
        phone[Visits.self].count += 1
        phone[Visits.self].last = Instant(seconds: 5)
        phone[Visits.self].names.append("a/b")
        #expect(phone[Visits.self].count == 1 && phone[Other.self] == Other())
        #expect(phone.memory.values == ["DevInfo": Array(#"{"count":1,"last":5,"names":["a/b"]}"#.utf8)])
        #expect(phone != fresh && phone.differences(from: fresh) == .memory)
        phone[Visits.self] = Visits()
        #expect(phone == fresh && phone.memory.values.isEmpty)
    }

    @Test("A copy of the phone keeps what was remembered then, as an Atomic that fails needs it")
    func copies() throws {
        var phone = try Phone.sample()
        phone[Visits.self].count = 1
        let kept = phone
        phone[Visits.self].count = 2
        #expect(kept[Visits.self].count == 1)
        phone = kept
        #expect(phone[Visits.self].count == 1)
    }

    @Test("A text that cannot be read counts as the default, and the next change writes it anew")
    func unreadable() throws {
        var state = KeyedState(["DevInfo": Array("{".utf8), "DevDetail": Array(#"{"isOn":true}"#.utf8)])
        #expect(state[Visits.self] == Visits() && state[Other.self].isOn)
        state[Visits.self].count = 3
        #expect(state[Visits.self].count == 3)
    }

    @Test("It goes with the account, and with everything else when the phone is reset")
    func ends() throws {
        var phone = try Phone.enrolledSample()
        phone[Visits.self].count = 1
        var reset = phone
        reset.reset(now: PhoneEnvironment.sample.now)
        // All but when that was.
        #expect(reset.memory.values.keys.elementsEqual(["RemoteWipe"]))
        phone.unenroll(now: PhoneEnvironment.sample.now)
        #expect(phone.memory.values.isEmpty)
    }
}
