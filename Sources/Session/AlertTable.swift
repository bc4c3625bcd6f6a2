import SyncML

/// How the alerts of a server are answered (protocol.md 2.6).
enum AlertTable {
    /// The status, and the reason where it is not 200.
    static func status(for alert: Alert) -> (StatusCode, String?) {
        guard let code = alert.code else {
            return (.badRequest, "the Alert has no code in its Data")
        }
        switch code {
        case .serverInitiatedManagement, .clientInitiatedManagement, .nextMessage, .sessionAbort, .noEndOfData:
            return (.ok, nil)
        default:
            // Inferred: Microsoft's list of alerts has none for the screen (1100 to 1104), and 1224 and 1226 are the
            // device's to send.
            return (.optionalFeatureNotSupported, "Alert \(code.rawValue) is not one that a phone takes from a server")
        }
    }
}
