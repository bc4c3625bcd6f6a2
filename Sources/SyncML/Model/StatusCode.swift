/// A response status code (OMA-TS-SyncML_RepPro-V1_2_2 section 10): an open set.
package struct StatusCode: RawRepresentable, Codable, Equatable, Hashable, Sendable, ExpressibleByIntegerLiteral {
    package var rawValue: UInt16

    package init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    package init(integerLiteral value: UInt16) {
        self.rawValue = value
    }

    package static let ok: StatusCode = 200
    package static let acceptedForProcessing: StatusCode = 202
    package static let authenticationAccepted: StatusCode = 212
    package static let chunkedItemAccepted: StatusCode = 213
    package static let notExecuted: StatusCode = 215
    package static let atomicRollBackOK: StatusCode = 216
    package static let badRequest: StatusCode = 400
    package static let invalidCredentials: StatusCode = 401
    package static let forbidden: StatusCode = 403
    package static let notFound: StatusCode = 404
    package static let commandNotAllowed: StatusCode = 405
    package static let optionalFeatureNotSupported: StatusCode = 406
    package static let missingCredentials: StatusCode = 407
    package static let sizeRequired: StatusCode = 411
    package static let incompleteCommand: StatusCode = 412
    package static let requestEntityTooLarge: StatusCode = 413
    package static let uriTooLong: StatusCode = 414
    package static let unsupportedMediaTypeOrFormat: StatusCode = 415
    package static let alreadyExists: StatusCode = 418
    package static let deviceFull: StatusCode = 420
    package static let sizeMismatch: StatusCode = 424
    package static let commandFailed: StatusCode = 500
    package static let dtdVersionNotSupported: StatusCode = 505
    package static let atomicFailed: StatusCode = 507
    package static let protocolVersionNotSupported: StatusCode = 513

    /// Whether the code stands for success: 200 to 299, except that a rolled back (216) or skipped (215) command and a
    /// cancelled one (214) did not do what was asked.
    package var isSuccess: Bool {
        (200..<300).contains(rawValue) && !(214...216).contains(rawValue)
    }
}

/// The code in an Alert's Data (OMA-TS-DM_RepPro-V1_2_1, alert types): an open set.
package struct AlertCode: RawRepresentable, Equatable, Hashable, Sendable, ExpressibleByIntegerLiteral {
    package var rawValue: UInt16

    package init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    package init(integerLiteral value: UInt16) {
        self.rawValue = value
    }

    package static let serverInitiatedManagement: AlertCode = 1200
    package static let clientInitiatedManagement: AlertCode = 1201
    package static let nextMessage: AlertCode = 1222
    package static let sessionAbort: AlertCode = 1223
    package static let clientEvent: AlertCode = 1224
    package static let noEndOfData: AlertCode = 1225
    package static let genericAlert: AlertCode = 1226
}
