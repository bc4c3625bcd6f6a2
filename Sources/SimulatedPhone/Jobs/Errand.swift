package import Foundation

/// What a job needs from outside. The phone waits for nobody: whoever drives it runs the errand, in its time and over its
/// exchanges, and tells the job's provider what came of it (`Provider.proceed`).
///
/// It is kept with its job, so that one whose outcome was not kept is run again when the process has ended meanwhile.
package enum Errand: Codable, Equatable, Sendable {
    /// An answer from a server other than that of the account.
    case request(ErrandRequest)
    /// A new RSA key of so many bits: making one takes a moment, and randomness.
    case key(bits: Int)
    /// A new certificate of the enrolment in the place of the old one (MS-MDE2, renewal), with all messages that it takes.
    case renewal
}

/// A request over HTTP. It shows nothing of who the phone is, and may go without TLS: what it carries and what answers it
/// prove themselves.
package struct ErrandRequest: Codable, Equatable, Sendable {
    package var url: String
    /// What is posted; nil for a GET.
    package var content: Content?

    package struct Content: Codable, Equatable, Sendable {
        package var mediaType: String
        package var body: Data

        package init(mediaType: String, body: Data) {
            self.mediaType = mediaType
            self.body = body
        }
    }

    package init(url: String, content: Content? = nil) {
        self.url = url
        self.content = content
    }
}

/// What came of an errand.
package enum ErrandOutcome: Equatable, Sendable {
    /// The server's answer, whatever its status.
    case answer(ErrandAnswer)
    /// PKCS#8.
    case key([UInt8])
    /// What was to be done is done.
    case done
    case failed(ErrandFailure)
}

package struct ErrandAnswer: Equatable, Sendable {
    package var status: Int
    /// In lower case and without parameters.
    package var mediaType: String?
    package var body: [UInt8]

    package init(status: Int, mediaType: String? = nil, body: [UInt8] = []) {
        self.status = status
        self.mediaType = mediaType
        self.body = body
    }
}

/// Why an errand came to nothing.
package struct ErrandFailure: Equatable, Sendable {
    /// A sentence for people.
    package var message: String
    /// The number that Windows shows for it, where it has one.
    package var hresult: UInt32?
    /// Whether the same may go better later.
    package var mayPass: Bool

    package init(_ message: String, hresult: UInt32? = nil, mayPass: Bool = false) {
        self.message = message
        self.hresult = hresult
        self.mayPass = mayPass
    }
}

extension Errand: CustomStringConvertible {
    /// For people: nothing of what is sent.
    package var description: String {
        switch self {
        case .request(let request): "\(request.content == nil ? "GET" : "POST") \(request.url.prefix { $0 != "?" })"
        case .key(let bits): "a key of \(bits) bits"
        case .renewal: "the renewal of the enrolment's certificate"
        }
    }
}
