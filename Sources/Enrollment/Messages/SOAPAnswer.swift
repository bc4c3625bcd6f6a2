import Notation
import XML
import Wire

/// The answer of a service, read as leniently as Windows reads it: SOAP 1.1 or 1.2, any prefix, declared or not
/// (protocol.md 6.1).
struct SOAPAnswer {
    /// What it has to be.
    let shape: AnswerShape
    /// What stands inside Body.
    let body: XMLElement
    /// What is odd about it.
    var tolerances: [EnrollmentTolerance] = []

    /// - Throws: the failure that a fault, a bad status or an unreadable answer means.
    static func read(
        _ answer: WireResponse, _ shape: AnswerShape, url: String
    ) throws(EnrollmentFailure) -> SOAPAnswer {
        let phase = shape.phase
        guard !answer.isRedirection else {
            throw EnrollmentFailure(
                .redirected, phase,
                "\(url) redirects to \(answer.headers["Location"] ?? "nowhere"), which phones follow only when they look for a "
                    + "server: let the discovery answer name the right address.")
        }
        let envelope: Envelope
        do {
            envelope = try self.envelope(of: answer.body)
        } catch {
            throw unreadable(answer, error, phase, url: url)
        }
        // Faults come with status 500 or 200: what the body says counts first.
        if let fault = envelope.body.firstAnyCase("Fault") { throw SOAPFault(fault).failure(phase) }
        guard answer.isSuccess else { throw badStatus(answer, phase, url: url) }
        var result = SOAPAnswer(shape: shape, body: envelope.body)
        if let fault = envelope.mended {
            result.note(.mendedMarkup, "The answer is no XML: \(fault). What devices read all the same was read.")
        }
        result.checkShape(envelope.root, mediaType: answer.headers.mediaType)
        return result
    }

    /// An element anywhere in the body, or a failure that names it and what is there.
    func element(_ name: String) throws(EnrollmentFailure) -> XMLElement {
        guard let element = body.descendant(name) else {
            let found = body.elements.map { "<\($0.name)>" }.joined(separator: " and ")
            throw EnrollmentFailure(
                .unacceptableAnswer, shape.phase,
                "The server's answer has no \(name)\(found.isEmpty ? "; its Body is empty" : ", but \(found)"): check "
                    + "that the address is that of the right service.",
                place: "\(shape.name), \(body.place)")
        }
        return element
    }

    private struct Envelope {
        var root: XMLElement
        var body: XMLElement
        /// What was wrong with the mark-up where it had to be mended.
        var mended: XMLError?
    }

    private static func envelope(of bytes: [UInt8]) throws(XMLError) -> Envelope {
        let root: XMLElement
        var fault: XMLError?
        do {
            root = try XMLElement.read(bytes)
        } catch {
            let mended = AnswerMending.mend(bytes)
            guard mended != bytes, let element = try? XMLElement.read(mended) else { throw error }
            root = element
            fault = error
        }
        // The samples of faults are in lower case throughout (MS-MDE2 2.2.10).
        guard root.name.lowercased() == "envelope", let body = root.firstAnyCase("Body") else {
            throw XMLError(
                code: .empty, message: "This is no SOAP envelope with a body, but <\(root.name)>.", place: root.place)
        }
        return Envelope(root: root, body: body, mended: fault)
    }

    private static func unreadable(
        _ answer: WireResponse, _ error: XMLError, _ phase: EnrollmentFailure.Phase, url: String
    ) -> EnrollmentFailure {
        guard answer.isSuccess else { return badStatus(answer, phase, url: url) }
        let type = answer.headers.mediaType.map { " of type \($0)" } ?? ""
        // Where the status is one of success, devices show it in their number all the same (observed.md).
        return EnrollmentFailure(
            .unreadableAnswer, phase, "The answer\(type) of \(url) cannot be read as SOAP: \(error)",
            hresult: WindowsNumber.httpStatus(answer.status))
    }

    private static func badStatus(
        _ answer: WireResponse, _ phase: EnrollmentFailure.Phase, url: String
    ) -> EnrollmentFailure {
        var failure = EnrollmentFailure(
            .badStatus, phase,
            "\(url) answered with HTTP status \(answer.status) and no SOAP fault: check the address, and look into the "
                + "server's log.",
            hresult: WindowsNumber.httpStatus(answer.status))
        failure.httpStatus = answer.status
        return failure
    }
}

extension XMLElement {
    /// The first element inside, at any depth, with this local name.
    func descendant(_ name: String) -> XMLElement? {
        for element in elements {
            if element.name == name { return element }
            if let found = element.descendant(name) { return found }
        }
        return nil
    }

    /// The first element directly inside with this local name in any letter case.
    func firstAnyCase(_ name: String) -> XMLElement? {
        let wanted = name.lowercased()
        return elements.first { $0.name.lowercased() == wanted }
    }

    /// The text inside without blanks around it; nil for none, and for an element that is nil by its attribute.
    var value: String? {
        let text = text.trimmed
        return text.isEmpty || attribute("nil")?.trimmed == "true" ? nil : text
    }
}
