/// Times workloads against each other on a machine that others use as well.
enum Stopwatch {
    /// Seconds that each work takes once: the best of several rounds, the workloads in turn in each round, so that a slow
    /// moment of the machine hits all of them or is outlived.
    static func best(of workloads: [Workload], repeats: Int, atLeast shortest: Duration) throws -> [Double] {
        let counts = try workloads.map { try count(for: $0, atLeast: shortest) }
        var best = [Double](repeating: .infinity, count: workloads.count)
        for _ in 0..<repeats {
            for (index, work) in workloads.enumerated() {
                best[index] = min(best[index], try seconds(of: work, count: counts[index]) / Double(counts[index]))
            }
        }
        return best
    }

    /// How often a work must be done for its time to be measurable; it also warms up.
    private static func count(for work: Workload, atLeast shortest: Duration) throws -> Int {
        var count = 1
        while try seconds(of: work, count: count) < shortest / .seconds(1) { count *= 2 }
        return count
    }

    private static func seconds(of work: Workload, count: Int) throws -> Double {
        let duration = try ContinuousClock().measure { try work.repeated(count) }
        return duration / .seconds(1)
    }
}
