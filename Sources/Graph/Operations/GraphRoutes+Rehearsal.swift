internal import JSON

/// The lab's own: what a client must be able to bear, on demand.
extension GraphRoutes {
    static let throttleName = "throttle"

    static let rehearsal: [GraphOperation] = [
        GraphOperation(
            .post, "/throttle", throttleName,
            "The lab's own: turn the next requests away with 429, so that a client shows whether it waits.",
            permission: .write("Organization"),
            request: .object([
                .required("requests", .integer, "How many; 0 for none any more."),
                .optional("retryAfter", .integer, "Seconds for Retry-After; Graph leaves it out at times."),
            ]),
            answer: .nothing, failures: [.badRequest]
        ) { call throws(GraphError) in
            let body = try GraphBody(call.body, what: "throttle", known: ["requests", "retryAfter"])
            call.throttle = GraphThrottle(
                requests: try body.required("requests", try body.count("requests")),
                retryAfter: try body.count("retryAfter"))
            return .nothing
        }
    ]
}

extension GraphBody {
    /// A number of things, or of seconds.
    fileprivate func count(_ name: String) throws(GraphError) -> Int? {
        guard let value = self[name] else { return nil }
        guard case .integer(let number) = value, (0...100_000).contains(number) else {
            throw wrong(name, "a whole number from 0 to 100000")
        }
        return number
    }
}
