package import Metrics
import Synchronization

/// A metrics backend that renders what it has collected in Prometheus' text form (exposition format 0.0.4).
///
/// No package for it can be had; what a phone counts is little, so little is here: counters, gauges, and histograms whose
/// buckets are seconds.
package final class PrometheusRegistry: Sendable {
    private struct Family {
        let type: PrometheusType
        /// By the text of the labels.
        var series: [String: any PrometheusSeries] = [:]
    }

    private let families = Mutex<[String: Family]>([:])
    private let help: [String: String]

    /// - Parameter help: what a metric is, by its name, for people.
    package init(help: [String: String] = AgentFigures.help) {
        self.help = help
    }

    /// All that was collected, sorted, so that two renderings can be compared.
    package func text() -> String {
        families.withLock { families in
            var lines: [String] = []
            for (name, family) in families.sorted(by: { $0.key < $1.key }) {
                lines.append("# HELP \(name) \(PrometheusText.escapedHelp(help[name] ?? name))")
                lines.append("# TYPE \(name) \(family.type.rawValue)")
                for (labels, series) in family.series.sorted(by: { $0.key < $1.key }) {
                    lines += series.samples.map { $0.line(name, labels) }
                }
            }
            return lines.map { $0 + "\n" }.joined()
        }
    }

    /// Finds a series or makes it.
    /// - Returns: nil where a metric of this name is of another type already.
    private func series<Series: PrometheusSeries>(
        _ type: PrometheusType, _ label: String, _ dimensions: [(String, String)], _ make: () -> Series
    ) -> Series? {
        let name = PrometheusText.name(label)
        let labels = PrometheusText.labels(dimensions)
        return families.withLock { families in
            if let known = families[name]?.series[labels] { return known as? Series }
            guard families[name].map({ $0.type == type }) ?? true else { return nil }
            let made = make()
            families[name, default: Family(type: type)].series[labels] = made
            return made
        }
    }

    private func remove(_ gone: any PrometheusSeries) {
        families.withLock { families in
            for (name, family) in families {
                families[name]?.series = family.series.filter { $0.value !== gone }
                if families[name]?.series.isEmpty == true { families[name] = nil }
            }
        }
    }
}

extension PrometheusRegistry: MetricsFactory {
    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        series(.counter, label, dimensions) { CounterSeries() } ?? NOOPMetricsHandler.instance
    }

    package func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
        guard aggregate else {
            return series(.gauge, label, dimensions) { GaugeSeries() } ?? NOOPMetricsHandler.instance
        }
        // Nothing is known of the values, so only their number and their sum are kept.
        return series(.histogram, label, dimensions) { HistogramSeries(bounds: []) } ?? NOOPMetricsHandler.instance
    }

    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        series(.histogram, label, dimensions) { HistogramSeries(bounds: HistogramSeries.seconds) }
            ?? NOOPMetricsHandler.instance
    }

    package func destroyCounter(_ handler: any CounterHandler) { destroy(handler) }

    package func destroyRecorder(_ handler: any RecorderHandler) { destroy(handler) }

    package func destroyTimer(_ handler: any TimerHandler) { destroy(handler) }

    private func destroy(_ handler: AnyObject) {
        if let series = handler as? any PrometheusSeries { remove(series) }
    }
}
