import Foundation
import NIOCore

extension TransportConfiguration {
    /// Whether connections can come from an address (`sourceAddress`): whether it is one of this machine.
    ///
    /// The kernel is asked, by taking a port there for a moment: no list of addresses has all of 127.0.0.0/8.
    package static func isOwn(_ address: String) -> Bool {
        guard let place = try? SocketAddress(ipAddress: address, port: 0) else { return false }
        let descriptor = socket(place.protocol.rawValue, CInt(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return place.withSockAddr { bind(descriptor, $0, socklen_t($1)) == 0 }
    }
}
