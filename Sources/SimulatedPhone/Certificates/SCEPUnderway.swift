import SCEP

/// The enrolments that go on. Apart from the results, because nobody is to be shown a key or a password.
struct SCEPUnderway: KeyedValue {
    static let key = "SCEP"

    struct Enrollment: Codable, Equatable {
        /// The number of its job.
        var job: Int
        var requester: SCEPRequester
        var client: SCEPClient
        var retries: SCEPRetries
        /// The servers to ask where the present one cannot be.
        var otherServers: [String]
    }

    var enrollments: [Enrollment] = []
}

/// How often a server is asked again that wants time, and after how many minutes.
struct SCEPRetries: Codable, Equatable {
    var left: Int
    var minutes: Int64

    /// Uses one up.
    /// - Returns: the seconds to wait; nil where none is left.
    mutating func next() -> Int64? {
        guard left > 0 else { return nil }
        left -= 1
        return minutes * 60
    }
}
