import Notation
import XML

/// A `wap-provisioningdoc` as it was written, before any rule is applied (MS-MDE2 2.2.9).
struct ProvisioningDocument: Equatable, Sendable {
    var characteristics: [Characteristic]
    /// What stands in it and cannot, in the order of the document; without it the rest is here all the same.
    private(set) var slips: [EnrollmentFailure] = []

    /// Reads a document in which everything is as it should be.
    static func read(_ bytes: [UInt8]) throws(EnrollmentFailure) -> ProvisioningDocument {
        let document = try examine(bytes)
        if let slip = document.slips.first { throw slip }
        return document
    }

    /// Reads all of a document that can be read.
    static func examine(_ bytes: [UInt8]) throws(EnrollmentFailure) -> ProvisioningDocument {
        let root: XMLElement
        do throws(XMLError) {
            root = try XMLElement.read(bytes)
        } catch {
            throw EnrollmentFailure(
                .unreadableDocument, .provisioning, "The provisioning document cannot be read: \(error.message)",
                place: "\(error.place)")
        }
        guard root.name == "wap-provisioningdoc" else {
            throw EnrollmentFailure(
                .unreadableDocument, .provisioning,
                "The document is a <\(root.name)>: it has to be a wap-provisioningdoc.", place: "\(root.place)")
        }
        var document = ProvisioningDocument(characteristics: [])
        document.characteristics = root.elements.compactMap { document.characteristic($0, below: []) }
        return document
    }

    private mutating func characteristic(_ element: XMLElement, below path: [String]) -> Characteristic? {
        guard element.name == "characteristic", let type = element.attribute("type")?.trimmed, !type.isEmpty else {
            let what = element.name == "characteristic" ? "one without" : "<\(element.name)>"
            slips.append(
                Self.misshapen("A characteristic with a type is expected here, not \(what).", element, path))
            return nil
        }
        let path = path + [type]
        var result = Characteristic(
            type: type, path: path, parms: [], children: [], place: Self.place(of: element, path))
        for child in element.elements {
            if child.name == "parm" {
                if let parm = parm(child, in: path) { result.parms.append(parm) }
            } else if let child = characteristic(child, below: path) {
                result.children.append(child)
            }
        }
        return result
    }

    private mutating func parm(_ element: XMLElement, in path: [String]) -> Characteristic.Parm? {
        guard let name = element.attribute("name"), !name.isEmpty else {
            slips.append(Self.misshapen("A parm without a name: give it one.", element, path))
            return nil
        }
        var parm = Characteristic.Parm(
            name: name, value: element.attribute("value"), datatype: nil,
            place: Self.place(of: element, path + [name]))
        guard let text = element.attribute("datatype") else { return parm }
        guard let datatype = ProvisionedValue.Datatype(rawValue: text) else {
            slips.append(
                parm.failure(
                    .badSetting, "The datatype \"\(text)\" is unknown: use string, integer, boolean or binary."))
            return parm
        }
        guard datatype.fits(parm.value ?? "") else {
            slips.append(
                parm.failure(
                    .badSetting, "\"\(parm.value ?? "")\" is no \(text): change the value or its datatype."))
            return parm
        }
        parm.datatype = datatype
        return parm
    }

    private static func misshapen(_ message: String, _ element: XMLElement, _ path: [String]) -> EnrollmentFailure {
        EnrollmentFailure(.misshapenDocument, .provisioning, message, place: place(of: element, path))
    }

    private static func place(of element: XMLElement, _ path: [String]) -> String {
        path.isEmpty ? "\(element.place)" : path.joined(separator: "/") + " (\(element.place))"
    }
}
