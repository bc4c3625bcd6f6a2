import Notation
import XML

/// The elements of Microsoft's namespace: `MSFT:Applicability`, `MSFT:AllowedValues` and their forerunners in v1 files.
extension DDFReader {
    mutating func applicability(_ properties: XMLElement, at address: String) throws(DDFError) -> Applicability {
        var applicability = Applicability.everywhere
        if let platforms = properties.text(of: "NotSupportedOnPlatform") {
            applicability.excludedPlatforms = platforms.split(separator: ",").compactMap {
                Platform(rawValue: $0.trimmed)
            }
        }
        guard let element = properties.first("Applicability") else { return applicability }
        if let text = element.text(of: "OsBuildVersion") {
            for part in text.split(separator: ",") {
                applicability.builds.append(try build(part.trimmed, element, at: address))
            }
        }
        if let text = element.text(of: "EditionAllowList") {
            for part in text.split(separator: ";") where !part.trimmed.isEmpty {
                // `0x88*` stands for a family of editions (Holographic) that this project has no phone of: its first
                // number says enough, and a list of it alone must not become one that admits every edition.
                let number = part.trimmed.hasSuffix("*") ? part.trimmed.dropLast() : part.trimmed[...]
                guard number.hasPrefix("0x"), let edition = Int(number.dropFirst(2), radix: 16) else {
                    throw error(address, "EditionAllowList holds \(part.trimmed); write editions as 0x68;0x85;")
                }
                applicability.editions.append(edition)
            }
        }
        applicability.requiresAzureAD = element.first("RequiresAzureAd") != nil
        return applicability
    }

    /// A version as the schema writes it; that of CloudDesktop is published without its `10.0`.
    private mutating func build(
        _ text: String, _ element: XMLElement, at address: String
    ) throws(DDFError) -> BuildVersion {
        if let build = BuildVersion(text) { return build }
        guard text.split(separator: ".", omittingEmptySubsequences: false).count == 2,
            let build = BuildVersion("10.0.\(text)")
        else {
            throw error(address, "OsBuildVersion \(text) is not of the form 10.0.15063")
        }
        note(.build, element, address, "OsBuildVersion \(text) is not of the form 10.0.15063; it is read as \(build)")
        return build
    }

    mutating func deprecation(_ properties: XMLElement, at address: String) -> Deprecation? {
        guard let element = properties.first("Deprecated") else { return nil }
        guard let text = element.attribute("OsBuildDeprecated")?.trimmed else { return Deprecation() }
        let since = BuildVersion(text)
        if since == nil {
            note(.build, element, address, "OsBuildDeprecated \(text) is not of the form 10.0.15063; it is left out")
        }
        return Deprecation(since: since)
    }

    mutating func allowedValues(_ properties: XMLElement, at address: String) -> AllowedValues? {
        if let element = properties.first("AllowedValues") { return allowedValues(of: element, at: address) }
        guard let supported = properties.first("SupportedValues"), let low = supported.attribute("low"),
            let high = supported.attribute("high"), let least = Int(low), let most = Int(high), least <= most
        else { return nil }
        return AllowedValues(.ranges([least...most]))
    }

    private mutating func allowedValues(of element: XMLElement, at address: String) -> AllowedValues? {
        let entries = element.elements.filter { $0.name == "Enum" }
        let values = entries.compactMap { $0.text(of: "Value") }
        let meanings = entries.compactMap { entry in
            entry.text(of: "Value").flatMap { value in entry.text(of: "ValueDescription").map { (value, $0) } }
        }
        let text = element.text(of: "Value") ?? ""
        let delimiter = element.first("List")?.attribute("Delimiter").map { separator($0) }
        let kind = element.attribute("ValueType") ?? "None"
        var rule: AllowedValues.Rule? = nil
        switch kind {
        case "Range": rule = AllowedValues.Rule(ranges: text)
        case "ENUM": rule = .enumeration(values)
        case "Flag": rule = AllowedValues.Rule(flags: values)
        case "None": return nil
        default: rule = .unchecked(kind: text.isEmpty ? kind : "\(kind) \(text)")
        }
        if rule == nil {
            let shown = (["\(kind)", text] + values).filter { !$0.isEmpty }.joined(separator: " ")
            note(
                .allowedValues, element, address,
                "the allowed values cannot be understood, so none is refused: \(shown)")
            rule = .unchecked(kind: shown)
        }
        return rule.map {
            AllowedValues($0, delimiter: delimiter, meanings: Dictionary(meanings) { first, _ in first })
        }
    }

    /// A separator stands for itself or, as `0xF000` or `\xF000`, for a character by its number.
    private func separator(_ text: String) -> String {
        guard text.hasPrefix("0x") || text.hasPrefix("\\x"),
            let scalar = UInt32(text.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init)
        else {
            return text
        }
        return String(Character(scalar))
    }

    private func error(_ address: String, _ message: String) -> DDFError {
        DDFError(file: file, node: address, message: message)
    }
}

extension AllowedValues.Rule {
    /// Reads `[4-127]`, also several such with anything between, and single numbers as in `[6,17]`; the low end may be
    /// negative. nil where a part is neither.
    fileprivate init?(ranges text: String) {
        var ranges: [ClosedRange<Int>] = []
        for part in text.split(separator: "[") {
            guard let end = part.firstIndex(of: "]") else { return nil }
            for one in part[..<end].split(separator: ",") {
                guard let range = Self.range(one.trimmed) else { return nil }
                ranges.append(range)
            }
        }
        guard !ranges.isEmpty else { return nil }
        self = .ranges(ranges)
    }

    private static func range(_ text: some StringProtocol) -> ClosedRange<Int>? {
        guard let dash = text.dropFirst().firstIndex(of: "-") else { return Int(text).map { $0...$0 } }
        guard let low = Int(text[..<dash]), let high = Int(text[text.index(after: dash)...]), low <= high else {
            return nil
        }
        return low...high
    }

    /// Bits as decimal numbers or, as Microsoft's files of version 2 have most of them, with `0x`.
    fileprivate init?(flags values: [String]) {
        let bits = values.compactMap { AllowedValues.number($0) }
        guard bits.count == values.count, !bits.isEmpty else { return nil }
        self = .flags(bits)
    }
}
