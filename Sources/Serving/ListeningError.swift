import Foundation
import NIOCore

/// Why a server of ours could not begin to listen: what is wrong with the address and port that it was given.
package struct ListeningError: Error, Equatable, CustomStringConvertible {
    package enum Code: Equatable, Sendable {
        /// Somebody else listens there.
        case portInUse
        /// The system keeps the port for its administrator.
        case notAllowed
        /// The address is none of this machine.
        case foreignAddress
    }

    package var code: Code
    package var host: String
    package var port: Int

    package init(_ code: Code, host: String, port: Int) {
        self.code = code
        self.host = host
        self.port = port
    }

    /// nil for an error that says nothing of the address or port.
    package init?(_ error: any Error, host: String, port: Int) {
        // A name that nobody knows.
        if error is SocketAddressError.UnknownHost {
            self.init(.foreignAddress, host: host, port: port)
            return
        }
        switch (error as? IOError)?.errnoCode {
        case EADDRINUSE: self.init(.portInUse, host: host, port: port)
        case EACCES: self.init(.notAllowed, host: host, port: port)
        case EADDRNOTAVAIL: self.init(.foreignAddress, host: host, port: port)
        default: return nil
        }
    }

    package var description: String {
        switch code {
        case .portInUse: "port \(port) of \(host) is in use by another program"
        case .notAllowed: "port \(port) of \(host) is only for the system's administrator"
        case .foreignAddress: "\(host) is no address of this machine"
        }
    }
}
