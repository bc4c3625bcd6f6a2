/// A zip archive (PKWARE's APPNOTE 6.3). Its directory alone tells what is there.
package struct ZipArchive {
    package enum Fault: Error, Equatable {
        case damaged(String)
        case encrypted
        case tooLarge(String)
    }

    package struct Entry: Equatable {
        /// As it stands there, the slashes of DOS turned: nothing is ever written to a place that it names.
        package var name: String
        /// How many octets it has, as the directory says.
        package var size: Int
        /// Which one it is in the order in which their octets stand, counted from 0.
        var number: Int
        /// Whether a password keeps it from others.
        var isEncrypted: Bool
        /// What the library has to say against it.
        var complaint: String?
    }

    let octets: [UInt8]
    /// In the order in which their octets stand.
    package let entries: [Entry]

    package static func recognizes(_ octets: [UInt8]) -> Bool {
        octets.starts(with: [0x50, 0x4B, 3, 4]) || isEmpty(octets)
    }

    /// Whether the end of the directory is all that there is. libarchive takes that for no archive.
    private static func isEmpty(_ octets: [UInt8]) -> Bool { octets.starts(with: [0x50, 0x4B, 5, 6]) }

    package init(_ octets: [UInt8], maximumEntries: Int) throws(Fault) {
        self.octets = octets
        guard !Self.isEmpty(octets) else {
            entries = []
            return
        }
        let pass = try ZipPass(octets)
        var entries: [Entry] = []
        while let entry = try pass.next() {
            guard entries.count < maximumEntries else { throw .tooLarge("it has more than \(maximumEntries) entries") }
            entries.append(entry)
        }
        self.entries = entries
    }

    /// Unpacks some of the entries, one after another.
    /// - Parameters:
    ///   - entries: in the order in which they are wanted.
    ///   - maximum: how many octets one may have.
    ///   - maximumSum: how many all of them may have.
    package func unpacking(_ entries: [Entry], maximum: Int, maximumSum: Int) throws(Fault) -> ZipUnpacking {
        try ZipUnpacking(self, entries, maximum: maximum, room: maximumSum)
    }
}
