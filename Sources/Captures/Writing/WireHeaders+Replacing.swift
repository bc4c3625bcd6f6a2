internal import Wire

extension WireHeaders {
    /// The fields with another value in those of a name; none is added.
    func replacing(_ name: String, by value: String) -> WireHeaders {
        WireHeaders(fields.map { $0.name.lowercased() == name.lowercased() ? Field($0.name, value) : $0 })
    }

    /// The fields of a body that is whole: without what was said of its way, and with its length.
    func ofWhole(_ body: [UInt8]) -> WireHeaders {
        let gone: Set<String> = ["transfer-encoding", "content-encoding", "content-length"]
        var headers = WireHeaders(fields.filter { !gone.contains($0.name.lowercased()) })
        headers.add("Content-Length", String(body.count))
        return headers
    }
}
