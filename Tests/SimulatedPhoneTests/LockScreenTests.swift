import Notation
import Testing

@testable import SimulatedPhone

@Suite("The lock screen")
struct LockScreenTests {
    static let start = Instant(seconds: 1_491_350_400)
    static let pin = PIN("7391")
    static let other = PIN("8402")

    static func locked() -> LockScreen {
        var screen = LockScreen(pin: pin, now: start)
        screen.lock()
        return screen
    }

    @Test("locks where a PIN exists and ignores the request where none does")
    func lock() {
        var open = LockScreen(now: Self.start)
        #expect(open.lock() == false)
        #expect(!open.isLocked)
        var withPIN = LockScreen(pin: Self.pin, now: Self.start)
        #expect(withPIN.lock() == true)
        #expect(withPIN.isLocked)
    }

    @Test("opens with its PIN and with no other, and forgets wrong attempts when it opens")
    func unlock() {
        var screen = Self.locked()
        #expect(screen.unlock(with: Self.other, now: Self.start) == .wrong(remaining: nil))
        #expect(screen.isLocked)
        #expect(screen.failedAttempts == 1)
        #expect(screen.unlock(with: Self.pin, now: Self.start.adding(seconds: 5)) == .opened)
        #expect(!screen.isLocked)
        #expect(screen.failedAttempts == 0)
        #expect(screen.lastActivity == Self.start.adding(seconds: 5))
    }

    @Test("counts down to the wipe and loses the PIN at the limit")
    func wipe() {
        var screen = Self.locked()
        let outcomes = (0..<3).map { _ in screen.unlock(with: Self.other, now: Self.start, failedAttemptsLimit: 3) }
        #expect(outcomes == [.wrong(remaining: 2), .wrong(remaining: 1), .wiped])
        #expect(screen == LockScreen(now: Self.start))
        #expect(screen.unlock(with: Self.other, now: Self.start, failedAttemptsLimit: 3) == .noPINNeeded)
    }

    @Test("wipes at the next wrong PIN where the limit came below the count")
    func loweredLimit() {
        var screen = Self.locked()
        for _ in 0..<5 { _ = screen.unlock(with: Self.other, now: Self.start) }
        #expect(screen.unlock(with: Self.other, now: Self.start, failedAttemptsLimit: 4) == .wiped)
    }

    @Test("judges a PIN on an open screen too, stays open and counts nothing")
    func typedWhileOpen() {
        var screen = LockScreen(pin: Self.pin, now: Self.start)
        #expect(screen.unlock(with: Self.other, now: Self.start) == .wrong(remaining: nil))
        #expect(!screen.isLocked)
        #expect(screen.failedAttempts == 0)
    }

    @Test("takes a new PIN from a person only where it is open and the PIN will do, and else stays as it was")
    func setPIN() throws {
        var screen = Self.locked()
        let before = screen
        #expect(throws: PINError.screenLocked) {
            try screen.setPIN(Self.other, requirements: PINRequirements(), now: Self.start)
        }
        #expect(screen == before)
        #expect(screen.unlock(with: Self.pin, now: Self.start) == .opened)
        let opened = screen
        let refusal = #expect(throws: PINError.self) {
            try screen.setPIN(PIN("12"), requirements: PINRequirements(), now: Self.start)
        }
        #expect(refusal?.description.contains("at least 4") == true)
        #expect(screen == opened)
        let later = Self.start.adding(days: 1)
        try screen.setPIN(Self.other, requirements: PINRequirements(), now: later)
        #expect(screen.pin == Self.other)
        #expect(screen.pinSetAt == later)
        #expect(screen.recentPINs == [Self.other, Self.pin])
    }

    @Test("refuses the present PIN and earlier ones by the history policy, and at depth 1 the present one only")
    func history() throws {
        var screen = LockScreen(pin: Self.pin, now: Self.start)
        let two = PINRequirements.effective(helloDevice: HelloPolicy(history: 2))
        let one = PINRequirements.effective(helloDevice: HelloPolicy(history: 1))
        try screen.setPIN(Self.other, requirements: two, now: Self.start)
        for pin in [Self.pin, Self.other] {
            #expect(throws: PINError.self) { try screen.setPIN(pin, requirements: two, now: Self.start) }
        }
        #expect(throws: PINError.self) { try screen.setPIN(Self.other, requirements: one, now: Self.start) }
        try screen.setPIN(Self.pin, requirements: one, now: Self.start)
        #expect(screen.pin == Self.pin)
    }

    @Test("keeps as many PINs as the deepest history needs, and no more")
    func boundedHistory() throws {
        var screen = LockScreen(pin: PIN("1000"), now: Self.start)
        for number in 1_001..<1_100 {
            try screen.setPIN(PIN(String(number)), requirements: PINRequirements(), now: Self.start)
        }
        #expect(screen.recentPINs.count == 50)
        #expect(screen.recentPINs.last == PIN("1050"))
    }

    @Test("takes a generated PIN while locked, kills the old one and forgets the history")
    func replacePIN() {
        var screen = Self.locked()
        _ = screen.unlock(with: Self.other, now: Self.start)
        screen.replacePIN(with: Self.other, now: Self.start.adding(seconds: 1))
        #expect(screen.isLocked)
        #expect(screen.history.isEmpty)
        #expect(screen.failedAttempts == 0)
        #expect(screen.unlock(with: Self.pin, now: Self.start) == .wrong(remaining: nil))
        #expect(screen.unlock(with: Self.other, now: Self.start) == .opened)

        var keeping = Self.locked()
        keeping.replacePIN(with: Self.other, emptyingHistory: false, now: Self.start)
        #expect(keeping.history == [Self.pin])
    }

    @Test(
        "locks by itself after so many minutes without use",
        arguments: [(nil, 9_999, false), (0, 9_999, false), (5, 299, false), (5, 300, true)] as [(Int?, Int64, Bool)])
    func idle(limit: Int?, seconds: Int64, locks: Bool) {
        var screen = LockScreen(pin: Self.pin, now: Self.start)
        #expect(screen.lockIfIdle(now: Self.start.adding(seconds: seconds), limitMinutes: limit) == locks)
        #expect(screen.isLocked == locks)
    }

    @Test("does not lock for idleness while it is used, without a PIN, or twice")
    func idleExceptions() {
        var used = LockScreen(pin: Self.pin, now: Self.start)
        #expect(used.unlock(with: Self.pin, now: Self.start.adding(minutes: 4)) == .opened)
        #expect(used.lockIfIdle(now: Self.start.adding(minutes: 6), limitMinutes: 5) == false)
        #expect(used.lockIfIdle(now: Self.start.adding(minutes: 9), limitMinutes: 5) == true)
        #expect(used.lockIfIdle(now: Self.start.adding(minutes: 99), limitMinutes: 5) == false)
        var open = LockScreen(now: Self.start)
        #expect(open.lockIfIdle(now: Self.start.adding(minutes: 6), limitMinutes: 5) == false)
    }

    @Test("has a PIN that expires so many days after it was set, and never at 0")
    func expiry() {
        let screen = LockScreen(pin: Self.pin, now: Self.start)
        #expect(screen.pinExpiry(days: 41) == Self.start.adding(days: 41))
        #expect(!screen.isPINExpired(now: Self.start.adding(days: 41).adding(seconds: -1), days: 41))
        #expect(screen.isPINExpired(now: Self.start.adding(days: 41), days: 41))
        #expect(!screen.isPINExpired(now: Self.start.adding(days: 9_999), days: 0))
        #expect(LockScreen(now: Self.start).pinExpiry(days: 41) == nil)
    }

    @Test("heeds limits of DeviceLock only where its password is enabled and the number in range")
    func limits() {
        var policy = DeviceLockPolicy(maxDevicePasswordFailedAttempts: 5, maxInactivityTimeDeviceLock: 3)
        #expect(policy.failedAttemptsLimit == nil)
        #expect(policy.inactivityLimitMinutes == nil)
        policy.devicePasswordEnabled = 0
        #expect(policy.failedAttemptsLimit == 5)
        #expect(policy.inactivityLimitMinutes == 3)
        policy.maxDevicePasswordFailedAttempts = 0
        policy.maxInactivityTimeDeviceLock = 1_000
        #expect(policy.failedAttemptsLimit == nil)
        #expect(policy.inactivityLimitMinutes == nil)
    }
}
