/// What is read of a capture at most, so that a bad one costs little (design, *What bad input gets*).
package struct CaptureLimits: Equatable, Sendable {
    /// The octets of one file.
    package var maximumFileBytes: Int
    /// The octets of one body once it is unpacked. A longer message than 16 MiB no phone reads.
    package var maximumBodyBytes: Int
    /// The octets of all that is unpacked of one file.
    package var maximumUnpackedBytes: Int
    /// The requests, answers and messages of one file.
    package var maximumMessages: Int
    /// The entries of an archive, of which the directory alone takes time.
    package var maximumEntries: Int
    /// How many values of JSON or of a flow file may be open at once.
    package var maximumDepth: Int

    package init(
        maximumFileBytes: Int = 2 << 30, maximumBodyBytes: Int = 16 << 20, maximumUnpackedBytes: Int = 512 << 20,
        maximumMessages: Int = 1_000_000, maximumEntries: Int = 100_000, maximumDepth: Int = 64
    ) {
        self.maximumFileBytes = maximumFileBytes
        self.maximumBodyBytes = maximumBodyBytes
        self.maximumUnpackedBytes = maximumUnpackedBytes
        self.maximumMessages = maximumMessages
        self.maximumEntries = maximumEntries
        self.maximumDepth = maximumDepth
    }

    /// The octets that a compressed file may have unpacked: nothing that people record shrinks to a hundredth, and what does
    /// is not unpacked for long.
    func unpackedBytes(of count: Int) -> Int { min(maximumUnpackedBytes, max(128 << 20, count * 100)) }
}
