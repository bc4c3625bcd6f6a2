import Metrics
import Synchronization

/// The types of metrics that the text form knows and we use.
enum PrometheusType: String {
    case counter, gauge, histogram
}

/// One series of a metric: what is counted for one set of labels.
protocol PrometheusSeries: AnyObject, Sendable {
    var samples: [PrometheusSample] { get }
}

/// How often something happened.
final class CounterSeries: PrometheusSeries, CounterHandler {
    private let value = Mutex<Int64>(0)

    func increment(by amount: Int64) {
        // A counter never falls, and stays at the end of what it can count.
        value.withLock { value in
            let (sum, overflow) = value.addingReportingOverflow(max(0, amount))
            value = overflow ? .max : sum
        }
    }

    func reset() { value.withLock { $0 = 0 } }

    var samples: [PrometheusSample] { [PrometheusSample(value: Double(value.withLock { $0 }))] }
}

/// A value that goes up and down; the last one counts.
final class GaugeSeries: PrometheusSeries, RecorderHandler {
    private let value = Mutex<Double>(0)

    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) { self.value.withLock { $0 = value } }

    var samples: [PrometheusSample] { [PrometheusSample(value: value.withLock { $0 })] }
}

/// How values are spread: for each bound how many were not above it.
final class HistogramSeries: PrometheusSeries, RecorderHandler, TimerHandler {
    private struct State {
        /// How many values fell between a bound and the one before; the last one is above all bounds.
        var counts: [Int64]
        var sum = 0.0
    }

    /// From the answer of a server on the same machine to one that is about to be given up.
    static let seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]

    private let bounds: [Double]
    private let state: Mutex<State>

    init(bounds: [Double]) {
        self.bounds = bounds
        state = Mutex(State(counts: Array(repeating: 0, count: bounds.count + 1)))
    }

    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        let place = bounds.firstIndex { value <= $0 } ?? bounds.count
        state.withLock { state in
            state.counts[place] += 1
            state.sum += value
        }
    }

    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }

    var samples: [PrometheusSample] {
        let state = state.withLock { $0 }
        var total: Int64 = 0
        var samples: [PrometheusSample] = []
        for (bound, count) in zip(bounds.map(PrometheusText.number) + ["+Inf"], state.counts) {
            total += count
            samples.append(PrometheusSample(suffix: "_bucket", bound: bound, value: Double(total)))
        }
        samples.append(PrometheusSample(suffix: "_sum", value: state.sum))
        samples.append(PrometheusSample(suffix: "_count", value: Double(total)))
        return samples
    }
}
