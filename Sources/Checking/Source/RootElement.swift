/// The first element of a text, found before anything of it is read.
enum RootElement {
    /// Whether the first element near the beginning has this name; of UTF-16 as well.
    static func begins(_ octets: [UInt8], with name: String) -> Bool {
        // Of UTF-16 every second octet is 0.
        var rest = octets.prefix(4096).lazy.filter { $0 != 0 }[...]
        while let open = rest.firstIndex(of: UInt8(ascii: "<")) {
            rest = rest[rest.index(after: open)...]
            guard rest.first != UInt8(ascii: "?"), rest.first != UInt8(ascii: "!") else { continue }
            return rest.starts(with: name.utf8)
        }
        return false
    }
}
