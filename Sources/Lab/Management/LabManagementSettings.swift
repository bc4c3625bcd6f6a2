package import SyncML

/// How the lab's server behaves in OMA-DM sessions.
package struct LabManagementSettings: Equatable, Sendable {
    /// `PROVIDER-ID` of the account, and the name that the server shows in its own credentials.
    package var providerID = "UnderstudyLab"
    /// What a phone's messages must show; nil where TLS is enough.
    package var clientScheme: AuthenticationScheme?
    /// Whether the server shows md5 credentials to the phone.
    package var authenticatesItself: Bool
    /// Whether a request over TLS must come with the certificate that the lab gave the device.
    package var requiresClientCertificate = true
    /// Whether a message must carry a valid signature in `MDM-Signature`.
    package var requiresMessageSignature = false
    /// `MaxMsgSize` of the server's headers; nil leaves it out.
    package var maximumMessageSize: Int?
    /// `MaxObjSize` of the server's headers; nil leaves it out.
    package var maximumObjectSize: Int?
    /// Values of Add and Replace longer than this are sent in pieces (OMA-TS-DM_Protocol-V1_2_1 section 7).
    package var chunkSize: Int?
    /// At most this many queued commands in one message.
    package var commandsPerMessage: Int?
    /// Whether a device of a tenant is asked once what it is.
    package var asksNewDevices = true
    package var oddities: LabOddities
    package var bounds = LabBounds()

    package init(
        clientScheme: AuthenticationScheme? = nil, authenticatesItself: Bool = false, chunkSize: Int? = nil,
        commandsPerMessage: Int? = nil, oddities: LabOddities = LabOddities()
    ) {
        self.clientScheme = clientScheme
        self.authenticatesItself = authenticatesItself
        self.chunkSize = chunkSize
        self.commandsPerMessage = commandsPerMessage
        self.oddities = oddities
    }
}
