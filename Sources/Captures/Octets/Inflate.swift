internal import CZlib

/// Undoes the compression of zlib, with a bound on what comes out.
enum Inflate {
    enum Wrapping {
        /// RFC 1950.
        case zlib
        /// RFC 1952; several members one after another are one text.
        case gzip
        /// RFC 1951, with nothing around it, as zip archives and some servers have it.
        case none

        fileprivate var windowBits: Int32 {
            switch self {
            case .zlib: 15
            case .gzip: 31
            case .none: -15
            }
        }
    }

    enum Fault: Error, Equatable {
        /// The octets end before the compressed ones do.
        case cut
        case broken
        /// More would come out than is allowed.
        case tooLarge
    }

    /// - Parameter maximum: how many octets may come out.
    static func read(
        _ octets: ArraySlice<UInt8>, _ wrapping: Wrapping, maximum: Int
    ) throws(Fault) -> [UInt8] {
        var result: [UInt8] = []
        var rest = octets
        repeat {
            let used = try member(rest, wrapping, maximum: maximum, into: &result)
            rest = rest.dropFirst(used)
        } while wrapping == .gzip && rest.starts(with: [0x1F, 0x8B])
        return result
    }

    /// One compressed stream.
    /// - Returns: how many octets it takes.
    private static func member(
        _ octets: ArraySlice<UInt8>, _ wrapping: Wrapping, maximum: Int, into result: inout [UInt8]
    ) throws(Fault) -> Int {
        var input = Array(octets)
        guard let size = UInt32(exactly: input.count) else { throw .tooLarge }
        var stream = z_stream()
        guard understudy_inflate_begin(&stream, wrapping.windowBits) == Z_OK else { throw .broken }
        defer { inflateEnd(&stream) }
        var room = [UInt8](repeating: 0, count: 65_536)
        let used: Swift.Result<Int, Fault> = input.withUnsafeMutableBufferPointer { source in
            stream.next_in = source.baseAddress
            stream.avail_in = size
            while true {
                let (code, count) = room.withUnsafeMutableBufferPointer { target -> (Int32, Int) in
                    stream.next_out = target.baseAddress
                    stream.avail_out = UInt32(target.count)
                    let code = inflate(&stream, Z_NO_FLUSH)
                    return (code, target.count - Int(stream.avail_out))
                }
                guard result.count + count <= maximum else { return .failure(.tooLarge) }
                result.append(contentsOf: room[..<count])
                if code == Z_STREAM_END { return .success(source.count - Int(stream.avail_in)) }
                if code == Z_BUF_ERROR || (code == Z_OK && count == 0 && stream.avail_in == 0) { return .failure(.cut) }
                guard code == Z_OK else { return .failure(.broken) }
            }
        }
        return try used.get()
    }

    /// The check sum of zip archives (CRC-32).
    static func checksum(_ octets: [UInt8]) -> UInt32 {
        octets.withUnsafeBufferPointer { buffer in
            UInt32(truncatingIfNeeded: crc32(0, buffer.baseAddress, UInt32(truncatingIfNeeded: buffer.count)))
        }
    }
}
