/// How one answer goes over the wire, if not as it should.
package struct LabWirePlan: Equatable, Sendable {
    /// Milliseconds to wait first.
    package var delay: Int?
    /// The HTTP status in place of the answer.
    package var status: Int?
    /// The connection is cut after so many bytes of the answer.
    package var cutAfter: Int?
    /// Bytes that Content-Length promises beyond those that come.
    package var missingBytes = 0
    /// Whether the body goes in chunks.
    package var isChunked = false

    package init() {}

    /// Whether the bytes of an answer must be meddled with.
    var meddles: Bool { cutAfter != nil || missingBytes > 0 }
}

extension LabOddities {
    /// The plan for the next answer; with `once` it is not made again.
    /// - Parameter message: for an answer of a session, its number there.
    package mutating func takePlan(for exchange: LabExchange, message: Int? = nil) -> LabWirePlan {
        var plan = LabWirePlan()
        if exchange == .management, let onlyMessage, onlyMessage != message { return plan }
        plan.delay = delay
        plan.status = statuses[exchange]
        plan.cutAfter = cuts[exchange]
        plan.missingBytes = has(.longContentLength) ? 100 : 0
        plan.isChunked = has(.chunked)
        guard has(.once), plan != LabWirePlan() else { return plan }
        delay = nil
        statuses[exchange] = nil
        cuts[exchange] = nil
        switches.subtract([.longContentLength, .chunked])
        return plan
    }

    /// The fault for the next answer of an exchange; with `once` there is none afterwards.
    package mutating func takeFault(for exchange: LabExchange) -> LabFault? {
        let fault = faults[exchange]
        if has(.once) { faults[exchange] = nil }
        return fault
    }
}
