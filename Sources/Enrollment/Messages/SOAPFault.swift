import XML

/// A fault of SOAP 1.2 or 1.1 with the detail that enrolment services add (MS-MDE2 2.2.10).
///
/// Names are compared without case: the samples have lower case, real services do not.
struct SOAPFault {
    /// The local name of the innermost subcode, or of the code where there is none.
    let subcode: String
    let reason: String
    let errorType: String?
    let message: String?
    let traceID: String?

    init(_ fault: XMLElement) {
        subcode = Self.subcode(of: fault)
        let text = fault.firstAnyCase("Reason")?.firstAnyCase("Text") ?? fault.firstAnyCase("faultstring")
        reason = text?.value ?? ""
        let error = fault.firstAnyCase("Detail")?.firstAnyCase("DeviceEnrollmentServiceError")
        errorType = error?.firstAnyCase("ErrorType")?.value
        message = error?.firstAnyCase("Message")?.value
        traceID = error?.firstAnyCase("TraceId")?.value
    }

    private static func subcode(of fault: XMLElement) -> String {
        var name = fault.firstAnyCase("faultcode")?.value ?? ""
        var code = fault.firstAnyCase("Code")
        while let inner = code {
            name = inner.firstAnyCase("Value")?.value ?? name
            code = inner.firstAnyCase("Subcode")
        }
        return name.split(separator: ":").last.map(String.init) ?? name
    }

    /// The failure. ErrorType wins over the subcode; one that the phone does not know leaves it to the subcode.
    func failure(_ phase: EnrollmentFailure.Phase) -> EnrollmentFailure {
        let ofType = errorType.flatMap { FaultTable.row($0, in: FaultTable.errorTypes) }
        let row = ofType ?? FaultTable.row(subcode, in: FaultTable.subcodes)
        let said = [reason, message ?? ""].filter { !$0.isEmpty }.joined(separator: " / ")
        let quotation = said.isEmpty ? "" : " The server says: \(said)"
        guard let row else {
            return EnrollmentFailure(
                .unknownFault, phase,
                "The server refused with the fault \(errorType ?? subcode), which a phone does not know: look into the "
                    + "server's log.\(quotation)",
                traceID: traceID)
        }
        // Inferred: of error types in another case of letters nothing was seen.
        guard ofType != nil || row.name == subcode else { return misspelled(row, phase, quotation) }
        return EnrollmentFailure(row.code, phase, row.sentence + quotation, traceID: traceID)
    }

    /// A name in another case of letters tells people what is meant, but not Windows: with the subcode of a message's
    /// format in lower case it showed the number of an internal fault, and no text (observed.md, *From the field*).
    ///
    /// Inferred: so with all other subcodes.
    private func misspelled(
        _ row: FaultTable.Row, _ phase: EnrollmentFailure.Phase, _ quotation: String
    ) -> EnrollmentFailure {
        let spelling =
            " The server wrote \(subcode) for \(row.name), which is \(WindowsNumber.text(row.code.hresult)); Windows does "
            + "not know it in this case of letters, and shows another number."
        return EnrollmentFailure(
            row.code, phase, row.sentence + spelling + quotation, traceID: traceID,
            hresult: EnrollmentFailure.Code.internalServiceFault.hresult)
    }
}
