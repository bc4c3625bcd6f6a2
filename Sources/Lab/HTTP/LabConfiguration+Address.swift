internal import HTTPTypes
internal import Hummingbird

extension LabConfiguration {
    /// The address that links, issuers and documents begin with: the one for phones behind a proxy, else as the client has
    /// written it.
    func base(of request: Request) -> String {
        publicURL ?? "\(usesTLS ? "https" : "http")://\(request.head.authority ?? host)"
    }
}
