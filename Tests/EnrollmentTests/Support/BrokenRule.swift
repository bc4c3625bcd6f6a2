import Enrollment
import Testing

/// A document that breaks one rule, and the failure that it must give.
struct BrokenRule: Sendable, CustomTestStringConvertible {
    let rule: String
    let change: @Sendable (inout Document) -> Void
    let code: EnrollmentFailure.Code
    /// How the place in the failure begins.
    let place: String

    init(
        _ rule: String, _ change: @escaping @Sendable (inout Document) -> Void, _ code: EnrollmentFailure.Code,
        _ place: String
    ) {
        self.rule = rule
        self.change = change
        self.code = code
        self.place = place
    }

    var testDescription: String { rule }

    /// Enrols with the document and checks what comes of it.
    func check() throws {
        let step = try EnrollmentMachine.played(document: try Document().changing(change).text)
        let failure = try #require(step.failure, "\(rule)")
        #expect(failure.code == code, "\(rule): \(failure)")
        #expect(failure.phase == .provisioning)
        #expect(failure.place?.hasPrefix(place) == true, "\(rule): \(failure)")
        #expect(failure.hresult == 0x8018_0008)
    }
}
