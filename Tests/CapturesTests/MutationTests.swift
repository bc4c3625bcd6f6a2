import Captures
import Foundation
import SyncML
import Testing

/// Whatever happens to a capture, it is read or refused; nothing else. What is read can be written in every form, and without
/// its secrets. `UNDERSTUDY_SEED` repeats a run.
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

    private static let seed =
        ProcessInfo.processInfo.environment["UNDERSTUDY_SEED"].flatMap { UInt64($0) } ?? .random(in: 0...UInt64.max)

    /// What can happen to a file on its way.
    private enum Mutation: CaseIterable {
        case cut, beginningLost, bitFlipped, octetChanged, pieceLost, pieceTwice, pieceManyTimes, noise, recoded,
            splicedWithOther
        case emptied

        func apply(_ octets: inout [UInt8], other: [UInt8], _ generator: inout Generator) {
            guard !octets.isEmpty else { return }
            let place = Int.random(in: 0..<octets.count, using: &generator)
            let piece = place..<min(octets.count, place + 40)
            switch self {
            case .cut: octets.removeSubrange(place...)
            case .beginningLost: octets.removeSubrange(..<place)
            case .bitFlipped: octets[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case .octetChanged: octets[place] = UInt8.random(in: 0...255, using: &generator)
            case .pieceLost: octets.removeSubrange(piece)
            case .pieceTwice: octets.insert(contentsOf: octets[piece], at: place)
            case .pieceManyTimes:
                octets.insert(contentsOf: [[UInt8]](repeating: Array(octets[piece]), count: 300).joined(), at: place)
            case .noise: octets.insert(contentsOf: [0, 0xFF, 0x3C, 0x0A], at: place)
            case .recoded: recode(&octets, &generator)
            case .splicedWithOther: octets = Array(octets[..<place]) + Array(other[min(place, other.count)...])
            case .emptied: for index in piece { octets[index] = 0 }
            }
        }

        /// As if another encoding had been meant: UTF-16 of either order, or a mark that is not true.
        private func recode(_ octets: inout [UInt8], _ generator: inout Generator) {
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: octets = octets.flatMap { [$0, 0] }
            case 1: octets = [0xFE, 0xFF] + octets.flatMap { [0, $0] }
            case 2: octets = [0xFF, 0xFE] + octets
            default:
                octets = [0xEF, 0xBB, 0xBF] + octets.flatMap { $0 < 0x80 ? [$0] : [0xC0 | $0 >> 6, 0x80 | $0 & 0x3F] }
            }
        }
    }

    /// - Returns: whether there was something to read in it.
    private static func isRead(_ octets: [UInt8], _ name: String, isWritten: Bool) -> Bool {
        do throws(CaptureError) {
            let limits = CaptureLimits(
                maximumBodyBytes: 1 << 20, maximumUnpackedBytes: 4 << 20, maximumMessages: 10_000)
            let recording = try Recording.read([CaptureFile(name: name, octets: octets)], limits: limits)
            if isWritten { write(recording) }
            return recording.messageCount > 0 || !recording.others.isEmpty
        } catch {
            #expect(!error.message.isEmpty && error.place.file == name)
            return false
        }
    }

    private static func write(_ recording: Recording) {
        let redacted = recording.redacted().recording
        for recording in [recording, redacted] {
            for target in Recording.Target.allCases { _ = recording.files(as: target) }
            _ = try? recording.text(style: .pretty)
            _ = try? recording.converted(to: .wbxml)
        }
        // What was written anew can be read again.
        #expect(redacted.sessions.flatMap(\.messages).allSatisfy { (try? $0.reading()) != nil })
    }

    @Test func `damaged captures are read or refused`() throws {
        let seed = Self.seed
        print("MutationTests seed:", seed)
        var generator = Generator(state: seed)
        var counts = (read: 0, refused: 0)
        let sources = try Fixture.all.map { try Fixture.file($0) } + Samples.files.map { try Fixture.file($0) }
        for source in sources {
            for round in 0..<25 {
                var octets = source.octets
                let other = sources.randomElement(using: &generator)?.octets ?? []
                for _ in 0..<Int.random(in: 1...3, using: &generator) {
                    Mutation.allCases.randomElement(using: &generator)?.apply(&octets, other: other, &generator)
                }
                if Self.isRead(octets, source.name, isWritten: round % 5 == 0) {
                    counts.read += 1
                } else {
                    counts.refused += 1
                }
            }
        }
        #expect(counts.read > 100 && counts.refused > 100, "seed \(seed): \(counts)")
    }

    /// Each length once: what a copy that broke off leaves.
    @Test func `a capture that ends anywhere is read or refused`() throws {
        var counts = (read: 0, refused: 0)
        for name in ["fiddler.saz", "flows.mitm", "message.wbxml", "http-coded.txt", "ngrok.json", "curl.trace"] {
            let source = try Fixture.file(name)
            for length in stride(from: 0, to: source.octets.count, by: max(1, source.octets.count / 300)) {
                if Self.isRead(Array(source.octets.prefix(length)), source.name, isWritten: false) {
                    counts.read += 1
                } else {
                    counts.refused += 1
                }
            }
        }
        #expect(counts.read > 100 && counts.refused > 100, "\(counts)")
    }

    @Test func `random octets behind each form's beginning are read or refused`() throws {
        let seed = Self.seed
        print("MutationTests seed:", seed)
        var generator = Generator(state: seed)
        var count = 0
        for name in Fixture.all {
            let source = try Fixture.file(name)
            for _ in 0..<5 {
                let start = source.octets.prefix(Int.random(in: 0...200, using: &generator))
                let rest = (0..<200).map { _ in UInt8.random(in: 0...255, using: &generator) }
                _ = Self.isRead(Array(start) + rest, source.name, isWritten: true)
                count += 1
            }
        }
        #expect(count == Fixture.all.count * 5)
    }
}
