import Notation

/// Why an enrolment or a renewal failed: what happened, where, and what to do.
package struct EnrollmentFailure: CodedError {
    /// How far it came.
    package enum Phase: String, Equatable, Sendable {
        case discovery
        case authentication
        case policy
        case enrollment
        case provisioning
    }

    package var code: Code
    package var phase: Phase
    /// What happened and what to do, in sentences.
    package var message: String
    /// Where in the provisioning document: characteristics and parm, with line and column.
    package var place: String?
    /// The HTTP status of an answer that has no fault to say more: of `badStatus` only.
    package var httpStatus: Int?
    /// The server's own mark for the failure, by which its log can be searched.
    package var traceID: String?

    /// What Windows calls the failure.
    package var hresult: UInt32

    /// - Parameter hresult: the number that Windows has for it; that of the code where it is nil.
    package init(
        _ code: Code, _ phase: Phase, _ message: String, place: String? = nil, traceID: String? = nil,
        hresult: UInt32? = nil
    ) {
        self.code = code
        self.phase = phase
        self.message = message
        self.place = place
        self.traceID = traceID
        self.hresult = hresult ?? code.hresult
    }

    package var description: String {
        let place = place.map { "\($0): " } ?? ""
        let trace = traceID.map { ", trace id \($0)" } ?? ""
        return "\(place)\(message) (\(WindowsNumber.text(hresult))\(trace))"
    }
}
