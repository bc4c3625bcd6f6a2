import Notation
import SimulatedPhone
import Testing

@testable import Fleet

@Suite("When phones are due")
struct DueQueueTests {
    @Test("They come in the order of their times, each once, with the time that was said last")
    func order() {
        var random = SeededGenerator(seed: 7)
        var queue = DueQueue(phones: 500)
        var last: [Int: Duration] = [:]
        for _ in 0..<2000 {
            let (phone, due) = (
                Int.random(in: 0..<500, using: &random), Duration.milliseconds(Int.random(in: 0..<9000, using: &random))
            )
            queue.set(phone, due: due)
            last[phone] = due
        }
        var taken: [(phone: Int, due: Duration)] = []
        while let next = queue.take(by: .seconds(10)) { taken.append(next) }
        #expect(taken.map(\.due) == taken.map(\.due).sorted())
        #expect(Dictionary(taken.map { ($0.phone, $0.due) }) { first, _ in first } == last && taken.count == last.count)
    }

    @Test("Nobody comes before the time")
    func early() {
        var queue = DueQueue(phones: 1)
        #expect(queue.first == nil)
        queue.set(0, due: .seconds(5))
        #expect(queue.take(by: .seconds(4)) == nil && queue.first == .seconds(5))
        queue.set(0, due: .seconds(1))
        #expect(queue.take(by: .seconds(4))?.due == .seconds(1))
        #expect(queue.first == nil && queue.due(of: 0) == nil)
    }
}
