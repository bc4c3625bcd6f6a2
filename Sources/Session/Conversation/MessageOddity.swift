package import SyncML

/// What a server does wrong in a message as the answer to the phone's last one, and what phones bear.
package struct MessageOddity: Equatable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        /// No Status for the phone's header (OMA-TS-DM_Protocol-V1_2_1 section 8.4).
        case noHeaderStatus
        /// A Status for a message that the phone has not sent.
        case wrongMessageReference
        /// A Status for a command that the phone has not sent.
        case wrongCommandReference
        /// A MsgID that does not follow the last one.
        case wrongMessageID
        /// Target and Source are those of the phone's own messages.
        case exchangedAddresses
        /// Another protocol than the phone has begun with.
        case otherProtocol
        /// Something is not in the header that every header has (OMA-TS-SyncML_RepPro-V1_2_2 section 6.2.7).
        case missingHeaderPart
    }

    package var kind: Kind
    /// Where, such as `message 2, Status 1`.
    package var place: String
    /// What was odd, as a sentence.
    package var text: String
}

extension Message {
    /// Its MsgID, for people.
    package var shownID: String {
        guard let id = header?.messageID, !id.isEmpty else { return "?" }
        return id
    }
}

extension SessionMachine {
    /// What is odd about a message, each kind once. To be asked before `receive`.
    package func oddities(of message: Message) -> [MessageOddity] {
        var found = OddityList(place: "message \(message.shownID)")
        if let header = message.header { check(header, &found) }
        check(message.commands, &found)
        return found.oddities
    }

    private func check(_ header: Header, _ found: inout OddityList) {
        let number = Int(header.messageID)
        let last = serverNumber ?? 0
        // Numbers may be left out: of answers that were lost on their way.
        if number.map({ $0 <= last || $0 - last > Self.mostLost }) ?? true {
            let id = header.messageID
            found.add(
                .wrongMessageID, "SyncHdr",
                "\(id.isEmpty ? "There is no MsgID" : "MsgID is \(id.debugDescription)"), and the server's messages are "
                    + "counted: \(last + 1) is next.")
        }
        if header.target == server || header.source == source {
            found.add(
                .exchangedAddresses, "SyncHdr",
                "Target is \(header.target.debugDescription) and Source \(header.source.debugDescription), as in the phone's "
                    + "messages; in the server's they change places.")
        }
        let parts = [
            ("VerDTD", header.verDTD), ("VerProto", header.verProto), ("Target", header.target),
            ("Source", header.source),
        ]
        let missing = parts.filter(\.1.isEmpty).map(\.0)
        if !missing.isEmpty {
            found.add(.missingHeaderPart, "SyncHdr", "SyncHdr has no \(missing.joined(separator: ", no ")).")
        }
        if !header.verProto.isEmpty, header.verProto != version.verProto {
            found.add(
                .otherProtocol, "SyncHdr",
                "VerProto is \(header.verProto.debugDescription), and the phone has begun with \(version.verProto).")
        }
    }

    /// Inferred: so many answers may be lost one after the other.
    private static let mostLost = 20

    private func check(_ commands: [Command], _ found: inout OddityList) {
        var hasHeaderStatus = false
        for case .status(let status) in commands {
            let isHeader = status.command == "SyncHdr"
            hasHeaderStatus = hasHeaderStatus || isHeader
            check(status, isHeader: isHeader, &found)
        }
        guard !hasHeaderStatus else { return }
        found.add(
            .noHeaderStatus, "SyncBody", "There is no Status for the header of the phone's message \(messageNumber).")
    }

    private func check(_ status: Status, isHeader: Bool, _ found: inout OddityList) {
        let place = "Status \(status.id ?? "?")"
        let number = Int(status.messageRef) ?? 0
        guard isHeader ? number == messageNumber : (1...messageNumber).contains(number) else {
            return found.add(
                .wrongMessageReference, place,
                "MsgRef is \(status.messageRef.debugDescription), and the phone's last message is \(messageNumber).")
        }
        if isHeader {
            guard status.commandRef != "0" else { return }
            return found.add(
                .wrongCommandReference, place,
                "CmdRef is \(status.commandRef.debugDescription), and that of a header is 0.")
        }
        // What older messages held is not kept.
        guard number == messageNumber, sent.name(of: status.commandRef) != status.command else { return }
        let there = sent.name(of: status.commandRef).map { "that is a command \($0)" } ?? "there is no such command"
        found.add(
            .wrongCommandReference, place,
            "It is for \(status.command.debugDescription) with CmdRef \(status.commandRef.debugDescription), and in the phone's "
                + "message \(messageNumber) \(there).")
    }
}

/// Keeps each kind once: a message may hold very many statuses.
private struct OddityList {
    let place: String
    private(set) var oddities: [MessageOddity] = []

    mutating func add(_ kind: MessageOddity.Kind, _ part: String, _ text: String) {
        guard !oddities.contains(where: { $0.kind == kind }) else { return }
        oddities.append(MessageOddity(kind: kind, place: "\(place), \(part)", text: text))
    }
}
