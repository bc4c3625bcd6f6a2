/// Whose credential of DMAcc it is.
enum DMAccCredential: String, CaseIterable, Sendable {
    case client = "CLCRED"
    case server = "SRVCRED"

    func value(in account: ManagementAccount) -> AccountCredential? {
        switch self {
        case .client: account.clientCredential
        case .server: account.serverCredential
        }
    }

    func set(_ credential: AccountCredential, in account: inout ManagementAccount) {
        switch self {
        case .client: account.clientCredential = credential
        case .server: account.serverCredential = credential
        }
    }
}
