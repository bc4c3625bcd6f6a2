/// A file of a capture, as it was handed in.
package struct CaptureFile: Equatable, Sendable {
    /// As people know it, for places and for the order of a folder. What a file is, its octets tell.
    package var name: String
    package var octets: [UInt8]

    package init(name: String, octets: [UInt8]) {
        self.name = name
        self.octets = octets
    }
}

extension CaptureFile {
    /// The files of a folder in the order that their names mean: numbers by value, so that 10 follows 9, and
    /// `MDM.svc`, `MDM(1).svc`, `MDM(2).svc` as `tshark --export-objects` counts.
    package static func inOrder(_ files: [CaptureFile]) -> [CaptureFile] {
        files.map { (key: SortKey($0.name), file: $0) }.sorted { $0.key < $1.key }.map(\.file)
    }

    /// A name as runs of digits and of other characters.
    private struct SortKey: Comparable {
        private enum Run: Comparable {
            /// Its digits without leading zeros: of two, the longer is the greater.
            case number(length: Int, digits: String)
            case text(String)
        }

        private let runs: [Run]
        private let name: String

        init(_ name: String) {
            self.name = name
            var runs: [Run] = []
            var rest = Self.countedFirst(name)[...]
            while let first = rest.unicodeScalars.first {
                let isNumber = Self.isDigit(first)
                let run = rest.unicodeScalars.prefix { Self.isDigit($0) == isNumber }
                rest = rest[run.endIndex...]
                let digits = String(run.drop { $0 == "0" })
                runs.append(isNumber ? .number(length: digits.utf8.count, digits: digits) : .text(String(run)))
            }
            self.runs = runs
        }

        private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

        /// `MDM(3).svc` as `MDM.svc(3)`, which follows `MDM.svc`.
        private static func countedFirst(_ name: String) -> String {
            guard let found = name.wholeMatch(of: #/(.*)(\([0-9]+\))(\.[^.()]*)/#) else { return name }
            return String(found.1 + found.3 + found.2)
        }

        static func < (left: SortKey, right: SortKey) -> Bool {
            left.runs == right.runs ? left.name < right.name : left.runs.lexicographicallyPrecedes(right.runs)
        }
    }
}
