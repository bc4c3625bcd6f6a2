internal import SyncML

/// A file while its form is sought and read.
struct CaptureSource {
    let name: String
    /// As they are in the file.
    let octets: [UInt8]
    /// The same as UTF-8 without byte order mark, where the file is UTF-16; else the octets behind the mark.
    let text: [UInt8]
    /// The first element, unless this is a binary file.
    let root: TextRoot?
    let limits: CaptureLimits

    init(_ file: CaptureFile, _ limits: CaptureLimits) {
        name = file.name
        octets = file.octets
        text = Self.text(of: file.octets)
        root = WBXMLReader.recognizes(file.octets) ? nil : TextRoot(in: text)
        self.limits = limits
    }

    /// The first octets of the text that are not blank.
    var beginning: ArraySlice<UInt8> { text.prefix(65_536).drop(while: \.isBlank).prefix(4096) }

    func begins(with start: String) -> Bool { beginning.starts(with: start.utf8) }

    func place(_ spot: CapturePlace.Spot = .whole) -> CapturePlace { CapturePlace(name, spot) }

    func error(
        _ code: CaptureError.Code, at spot: CapturePlace.Spot = .whole, _ message: String
    ) -> CaptureError {
        CaptureError(code, at: place(spot), message)
    }

    /// Programs of Windows write UTF-16 where their output is sent to a file.
    private static func text(of octets: [UInt8]) -> [UInt8] {
        if octets.starts(with: [0xEF, 0xBB, 0xBF]) { return Array(octets[3...]) }
        guard octets.count >= 2 else { return octets }
        let wide: (isBigEndian: Bool, mark: Int)? =
            switch (octets[0], octets[1]) {
            case (0xFF, 0xFE): (false, 2)
            case (0xFE, 0xFF): (true, 2)
            case (0x09...0x7E, 0): (false, 0)
            case (0, 0x09...0x7E): (true, 0)
            default: nil
            }
        guard let wide else { return octets }
        let units = stride(from: wide.mark, to: octets.count - 1, by: 2).map { index in
            let (low, high) = wide.isBigEndian ? (index + 1, index) : (index, index + 1)
            return UInt16(octets[low]) | UInt16(octets[high]) << 8
        }
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }
}
