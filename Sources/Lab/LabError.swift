internal import Administration
import Notation

/// Why the lab could not do what it was asked: what is wrong and what to do.
package struct LabError: CodedError {
    package enum Code: String, Equatable, Hashable, Sendable {
        /// A certificate or key could not be made or read.
        case certificate
        /// A certificate request is none, or its signature does not fit its key.
        case certificateRequest
        /// A signature over a message or a renewal does not hold.
        case signature
        /// The authority's folder could not be read or written.
        case folder
        /// A text is not SyncML with at least one command.
        case badCommand
        /// No device of that id has been seen.
        case unknownDevice
        /// The device has no command of that number.
        case unknownCommand
        /// The name of an oddity is none.
        case unknownOddity
        /// So many commands wait for the device that no more are taken.
        case queueFull
        /// The lab does not know which tenant the phone is joined to.
        case unknownTenant
        /// A phone cannot be let in by the certificate that was given for it.
        case badAdoption
        /// Devices of this kind cannot do what is asked of them.
        case unsupportedDevice
        /// Who asks has not shown the token of the interface.
        case noToken
        /// The request names a host that is not the server's.
        case wrongHost
        /// The request's body is of a media type that is not taken.
        case wrongMediaType
        /// It could not be written down, and so was not done.
        case notKept
        /// The server could not begin to listen.
        case notStarted
    }

    package var code: Code
    /// What is wrong and what to do, as a sentence.
    package var message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}

extension LabError {
    /// What an administrator would be told, for whoever uses the interface below `/lab`.
    init(_ error: AdministrationError) {
        let code: Code =
            switch error.code {
            case .notFound: .unknownDevice
            case .full: .queueFull
            case .notKept: .notKept
            case .badRequest, .forbidden, .conflict, .notSupported, .wrongState: .unsupportedDevice
            }
        self.init(code, error.message)
    }
}
