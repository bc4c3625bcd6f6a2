extension SCEPClient {
    /// What only whoever drives the client can give for one step: the time, and octets that nobody can guess.
    package struct Means: Sendable {
        /// So many octets.
        package static let octetCount = 48

        /// Since 1970.
        let seconds: Int64
        let nonce: [UInt8]
        let secrets: EnvelopedData.Secrets

        package init(seconds: Int64, octets: [UInt8]) {
            self.seconds = seconds
            nonce = Array(octets.prefix(16))
            secrets = EnvelopedData.Secrets(
                key: Array(octets.dropFirst(16).prefix(16)), vector: Array(octets.dropFirst(32)))
        }
    }
}
