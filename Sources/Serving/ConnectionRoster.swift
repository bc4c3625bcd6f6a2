import Foundation
import NIOCore
import Synchronization

/// The connections of a server, of which there are never more than so many: the one that has kept the server waiting longest
/// goes for a new one.
package final class ConnectionRoster: Sendable {
    private struct Entry {
        let channel: any Channel
        /// Counted from 1, because a channel may have the identifier of one that has gone.
        let number: Int
        /// Whether the server has nothing to do for it until more bytes come.
        var isWaiting = true
    }

    private struct Entries {
        var byID: [ObjectIdentifier: Entry] = [:]
        /// All in the order in which they came; some may have gone since.
        var order: [(id: ObjectIdentifier, number: Int)] = []
        var lastNumber = 0

        /// The entry of a place in the order; nil for one that has gone.
        func entry(_ place: (id: ObjectIdentifier, number: Int)) -> Entry? {
            byID[place.id].flatMap { $0.number == place.number ? $0 : nil }
        }
    }

    private let limit: Int
    private let entries = Mutex(Entries())

    package init(limit: Int) {
        self.limit = limit
    }

    /// Half of the files that the process may open, the other half being for all else; at least a few.
    package static var systemLimit: Int {
        var limits = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limits) == 0 else { return 256 }
        return Int(min(max(limits.rlim_cur / 2, 64), 4096))
    }

    /// A new connection. Where there are too many, another goes, or it does itself if all others are being answered.
    func open(_ channel: any Channel) {
        let gone = entries.withLock { entries -> (any Channel)? in
            let id = ObjectIdentifier(channel)
            entries.lastNumber += 1
            entries.byID[id] = Entry(channel: channel, number: entries.lastNumber)
            entries.order.append((id, entries.lastNumber))
            guard entries.byID.count > limit else { return nil }
            let oldest = entries.order.first { entries.entry($0)?.isWaiting == true }
            return oldest.flatMap { entries.byID.removeValue(forKey: $0.id)?.channel }
        }
        gone?.close(promise: nil)
    }

    func close(_ channel: any Channel) {
        entries.withLock { entries in
            entries.byID[ObjectIdentifier(channel)] = nil
            // Those that have gone are swept out together, so that no single one costs the length of the list.
            if entries.order.count > 2 * entries.byID.count + 64 {
                entries.order = entries.order.filter { entries.entry($0) != nil }
            }
        }
    }

    /// The server waits for more from a connection, or has all that it needs to answer.
    func set(_ channel: any Channel, isWaiting: Bool) {
        entries.withLock { entries in
            guard entries.byID[ObjectIdentifier(channel)] != nil else { return }
            entries.byID[ObjectIdentifier(channel)]?.isWaiting = isWaiting
        }
    }
}

/// Tells the roster when a connection begins and ends. It stands nearest to the socket.
final class RosterHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer

    private let roster: ConnectionRoster

    init(_ roster: ConnectionRoster) {
        self.roster = roster
    }

    func handlerAdded(context: ChannelHandlerContext) {
        roster.open(context.channel)
        let roster = roster
        let channel = context.channel
        channel.closeFuture.whenComplete { _ in roster.close(channel) }
    }
}
