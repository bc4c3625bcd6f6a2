import Testing

@testable import Fleet

@Suite("What a fleet did when")
struct FleetTimelineTests {
    private static func timeline(_ seconds: Range<Int>, from start: Int = 1_000_000) -> FleetTimeline {
        var timeline = FleetTimeline()
        for second in seconds {
            var point = FleetTimeline.Point(time: start + second)
            point.sessions = 2
            point.phones = second + 1
            point.p99 = Double(second)
            timeline.add(point)
        }
        return timeline
    }

    @Test("However long a run is, the points are few, and nothing gets lost", arguments: [1, 600, 601, 5000, 100_000])
    func widening(seconds: Int) {
        let timeline = Self.timeline(0..<seconds)
        #expect(timeline.points.count <= 600 && timeline.points.map(\.sessions).reduce(0, +) == 2 * seconds)
        #expect(timeline.points.last?.phones == seconds && timeline.points.last?.p99 == Double(seconds - 1))
        #expect(timeline.points.map(\.time) == timeline.points.map(\.time).sorted())
        #expect((timeline.width == 1) == (seconds <= 600))
    }

    @Test("Of two shards points of one time are one; where one of them has none, its phones are still there")
    func adding() throws {
        var sum = Self.timeline(0..<10)
        sum.add(Self.timeline(5..<20))
        #expect(sum.points.count == 20 && sum.points.map(\.sessions).reduce(0, +) == 50)
        #expect(sum.points[4].phones == 5 && sum.points[7].phones == 16 && sum.points[15].phones == 26)
        #expect(sum.points[7].p99 == 7 && sum.points[7].sessions == 4)
    }

    @Test("A long shard and a short one are added at the width of the long one")
    func widths() {
        var sum = Self.timeline(0..<2000)
        sum.add(Self.timeline(0..<3))
        #expect(sum.width == 4 && sum.points.map(\.sessions).reduce(0, +) == 4006)
        var other = Self.timeline(0..<3)
        other.add(Self.timeline(0..<2000))
        #expect(other.points.map(\.sessions) == sum.points.map(\.sessions))
    }
}
