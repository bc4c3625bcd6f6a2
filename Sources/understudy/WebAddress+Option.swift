import Notation

extension WebAddress {
    /// Refuses an address without TLS that an option names, unless it is one of this machine and such are fine.
    func check(as option: String, allowingHTTP: Bool) throws {
        guard isSecure || (allowingHTTP && isLoopback) else {
            throw Failure.usage(
                "\(option) \(text): http:// is for this machine only, with --insecure-http; use https://")
        }
    }
}
