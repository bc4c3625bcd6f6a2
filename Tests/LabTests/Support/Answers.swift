import Lab
import Notation
import Testing
import XML

/// What a phone finds in the answers of enrolment.
extension LabAnswer {
    /// The first element of the SOAP body.
    var soapBody: XMLElement {
        get throws { try #require(try XMLElement.read(body).first("Body")?.elements.first) }
    }

    /// Subcode and ErrorType of a fault.
    var fault: [String] {
        get throws {
            let fault = try soapBody
            let subcode = try #require(fault.first("Code")?.first("Subcode")?.first("Value")?.text)
            let detail = fault.first("Detail")?.first("DeviceEnrollmentServiceError")?.first("ErrorType")?.text
            return [subcode] + (detail.map { [$0] } ?? [])
        }
    }

    /// The provisioning document as text.
    var documentText: String {
        get throws {
            let response = try #require(try soapBody.first("RequestSecurityTokenResponse"))
            let token = response.first("RequestedSecurityToken")?.first("BinarySecurityToken")?.text
            let octets = try #require(token.flatMap(Base64.decode))
            return String(decoding: octets, as: UTF8.self)
        }
    }

    var document: XMLElement {
        get throws { try XMLElement.read(Array(try documentText.utf8)) }
    }
}

extension XMLElement {
    /// The characteristic that a path of types leads to.
    func characteristic(_ path: String...) -> XMLElement? {
        path.reduce(self as XMLElement?) { element, type in
            element?.all("characteristic").first { $0.attribute("type") == type }
        }
    }

    func parameter(_ name: String) -> String? {
        all("parm").first { $0.attribute("name") == name }.map { $0.attribute("value") ?? "" }
    }

    /// The only certificate of a store.
    var certificate: [UInt8]? {
        all("characteristic").lazy.compactMap { $0.parameter("EncodedCertificate") }.first.flatMap(Base64.decode)
    }
}
