import Agent
import Metrics
import Testing

/// The text form of metrics (Prometheus, *Exposition formats*, version 0.0.4).
@Suite("The metrics' text")
struct PrometheusRegistryTests {
    @Test("Counters with labels, sorted")
    func counters() throws {
        let registry = PrometheusRegistry(help: ["a_total": "First line\nand \\ second."])
        Counter(label: "a_total", dimensions: [("z", "1"), ("b", "2")], factory: registry).increment(by: 3)
        Counter(label: "a_total", dimensions: [("b", "2"), ("z", "1")], factory: registry).increment()
        Counter(label: "a_total", factory: registry).increment(by: -5)
        #expect(
            registry.text() == """
                # HELP a_total First line\\nand \\\\ second.
                # TYPE a_total counter
                a_total 0
                a_total{b="2",z="1"} 4

                """)
    }

    @Test(
        "Values of labels are escaped, names made fit",
        arguments: [
            ("a\"b", "a\\\"b"), ("a\\b", "a\\\\b"), ("a\nb", "a\\nb"), ("ä, {x}=\"\"", "ä, {x}=\\\"\\\""),
        ])
    func escaping(_ value: String, _ written: String) throws {
        let registry = PrometheusRegistry(help: [:])
        Counter(label: "über.total", dimensions: [("9 lives", value)], factory: registry).increment()
        #expect(registry.text().contains("_ber_total{_9_lives=\"\(written)\"} 1\n"))
        _ = try PrometheusLines(registry.text())
    }

    @Test("Timers are histograms in seconds, whose buckets add up")
    func timers() throws {
        let registry = PrometheusRegistry(help: [:])
        let timer = Timer(label: "t_seconds", factory: registry)
        for milliseconds in [1, 2, 40, 40, 700, 120_000] { timer.recordMilliseconds(milliseconds) }
        let values = try PrometheusLines(registry.text()).values
        #expect(values["t_seconds_bucket{le=\"0.001\"}"] == 1)
        #expect(values["t_seconds_bucket{le=\"0.05\"}"] == 4)
        #expect(values["t_seconds_bucket{le=\"1\"}"] == 5)
        #expect(values["t_seconds_bucket{le=\"60\"}"] == 5)
        #expect(values["t_seconds_bucket{le=\"+Inf\"}"] == 6)
        #expect(values["t_seconds_count"] == 6)
        let sum = try #require(values["t_seconds_sum"])
        #expect(abs(sum - 120.783) < 1e-9)
    }

    @Test("A gauge has its last value, a recorder its sum and its number")
    func others() throws {
        let registry = PrometheusRegistry(help: [:])
        let gauge = Recorder(label: "g", aggregate: false, factory: registry)
        gauge.record(3)
        gauge.record(-2.5)
        let recorder = Recorder(label: "r", factory: registry)
        recorder.record(3)
        recorder.record(4)
        let lines = try PrometheusLines(registry.text())
        #expect(lines.types == ["g": "gauge", "r": "histogram"])
        #expect(lines.values == ["g": -2.5, "r_bucket{le=\"+Inf\"}": 2, "r_sum": 7, "r_count": 2])
    }

    @Test("What has another type than before is not collected; what is destroyed is gone")
    func mismatch() throws {
        let registry = PrometheusRegistry(help: [:])
        let counter = Counter(label: "x", factory: registry)
        counter.increment()
        Timer(label: "x", factory: registry).recordSeconds(1)
        Timer(label: "x", dimensions: [("a", "b")], factory: registry).recordSeconds(1)
        #expect(try PrometheusLines(registry.text()).values == ["x": 1])
        counter.reset()
        #expect(try PrometheusLines(registry.text()).values == ["x": 0])
        counter.destroy()
        #expect(registry.text().isEmpty)
    }
}
