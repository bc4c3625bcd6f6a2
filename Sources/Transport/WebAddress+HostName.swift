import NIOCore
import Notation
import Wire

extension WebAddress {
    /// The name that the server's certificate must be for; nil for an IP address, which stands in it in another way.
    var hostName: String? {
        (try? SocketAddress(ipAddress: host, port: port)) == nil ? host : nil
    }
}
