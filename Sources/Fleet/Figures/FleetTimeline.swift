/// What happened when: a fixed number of points, however long a run is, for plots.
package struct FleetTimeline: Codable, Equatable, Sendable {
    /// What happened in a piece of time, as long as `width` says.
    package struct Point: Codable, Equatable, Sendable {
        /// Seconds since 1970, when it begins.
        package var time: Int
        /// Sessions that ended in it, enrolments that succeeded, and errors.
        package var sessions = 0
        package var enrolled = 0
        package var errors = 0
        /// Phones that were enrolled at its end.
        package var phones = 0
        /// Of the sessions that ended in it, in seconds; of several shards the worst.
        package var p50 = 0.0
        package var p99 = 0.0

        mutating func add(_ other: Point) {
            sessions += other.sessions
            enrolled += other.enrolled
            errors += other.errors
            p50 = max(p50, other.p50)
            p99 = max(p99, other.p99)
        }
    }

    /// Seconds that each point is long.
    package private(set) var width = 1
    /// In order; where nothing was looked at there is none.
    package private(set) var points: [Point] = []

    private static let most = 600

    package init() {}

    /// Whether its points can be those of a run, so that others can be added to them.
    var isSound: Bool {
        let most = 1 << 40
        return (1...most).contains(width)
            && points.allSatisfy { point in
                [point.time, point.sessions, point.enrolled, point.errors, point.phones].allSatisfy { number in
                    (0...most).contains(number)
                }
            }
    }

    /// Adds what happened in a second, which comes after all others or in the last one.
    mutating func add(_ point: Point) {
        place(point, phones: point.phones)
        while points.count > Self.most { widen(to: width * 2) }
    }

    private mutating func place(_ point: Point, phones: Int) {
        let time = point.time - point.time % width
        if points.last?.time == time {
            points[points.count - 1].add(point)
        } else {
            var first = point
            first.time = time
            points.append(first)
        }
        points[points.count - 1].phones = phones
    }

    /// Makes points longer, and so fewer.
    private mutating func widen(to width: Int) {
        let old = points
        self.width = width
        points = []
        for point in old { place(point, phones: point.phones) }
    }

    /// Adds what other phones did at the same time.
    mutating func add(_ other: FleetTimeline) {
        var other = other
        let width = max(width, other.width)
        widen(to: width)
        other.widen(to: width)
        var (own, others) = (points[...], other.points[...])
        var merged: [Point] = []
        // Where one of them has no point, its phones are as many as they were at the last.
        var (ownPhones, otherPhones) = (0, 0)
        while let time = [own.first?.time, others.first?.time].compactMap({ $0 }).min() {
            var point = Point(time: time)
            if own.first?.time == time, let next = own.popFirst() {
                point.add(next)
                ownPhones = next.phones
            }
            if others.first?.time == time, let next = others.popFirst() {
                point.add(next)
                otherPhones = next.phones
            }
            point.phones = ownPhones + otherPhones
            merged.append(point)
        }
        points = merged
        while points.count > Self.most { widen(to: self.width * 2) }
    }
}
