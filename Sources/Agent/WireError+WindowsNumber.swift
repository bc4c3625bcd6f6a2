import Enrollment
import Wire

extension WireError.Code {
    /// The number that Windows shows for it: the one of WinHTTP; nil for what does not happen there.
    var hresult: UInt32? {
        let error: Int? =
            switch self {
            // ERROR_WINHTTP_INVALID_URL
            case .badAddress: 12005
            // ERROR_WINHTTP_NAME_NOT_RESOLVED
            case .nameNotFound: 12007
            // ERROR_WINHTTP_CANNOT_CONNECT
            case .unreachable, .proxyFailed: 12029
            // ERROR_WINHTTP_CONNECTION_ERROR
            case .interrupted: 12030
            // ERROR_WINHTTP_TIMEOUT
            case .connectTimedOut, .timedOut: 12002
            // ERROR_WINHTTP_SECURE_FAILURE
            case .certificateDate: 12175
            // ERROR_WINHTTP_SECURE_CERT_CN_INVALID
            case .wrongName: 12038
            // ERROR_WINHTTP_SECURE_INVALID_CA
            case .untrustedServer: 12045
            // ERROR_WINHTTP_CLIENT_AUTH_CERT_NEEDED
            case .certificateWanted, .certificateRefused: 12044
            // ERROR_WINHTTP_SECURE_CHANNEL_ERROR
            case .tlsVersion, .tlsFailed: 12157
            // ERROR_WINHTTP_REDIRECT_FAILED
            case .redirected: 12156
            case .tooLarge, .noAnswer, .notRecorded: nil
            }
        return error.map { WindowsNumber.winHTTP($0) }
    }
}

extension EnrollmentConnectionFailure {
    init(_ error: WireError) {
        let kind: Kind =
            switch error.code {
            case .nameNotFound, .unreachable, .connectTimedOut, .proxyFailed, .interrupted, .timedOut, .noAnswer:
                .noConnection
            case .certificateDate: .certificateDateInvalid
            case .wrongName, .untrustedServer, .certificateWanted, .certificateRefused, .tlsVersion, .tlsFailed:
                .badCertificate
            case .badAddress, .tooLarge, .redirected, .notRecorded: .other
            }
        self.init(
            kind, reason: error.message.hasSuffix(".") ? error.message : error.message + ".",
            hresult: error.code.hresult)
    }
}
