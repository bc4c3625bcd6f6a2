internal import CZlib

/// Undoes the compression of zlib, with a bound on what comes out.
package enum Inflate {
    package enum Wrapping {
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

    package enum Fault: Error, Equatable {
        /// The octets end before the compressed ones do.
        case cut
        case broken
        /// More would come out than is allowed.
        case tooLarge
    }

    /// - Parameter maximum: how many octets may come out.
    package static func read(_ octets: ArraySlice<UInt8>, _ wrapping: Wrapping, maximum: Int) throws(Fault) -> [UInt8] {
        guard let size = UInt32(exactly: octets.count) else { throw .tooLarge }
        var stream = z_stream()
        guard understudy_inflate_begin(&stream, wrapping.windowBits) == Z_OK else { throw .broken }
        defer { inflateEnd(&stream) }
        let result: Result<[UInt8], Fault> = octets.withUnsafeBufferPointer { source in
            // zlib only reads there, though its type does not say so.
            stream.next_in = source.baseAddress.map { UnsafeMutablePointer(mutating: $0) }
            stream.avail_in = size
            return run(&stream, wrapping, maximum: maximum)
        }
        return try result.get()
    }

    private static func run(
        _ stream: inout z_stream, _ wrapping: Wrapping, maximum: Int
    ) -> Result<[UInt8], Fault> {
        var result: [UInt8] = []
        var room = [UInt8](repeating: 0, count: 65_536)
        while true {
            let (code, count) = room.withUnsafeMutableBufferPointer { target -> (Int32, Int) in
                stream.next_out = target.baseAddress
                stream.avail_out = UInt32(target.count)
                let code = inflate(&stream, Z_NO_FLUSH)
                return (code, target.count - Int(stream.avail_out))
            }
            guard result.count + count <= maximum else { return .failure(.tooLarge) }
            result.append(contentsOf: room[..<count])
            switch code {
            case Z_STREAM_END:
                guard wrapping == .gzip, beginsMember(stream) else { return .success(result) }
                guard inflateReset(&stream) == Z_OK else { return .failure(.broken) }
            case Z_OK where count > 0 || stream.avail_in > 0: continue
            case Z_OK, Z_BUF_ERROR: return .failure(.cut)
            default: return .failure(.broken)
            }
        }
    }

    /// Whether another member of gzip follows.
    private static func beginsMember(_ stream: z_stream) -> Bool {
        guard stream.avail_in >= 2, let next = stream.next_in else { return false }
        return next[0] == 0x1F && next[1] == 0x8B
    }
}
