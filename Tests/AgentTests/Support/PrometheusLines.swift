/// The text form of metrics, read strictly (Prometheus, *Exposition formats*).
struct PrometheusLines {
    /// By metric name.
    private(set) var types: [String: String] = [:]
    private(set) var help: [String: String] = [:]
    /// By name and labels as they stand there, without that of the device.
    private(set) var values: [String: Double] = [:]
    /// The devices that the figures are of.
    private(set) var devices: Set<String> = []

    struct Fault: Error { var line: String }

    init(_ text: String) throws {
        guard text.isEmpty || text.hasSuffix("\n") else { throw Fault(line: "no line break at the end") }
        for line in text.split(separator: "\n") { try read(String(line)) }
    }

    private mutating func read(_ line: String) throws {
        if let match = line.wholeMatch(of: #/# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)/#) {
            help[String(match.1)] = String(match.2)
        } else if let match = line.wholeMatch(of: #/# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram)/#) {
            types[String(match.1)] = String(match.2)
        } else {
            let label = #/[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\[\\"n])*"/#
            let sample = #/([a-zA-Z_:][a-zA-Z0-9_:]*)(\{[^ ]*\}|\{.*\})? (-?[0-9.e+-]+|\+Inf|NaN)/#
            guard let match = line.wholeMatch(of: sample), let value = Double(match.3) else { throw Fault(line: line) }
            let name = String(match.1)
            let family = ["_bucket", "_sum", "_count"].reduce(name) { name, suffix in
                let base = String(name.dropLast(suffix.count))
                return name.hasSuffix(suffix) && types[base] == "histogram" ? base : name
            }
            guard types[family] != nil, help[family] != nil else { throw Fault(line: "before its TYPE: " + line) }
            if let labels = match.2 {
                let rest = labels.dropFirst().dropLast().replacing(label, with: "L")
                guard rest.split(separator: ",").allSatisfy({ $0 == "L" }) else { throw Fault(line: line) }
            }
            var labels = match.2.map(String.init) ?? ""
            if let device = labels.firstMatch(of: #/device="([^"]*)",?/#) {
                devices.insert(String(device.1))
                labels.removeSubrange(device.range)
                labels = labels.replacing(",}", with: "}").replacing("{}", with: "")
            }
            values[name + labels] = value
        }
    }
}
