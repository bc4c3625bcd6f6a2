import Certificates
import Notation
import Serving
import Synchronization

/// How the control API shows that it knows the token before it is told anything: where a phone was killed, another program
/// may listen on its old port.
///
/// The proof names the port, so that nobody can get it from the real phone on another port and hand it on.
package struct ControlProof: Codable, Equatable, Sendable {
    package var proof: String

    package init(of challenge: String, token: String, port: Int) {
        let octets = Digest.hmac(Array("understudy control \(port) \(challenge)".utf8), key: Array(token.utf8))
        proof = octets.hexadecimal()
    }
}

/// What a control API knows of itself when it listens.
final class ControlIdentity: Sendable {
    let token = RandomToken.make()
    private let listening = Mutex<Int>(0)

    var port: Int {
        get { listening.withLock { $0 } }
        set { listening.withLock { $0 = newValue } }
    }

    func proof(of challenge: String) -> ControlProof {
        ControlProof(of: challenge, token: token, port: port)
    }
}
