import Agent
import Transport

/// Tells phones that run on this machine that their server wants a session, by their control APIs: the push service of
/// Windows is not there, and its channels lead nowhere.
struct PhonePush: Sendable {
    /// The state folders of phones.
    let folders: [String]

    /// Has every phone that runs come by. One that does not run comes at its own time.
    func ring() async {
        for folder in folders {
            guard let file = ControlFile.read(from: folder) else { continue }
            let exchange = try? HTTPExchange(
                TransportConfiguration(allowsInsecureHTTP: true, responseTimeout: .seconds(600)))
            guard let exchange else { continue }
            _ = try? await ControlClient(file, over: exchange).push()
            await exchange.shutdown()
        }
    }
}
