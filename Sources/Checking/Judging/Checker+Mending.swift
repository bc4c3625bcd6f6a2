extension Checker {
    /// A file with all that can be mended without a doubt, and what is left to be said of it.
    package struct Mended {
        package var octets: [UInt8]
        /// How many findings are gone.
        package var count = 0
        package var report: FileReport
    }

    /// Two findings at one place are mended one after the other; no place has so many as this.
    private static let mostRounds = 10

    /// - Parameter file: what the file is called in the report.
    package func mend(_ octets: [UInt8], file: String) -> Mended {
        var mended = Mended(octets: octets, report: check(octets, file: file))
        for _ in 0..<Self.mostRounds {
            let next = Fix.apply(mended.report.findings.compactMap(\.fix), to: mended.octets)
            guard next.count > 0 else { break }
            mended.octets = next.octets
            mended.count += next.count
            mended.report = check(next.octets, file: file)
        }
        return mended
    }
}
