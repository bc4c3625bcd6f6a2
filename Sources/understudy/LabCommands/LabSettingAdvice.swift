import GraphClient
import JSON
import Notation
import XML

/// What is probably wrong with settings that somebody gives, as sentences. The lab takes them, as Graph does.
enum LabSettingAdvice {
    static func sentences(_ settings: [GraphSetting]) -> [String] {
        var known: Set<String> = []
        return settings.flatMap { setting -> [String] in
            var found: [String] = []
            if !setting.omaUri.hasPrefix("./") {
                found.append("'\(setting.omaUri)' is no address of a node. Write it as ./Vendor/MSFT/…")
            }
            if !known.insert(setting.omaUri.lowercased()).inserted {
                found.append("'\(setting.omaUri)' is set twice in this profile: which value stays is not certain.")
            }
            if let fault = fault(inXMLOf: setting) {
                found.append("The value of '\(setting.omaUri)' is not well-formed XML: \(fault)")
            }
            return found
        }
    }

    /// Why a value is no XML; nil for one that is, and for other types. A policy takes several elements without a root too.
    private static func fault(inXMLOf setting: GraphSetting) -> String? {
        guard setting.type.hasSuffix(".omaSettingStringXml"), case .string(let base64) = setting.value,
            let octets = Base64.decode(base64)
        else { return nil }
        do throws(XMLError) {
            _ = try XMLElement.read(octets)
            return nil
        } catch {
            let wrapped = Array("<settings>".utf8) + octets + Array("</settings>".utf8)
            return (try? XMLElement.read(wrapped)) == nil ? "\(error)" : nil
        }
    }
}
