import Notation
import XML

/// A `wap-provisioningdoc` as it was written, before any rule is applied (MS-MDE2 2.2.9).
struct ProvisioningDocument: Equatable, Sendable {
    var characteristics: [Characteristic]

    static func read(_ bytes: [UInt8]) throws(EnrollmentFailure) -> ProvisioningDocument {
        let root: XMLElement
        do throws(XMLError) {
            root = try XMLElement.read(bytes)
        } catch {
            throw EnrollmentFailure(
                .unreadableDocument, .provisioning, "The provisioning document cannot be read: \(error.message)",
                place: "\(error.place)")
        }
        guard root.name == "wap-provisioningdoc" else {
            throw unreadable("The document is a <\(root.name)>: it has to be a wap-provisioningdoc.", root, [])
        }
        var characteristics: [Characteristic] = []
        for element in root.elements { characteristics.append(try characteristic(element, below: [])) }
        return ProvisioningDocument(characteristics: characteristics)
    }

    private static func characteristic(
        _ element: XMLElement, below path: [String]
    ) throws(EnrollmentFailure) -> Characteristic {
        guard element.name == "characteristic", let type = element.attribute("type")?.trimmed, !type.isEmpty else {
            throw unreadable("A characteristic with a type is expected here, not <\(element.name)>.", element, path)
        }
        let path = path + [type]
        var result = Characteristic(
            type: type, path: path, parms: [], children: [], place: Self.place(of: element, path))
        for child in element.elements {
            if child.name == "parm" {
                result.parms.append(try parm(child, in: path))
            } else {
                result.children.append(try characteristic(child, below: path))
            }
        }
        return result
    }

    private static func parm(
        _ element: XMLElement, in path: [String]
    ) throws(EnrollmentFailure) -> Characteristic.Parm {
        guard let name = element.attribute("name"), !name.isEmpty else {
            throw unreadable("A parm without a name: give it one.", element, path)
        }
        var parm = Characteristic.Parm(
            name: name, value: element.attribute("value"), datatype: nil, place: place(of: element, path + [name]))
        guard let text = element.attribute("datatype") else { return parm }
        guard let datatype = ProvisionedValue.Datatype(rawValue: text) else {
            throw parm.failure(
                .badSetting, "The datatype \"\(text)\" is unknown: use string, integer, boolean or binary.")
        }
        guard datatype.fits(parm.value ?? "") else {
            throw parm.failure(.badSetting, "\"\(parm.value ?? "")\" is no \(text): change the value or its datatype.")
        }
        parm.datatype = datatype
        return parm
    }

    private static func unreadable(_ message: String, _ element: XMLElement, _ path: [String]) -> EnrollmentFailure {
        EnrollmentFailure(.unreadableDocument, .provisioning, message, place: place(of: element, path))
    }

    private static func place(of element: XMLElement, _ path: [String]) -> String {
        path.isEmpty ? "\(element.place)" : path.joined(separator: "/") + " (\(element.place))"
    }
}
