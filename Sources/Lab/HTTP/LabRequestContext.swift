internal import Hummingbird
internal import NIOCore

/// What a route knows of its request beside the request: the connection, whose TLS tells who the phone is.
struct LabRequestContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }

    /// What Hummingbird itself collects at most.
    var maxUploadSize: Int { LabBounds().body }
}
