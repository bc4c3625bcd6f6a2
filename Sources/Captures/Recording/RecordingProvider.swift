internal import Certificates
package import Wire

/// Makes exchanges that record into one folder.
package struct RecordingProvider: ExchangeProvider {
    private let provider: any ExchangeProvider
    private let recorder: Recorder

    package init(_ provider: any ExchangeProvider, _ recorder: Recorder) {
        self.provider = provider
        self.recorder = recorder
    }

    package func exchange(for trust: WireTrust) throws(WireError) -> any Exchange {
        let certificate = trust.identity?.certificates.first.flatMap { try? ParsedCertificate(der: $0) }
        return RecordingExchange(
            try provider.exchange(for: trust), recorder, certificate: certificate?.thumbprint)
    }

    package func prove(_ trust: WireTrust) async throws(WireError) { try await provider.prove(trust) }
}
