import Captures
import Testing

/// Whatever happens to a capture, it is read or refused; nothing else.
struct MutationTests {
    private struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    private static func isRead(_ octets: [UInt8], _ name: String) -> Bool {
        do throws(CaptureError) {
            let recording = try Recording.read([CaptureFile(name: name, octets: octets)])
            return recording.messageCount > 0 || !recording.others.isEmpty
        } catch {
            #expect(!error.message.isEmpty && error.place.file == name)
            return false
        }
    }

    private static func mutate(_ octets: inout [UInt8], _ generator: inout Generator) {
        guard !octets.isEmpty else { return }
        let place = Int.random(in: 0..<octets.count, using: &generator)
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: octets.removeSubrange(place...)
        case 1: octets[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        case 2: octets[place] = UInt8.random(in: 0...255, using: &generator)
        case 3: octets.removeSubrange(place..<min(octets.count, place + 40))
        case 4: octets.insert(contentsOf: octets[place..<min(octets.count, place + 40)], at: place)
        default: octets.insert(contentsOf: [0, 0xFF, 0x3C, 0x0A], at: place)
        }
    }

    @Test func `damaged captures are read or refused`() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("MutationTests seed:", seed)
        var generator = Generator(state: seed)
        var counts = (read: 0, refused: 0)
        for name in Fixture.all {
            let source = try Fixture.file(name)
            for _ in 0..<25 {
                var octets = source.octets
                for _ in 0..<Int.random(in: 1...3, using: &generator) { Self.mutate(&octets, &generator) }
                if Self.isRead(octets, source.name) { counts.read += 1 } else { counts.refused += 1 }
            }
        }
        #expect(counts.read > 100 && counts.refused > 100, "seed \(seed): \(counts)")
    }

    @Test func `random octets behind each form's beginning are read or refused`() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("MutationTests seed:", seed)
        var generator = Generator(state: seed)
        var count = 0
        for name in Fixture.all {
            let source = try Fixture.file(name)
            for _ in 0..<5 {
                let start = source.octets.prefix(Int.random(in: 0...200, using: &generator))
                let rest = (0..<200).map { _ in UInt8.random(in: 0...255, using: &generator) }
                _ = Self.isRead(Array(start) + rest, source.name)
                count += 1
            }
        }
        #expect(count == Fixture.all.count * 5)
    }
}
