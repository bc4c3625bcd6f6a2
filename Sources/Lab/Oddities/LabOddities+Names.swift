/// Oddities as people write them on a command line: `pretty`, `slow=500`, `cut=enrollment:120`,
/// `fault=policy:Authorization/DeviceCapReached`.
extension LabOddities {
    /// Reads names, one oddity each.
    /// - Throws: for a name that is none, with the names that there are.
    package init(names: [String]) throws(LabError) {
        self.init()
        for name in names { try add(name) }
    }

    /// How each oddity is written, for a help text.
    package static let forms: [String] =
        Switch.allCases.map(\.rawValue) + [
            "slow=MILLISECONDS", "cut=\(Self.written(LabExchange.allCases)):BYTES",
            "status=\(Self.written(LabExchange.allCases)):CODE",
            "fault=\(Self.written(Self.faulty)):SUBCODE[/ERRORTYPE]", "message=NUMBER",
            "certificate=" + LabCertificateOddity.allCases.map(\.rawValue).joined(separator: "|"),
            "document=" + LabDocumentOddity.allCases.map(\.rawValue).joined(separator: "|"),
        ]

    /// A fault is SOAP, which only the three messages of enrolment are.
    private static let faulty: [LabExchange] = [.discovery, .policy, .enrollment]

    private static func written(_ exchanges: [LabExchange]) -> String {
        exchanges.map(\.rawValue).joined(separator: "|")
    }

    /// The oddities that are on, as names that `init(names:)` reads.
    package var names: [String] {
        var names = Switch.allCases.filter(switches.contains).map(\.rawValue)
        if let delay { names.append("slow=\(delay)") }
        if let onlyMessage { names.append("message=\(onlyMessage)") }
        for exchange in LabExchange.allCases {
            if let bytes = cuts[exchange] { names.append("cut=\(exchange.rawValue):\(bytes)") }
            if let status = statuses[exchange] { names.append("status=\(exchange.rawValue):\(status)") }
            guard let fault = faults[exchange] else { continue }
            names.append("fault=\(exchange.rawValue):\(fault.subcode)" + (fault.errorType.map { "/\($0)" } ?? ""))
        }
        if let certificate { names.append("certificate=\(certificate.rawValue)") }
        if let document { names.append("document=\(document.rawValue)") }
        return names
    }

    private mutating func add(_ name: String) throws(LabError) {
        if let one = Switch(rawValue: name) {
            switches.insert(one)
            return
        }
        let parts = name.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2, addValue(parts[0], parts[1]) else {
            throw LabError(
                .unknownOddity, "There is no oddity '\(name)'. Use one of: \(Self.forms.joined(separator: ", ")).")
        }
    }

    /// - Returns: whether the name and its value are understood.
    private mutating func addValue(_ name: String, _ value: String) -> Bool {
        switch name {
        case "slow":
            delay = Int(value).flatMap { $0 >= 0 ? $0 : nil }
            return delay != nil
        case "message":
            onlyMessage = Int(value).flatMap { $0 > 0 ? $0 : nil }
            return onlyMessage != nil
        case "certificate":
            certificate = LabCertificateOddity(rawValue: value)
            return certificate != nil
        case "document":
            document = LabDocumentOddity(rawValue: value)
            return document != nil
        case "cut", "status", "fault": return addFailure(name, value)
        default: return false
        }
    }

    private mutating func addFailure(_ name: String, _ value: String) -> Bool {
        let parts = value.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2, let exchange = LabExchange(rawValue: parts[0]) else { return false }
        switch name {
        case "cut":
            guard let bytes = Int(parts[1]), bytes >= 0 else { return false }
            cuts[exchange] = bytes
        case "status":
            guard let code = Int(parts[1]), (200...599).contains(code) else { return false }
            statuses[exchange] = code
        default:
            guard Self.faulty.contains(exchange) else { return false }
            let words = parts[1].split(separator: "/", maxSplits: 1).map(String.init)
            guard let subcode = words.first else { return false }
            faults[exchange] = LabFault(subcode, errorType: words.count > 1 ? words[1] : nil)
        }
        return true
    }
}
