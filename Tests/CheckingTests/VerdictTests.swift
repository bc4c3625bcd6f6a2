import Foundation
import Testing

@Suite("Verdicts")
struct VerdictTests {
    @Test("Each payload is judged as the reviewed table says", arguments: Snapshot.present)
    func table(_ snapshot: Snapshot) throws {
        let rows = try snapshot.rows()
        #expect(rows.count >= 10)
        guard ProcessInfo.processInfo.environment["UNDERSTUDY_RECORD"] == nil else { return try snapshot.record(rows) }
        let expected = try snapshot.expected()
        for (row, wanted) in zip(rows, expected) where row != wanted {
            Issue.record("is     \(row)\nshould \(wanted)")
        }
        #expect(rows.count == expected.count)
    }
}
