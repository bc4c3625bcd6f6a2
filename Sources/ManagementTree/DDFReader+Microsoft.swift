import Notation
import XML

/// The elements of Microsoft's namespace: `MSFT:Applicability`, `MSFT:AllowedValues` and their forerunners in v1 files.
extension DDFReader {
    func applicability(_ properties: XMLElement, at address: String) throws(DDFError) -> Applicability {
        var applicability = Applicability.everywhere
        if let platforms = properties.text(of: "NotSupportedOnPlatform") {
            applicability.excludedPlatforms = platforms.split(separator: ",").compactMap {
                Platform(rawValue: $0.trimmed)
            }
        }
        guard let element = properties.first("Applicability") else { return applicability }
        if let text = element.text(of: "OsBuildVersion") {
            for part in text.split(separator: ",") {
                guard let build = BuildVersion(part.trimmed) else {
                    throw error(address, "OsBuildVersion \(part.trimmed) is not of the form 10.0.15063")
                }
                applicability.builds.append(build)
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

    func allowedValues(_ properties: XMLElement) -> AllowedValues? {
        if let element = properties.first("AllowedValues") { return allowedValues(of: element) }
        guard let supported = properties.first("SupportedValues"), let low = supported.attribute("low"),
            let high = supported.attribute("high"), let least = Int(low), let most = Int(high), least <= most
        else { return nil }
        return AllowedValues(.ranges([least...most]))
    }

    private func allowedValues(of element: XMLElement) -> AllowedValues? {
        let entries = element.elements.filter { $0.name == "Enum" }
        let values = entries.compactMap { $0.text(of: "Value") }
        let meanings = entries.compactMap { entry in
            entry.text(of: "Value").flatMap { value in entry.text(of: "ValueDescription").map { (value, $0) } }
        }
        let text = element.text(of: "Value") ?? ""
        let delimiter = element.first("List")?.attribute("Delimiter").map { separator($0) }
        let kind = element.attribute("ValueType") ?? "None"
        let rule: AllowedValues.Rule
        switch kind {
        case "Range":
            let ranges = ranges(text)
            rule = ranges.isEmpty ? .unchecked(kind: "Range \(text)") : .ranges(ranges)
        case "ENUM": rule = .enumeration(values)
        case "Flag": rule = .flags(values.compactMap { Int($0) })
        case "None": return nil
        default: rule = .unchecked(kind: text.isEmpty ? kind : "\(kind) \(text)")
        }
        return AllowedValues(rule, delimiter: delimiter, meanings: Dictionary(meanings) { first, _ in first })
    }

    /// A separator stands for itself or, as `0xF000`, for a character by its number.
    private func separator(_ text: String) -> String {
        guard text.hasPrefix("0x"), let scalar = UInt32(text.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init)
        else {
            return text
        }
        return String(Character(scalar))
    }

    /// Reads `[4-127]`, also several such with anything between; the low end may be negative.
    private func ranges(_ text: String) -> [ClosedRange<Int>] {
        text.split(separator: "[").compactMap { part in
            guard let end = part.firstIndex(of: "]") else { return nil }
            let inside = part[..<end]
            guard let dash = inside.dropFirst().firstIndex(of: "-") else {
                return Int(inside).map { $0...$0 }
            }
            guard let low = Int(inside[..<dash]), let high = Int(inside[inside.index(after: dash)...]), low <= high
            else { return nil }
            return low...high
        }
    }

    private func error(_ address: String, _ message: String) -> DDFError {
        DDFError(file: file, node: address, message: message)
    }
}
