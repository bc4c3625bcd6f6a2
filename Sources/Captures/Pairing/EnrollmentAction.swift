/// What a message of enrolment does, by the action of its SOAP header (MS-MDE2 3.1.4, 3.3.4, 3.4.4).
enum EnrollmentAction {
    /// What a phone sends.
    private static let requests: Set<String> = ["Discover", "GetPolicies", "RST"]

    static func isRequest(_ action: String) -> Bool { requests.contains(action) }

    /// The part of the action that tells it from others, such as `DiscoverResponse`, or `RSTRC`, behind which `wstep` stands.
    static func name(in text: [UInt8]) -> String? {
        guard let tag = text.offset(of: "Action"), let start = text.offset(of: ">", from: tag),
            let end = text.offset(of: "<", from: start), end - start < 400
        else { return nil }
        let parts = text[(start + 1)..<end].trimmed.split(separator: UInt8(ascii: "/")).map(\.text)
        return parts.last { $0 != "wstep" }
    }
}
