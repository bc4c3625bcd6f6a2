import ManagementTree
import SyncML
import Testing

@testable import Session

/// The one table from situation and verb to status.
struct StatusTableTests {
    @Test("Every situation has one row, and the rows stand in the order of the cases")
    func rowsFollowCases() {
        #expect(StatusTable.rows.map(\.situation) == Situation.allCases)
    }

    /// Rows of protocol.md 3.3 by number; a dash there, a case that cannot occur, is nil here.
    struct Row: Sendable, CustomTestStringConvertible {
        var number: Int
        var situation: Situation
        /// For Add, Replace, Delete, Get and Exec.
        var codes: [StatusCode?]

        init(_ number: Int, _ situation: Situation, _ codes: StatusCode?...) {
            self.number = number
            self.situation = situation
            self.codes = codes
        }

        var testDescription: String { "row \(number): \(situation)" }
    }

    @Test(
        "The codes are those of protocol.md 3.3",
        arguments: [
            Row(1, .done, 200, 200, 200, 200, 200),
            Row(2, .accepted, 202, 202, 202, nil, 202),
            Row(3, .missing, nil, 404, 404, 404, 404),
            Row(4, .exists, 418, nil, nil, nil, nil),
            Row(6, .parentIsLeaf, 405, 405, 404, 404, 404),
            Row(7, .interior, nil, 405, nil, nil, 405),
            Row(8, .accessDenied, 405, 405, 405, 405, 405),
            Row(9, .permanent, 418, 405, 405, nil, nil),
            Row(10, .root, 418, 405, 405, nil, 405),
            Row(12, .unknownProperty, 405, 406, 405, 406, 405),
            Row(13, .propertyNotAllowed, 405, 405, 405, nil, 405),
            Row(14, .listNotAllowed, 405, 405, 405, nil, 405),
            Row(15, .unknownList, nil, nil, nil, 406, nil),
            Row(16, .wrongFormat, 415, 415, nil, nil, 415),
            Row(17, .dataMissing, 412, 412, nil, nil, nil),
            Row(18, .valueRefused, 500, 500, nil, nil, 500),
            Row(20, .uriTooLong, 414, 414, 414, 414, 414),
            Row(21, .malformedURI, 400, 400, 400, 400, 400),
            Row(24, .verbUnsupported, nil, nil, nil, nil, 406),
            Row(28, .scopeMismatch, 405, 405, 405, 405, 405),
            Row(29, .undescribed, 404, 404, 404, 404, 404),
            Row(29, .notOnThisDevice, 404, 404, 404, 404, 404),
            Row(30, .failed, 500, 500, 500, 500, 500),
        ])
    func codes(_ row: Row) {
        let verbs: [AccessCommand.Verb] = [.add, .replace, .delete, .get, .exec]
        for (verb, code) in zip(verbs, row.codes) {
            guard let code else { continue }
            #expect(StatusTable.status(row.situation, verb) == code, "\(verb.name)")
        }
    }

    @Test("Copy is not supported whatever the situation", arguments: Situation.allCases)
    func copy(_ situation: Situation) {
        #expect(StatusTable.status(situation, .copy) == 406)
    }
}
