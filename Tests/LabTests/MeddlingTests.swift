import Testing

@testable import Lab

/// What happens to the bytes of one answer, without sockets.
@Suite("Meddling with an answer")
struct MeddlingTests {
    private static let answer = Array("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nDate: x\r\n\r\nhello".utf8)

    /// The bytes that are sent when an answer is written in pieces of a size.
    private static func sent(_ plan: LabWirePlan, pieces: Int) -> (text: String, meddling: AnswerMeddling) {
        var meddling = AnswerMeddling(plan)
        var bytes: [UInt8] = []
        var rest = answer[...]
        while !rest.isEmpty {
            bytes += meddling.spoil(Array(rest.prefix(pieces)))
            rest = rest.dropFirst(pieces)
        }
        return (String(decoding: bytes, as: UTF8.self), meddling)
    }

    @Test("A cut leaves exactly so many bytes, however they were written", arguments: 0...answer.count)
    func cut(_ count: Int) {
        var plan = LabWirePlan()
        plan.cutAfter = count
        for pieces in [1, 7, Self.answer.count] {
            let (text, meddling) = Self.sent(plan, pieces: pieces)
            #expect(Array(text.utf8) == Array(Self.answer.prefix(count)))
            #expect(meddling.isFinished && meddling.isCut)
        }
    }

    @Test("A long Content-Length promises more, and the end comes after the true body", arguments: [1, 9, 200])
    func longContentLength(_ pieces: Int) {
        var plan = LabWirePlan()
        plan.missingBytes = 100
        let (text, meddling) = Self.sent(plan, pieces: pieces)
        #expect(text == "HTTP/1.1 200 OK\r\nContent-Length: 105\r\nDate: x\r\n\r\nhello")
        #expect(meddling.isFinished && !meddling.isCut)
    }
}
