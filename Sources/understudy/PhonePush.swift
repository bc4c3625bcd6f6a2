import Agent
import Fleet
import Transport
import Wire

/// Tells phones that run on this machine that their server wants a session, by their control APIs: the push service of
/// Windows is not there, and its channels lead nowhere.
struct PhonePush: Sendable {
    /// The state folders of phones, and of fleets.
    let folders: [String]

    /// Has every phone that runs come by; of a fleet the one that is meant. One that does not run comes at its own time.
    /// - Parameter device: the phone's id, as its messages have it.
    /// - Returns: whether any was there, and came.
    func ring(_ device: String) async -> Bool {
        var hasCome = false
        for folder in folders {
            guard let file = ControlFile.read(from: folder) else { continue }
            let exchange = try? HTTPExchange(
                TransportConfiguration(allowsInsecureHTTP: true, responseTimeout: .seconds(600)))
            guard let exchange else { continue }
            let client = ControlClient(file, over: exchange)
            if FleetFolder.owner(of: folder) == nil {
                hasCome = (try? await client.push()) != nil || hasCome
            } else {
                hasCome = (try? await client.send(.post, "/push", [("device", device)])) != nil || hasCome
            }
            await exchange.shutdown()
        }
        return hasCome
    }
}
