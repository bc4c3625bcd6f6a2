import Testing

@Suite("The main story: recover the PIN")
struct RecoverPINTests {
    /// The PIN in the Results of a reply; nil where there is none.
    static func newPIN(in reply: String) -> String? {
        reply.firstMatch(of: #/<Results>.*NewPINValue</LocURI>.*?<Data>([^<]+)</Data>/#).map { String($0.1) }
    }

    @Test("The reply is one line whose Results hold digits; the new PIN opens the phone and the old one does not")
    func story() throws {
        try Understudy.with { understudy in
            let before = try understudy("status", "--state", "phone", "--show-pin", "--json").object()
            let saved = try understudy("apply", Understudy.sample("syncml/recover-pin.xml"), "--state", "phone")
            #expect(saved.code == 0)
            #expect(saved.errors == "")
            #expect(saved.output.hasSuffix("</SyncML>\n"))
            #expect(saved.output.split(separator: "\n").count == 1)
            let pin = try #require(Self.newPIN(in: saved.output))
            #expect(pin.utf8.count >= 4)
            #expect(pin.utf8.allSatisfy { (0x30...0x39).contains($0) })
            #expect(before["pin"] as? String != pin)

            let status = try understudy("status", "--state", "phone", "--show-pin", "--json").object()
            #expect(status["isLocked"] as? Bool == true)
            #expect(status["pin"] as? String == pin)
            #expect(status["helloKeys"] as? [String] == before["helloKeys"] as? [String])

            let again = try understudy("get", "./Vendor/MSFT/RemoteLock/NewPINValue", "--state", "phone")
            #expect(again.code == 0)
            #expect(again.output == "\n")

            let old = try #require(before["pin"] as? String)
            #expect(try understudy("unlock", "--pin", old, "--state", "phone").code == 1)
            #expect(try understudy("unlock", "--pin", pin, "--state", "phone").code == 0)
            let unlocked = try understudy("status", "--state", "phone", "--json").object()
            #expect(unlocked["isLocked"] as? Bool == false)
            #expect(unlocked["pin"] == nil)
        }
    }

    @Test("The PIN that a person knew is dead after the recovery")
    func oldPIN() throws {
        try Understudy.with { understudy in
            #expect(try understudy("set-pin", "--pin", "271828", "--state", "phone").code == 0)
            #expect(try understudy("lock", "--state", "phone").code == 0)
            #expect(try understudy("unlock", "--pin", "271828", "--state", "phone").code == 0)
            let reply = try understudy("apply", Understudy.sample("syncml/recover-pin.xml"), "--state", "phone")
            #expect(reply.code == 0)
            #expect(try understudy("unlock", "--pin", "271828", "--state", "phone").code == 1)
            let pin = try #require(Self.newPIN(in: reply.output))
            #expect(try understudy("unlock", "--pin", pin, "--state", "phone").code == 0)
        }
    }

    @Test("A locked phone whose policy comes late is not ready, and is after the next unlock")
    func afterUnlock() throws {
        try Understudy.with { understudy in
            _ = try understudy("set-pin", "--pin", "271828", "--state", "phone")
            _ = try understudy("lock", "--state", "phone")
            let first = try understudy("apply", Understudy.sample("syncml/recover-pin.xml"), "--state", "phone")
            #expect(first.code == 1)
            #expect(Self.newPIN(in: first.output) == nil)
            _ = try understudy("unlock", "--pin", "271828", "--state", "phone")
            let second = try understudy("apply", Understudy.sample("syncml/recover-pin.xml"), "--state", "phone")
            #expect(second.code == 0)
            #expect(Self.newPIN(in: second.output) != nil)
        }
    }

    @Test("The reset service and the seed decide as they are told")
    func service() throws {
        try Understudy.with { understudy in
            let file = Understudy.sample("syncml/recover-pin.xml")
            let denied = try understudy("apply", file, "--pin-reset-service", "denied", "--explain")
            #expect(denied.code == 1)
            #expect(Self.newPIN(in: denied.output) == nil)
            #expect(denied.errors.contains("ticket"))
            let granted = try understudy("apply", file, "--pin-reset-service", "granted", "--seed", "5")
            #expect(granted.code == 0)
            #expect(try understudy("apply", file, "--seed", "5").output == granted.output)
            let other = try understudy("apply", file, "--seed", "6")
            #expect(other.code == 0)
            #expect(other.output != granted.output)
        }
    }

    /// A sample, and the exit code that its story ends with.
    static let stories: [(file: String, code: Int32)] = [
        ("bench-message.xml", 1), ("recover-pin.xml", 0), ("pin-policy-device.xml", 0), ("pin-policy-user.xml", 0),
        ("lock.xml", 0), ("recovery-not-enabled.xml", 1), ("reset-pin.xml", 1), ("atomic-fails.xml", 1),
        ("missing-path.xml", 1), ("no-such-policy-value.xml", 1), ("lock-without-pin.xml", 0),
    ]

    @Test("Every sample tells its story the same way twice", arguments: stories)
    func samples(_ story: (file: String, code: Int32)) throws {
        try Understudy.with { understudy in
            let file = Understudy.sample("syncml/\(story.file)")
            let first = try understudy("apply", file, "--seed", "1703", "--explain")
            #expect(first.code == story.code, "\(first.errors)")
            #expect(first.output.hasPrefix("<SyncML xmlns="))
            let second = try understudy("apply", file, "--seed", "1703", "--explain")
            #expect(second.output == first.output)
            #expect(second.errors == first.errors)
        }
    }
}
