import HTTPTypes
import Hummingbird

/// Whose requests are looked at, before any token is: those that name this machine, and of pages only the phone's own.
///
/// A page of somebody else can have its name mean this machine from one moment to the next (DNS rebinding); the browser goes
/// on to say that name. And what a browser sends for another page bears that page's origin.
enum ControlDoor {
    private static let hosts: Set<String> = ["127.0.0.1", "localhost"]

    /// - Parameter port: where the server listens.
    /// - Throws: `.foreign`.
    static func check(_ request: Request, port: Int) throws(ControlError) {
        let host = request.head.authority ?? ""
        guard isOwn(host, port) else {
            throw ControlError(.foreign, "the request is for the host '\(host)'; this one is 127.0.0.1:\(port)")
        }
        guard let origin = request.headers[.origin] else { return }
        let scheme = "http://"
        guard origin.hasPrefix(scheme), isOwn(String(origin.dropFirst(scheme.count)), port) else {
            throw ControlError(.foreign, "a page of '\(origin)' may not use the phone")
        }
    }

    private static func isOwn(_ host: String, _ port: Int) -> Bool {
        let parts = host.split(separator: ":", omittingEmptySubsequences: false)
        guard let name = parts.first, hosts.contains(name.lowercased()) else { return false }
        return parts.count == 1 || parts.count == 2 && parts[1] == "\(port)"
    }
}
