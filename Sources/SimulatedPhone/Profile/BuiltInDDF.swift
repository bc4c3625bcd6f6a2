import CBuiltInDDF

/// The DDF files that travel inside the binary.
package enum BuiltInDDF {
    /// The bytes of one file; empty where there is none of that name.
    /// - Parameter name: the CSP's name, such as `RemoteLock`.
    package static func bytes(of name: String) -> [UInt8] {
        guard let file = understudy_ddf_named(name) else { return [] }
        return Array(UnsafeBufferPointer(start: file.pointee.bytes, count: file.pointee.length))
    }

    /// The names of all files.
    package static var names: [String] {
        (0..<understudy_ddf_count()).compactMap { index in
            understudy_ddf_at(index).map { String(cString: $0.pointee.name) }
        }
    }
}
