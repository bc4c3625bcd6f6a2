import CBuiltInProfiles

/// The profiles that come along: the files of `Samples/profiles`, inside the program.
enum BuiltInProfiles {
    /// Their names, the one that counts where none is named first.
    static var names: [String] { files.map { String(cString: $0.name) } }

    /// The text of one; nil where there is none of that name.
    static func text(of name: String) -> String? {
        files.first { String(cString: $0.name) == name }.map { file in
            String(decoding: UnsafeBufferPointer(start: file.bytes, count: file.length), as: UTF8.self)
        }
    }

    private static var files: [understudy_profile] {
        (0..<understudy_profile_count()).compactMap { understudy_profile_at($0)?.pointee }
    }
}
