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
        let row =
            errorType.flatMap { FaultTable.row($0, in: FaultTable.errorTypes) }
            ?? FaultTable.row(subcode, in: FaultTable.subcodes)
        let said = [reason, message ?? ""].filter { !$0.isEmpty }.joined(separator: " / ")
        let quotation = said.isEmpty ? "" : " The server says: \(said)"
        guard let row else {
            return EnrollmentFailure(
                .unknownFault, phase,
                "The server refused with the fault \(errorType ?? subcode), which a phone does not know: look into the "
                    + "server's log.\(quotation)",
                traceID: traceID)
        }
        return EnrollmentFailure(row.code, phase, row.sentence + quotation, traceID: traceID)
    }
}
