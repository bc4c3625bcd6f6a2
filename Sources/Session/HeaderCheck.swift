import SyncML

/// Judges the header of a server's message.
enum HeaderCheck {
    /// What becomes of a message by its header.
    struct Verdict {
        var code: StatusCode
        /// Why the message is not run.
        var reason: String?
        /// The versions that the phone speaks, where the header has another: items of its status.
        var spoken: [String] = []
        /// The nonce that the status hands over, where the server is authenticated (MS-MDM 1.3.1).
        var challenge: Meta?
    }

    /// Inferred: a version that the phone does not speak is answered with the items that name those it does
    /// (OMA-TS-SyncML_RepPro-V1_2_2 section 10, codes 505 and 513). A header without versions is taken, because
    /// hand-written messages often have none.
    static func verdict(on message: Message) -> Verdict {
        // Inferred: of a message with more commands than are read none is run, and the header says so.
        guard !message.isCut else {
            let most = Message.mostCommands
            return Verdict(
                code: .requestEntityTooLarge,
                reason: "the message has more than \(most) commands or items, and nothing of it is run; split it")
        }
        guard let header = message.header else { return Verdict(code: .ok) }
        if !header.verProto.isEmpty, !protocols.contains(header.verProto) {
            return Verdict(
                code: .protocolVersionNotSupported,
                reason: "VerProto is \(header.verProto); the phone speaks \(protocols.joined(separator: " and "))",
                spoken: protocols)
        }
        if !header.verDTD.isEmpty, !versions.contains(header.verDTD) {
            return Verdict(
                code: .dtdVersionNotSupported,
                reason: "VerDTD is \(header.verDTD); the phone speaks \(versions.joined(separator: " and "))",
                spoken: versions)
        }
        return Verdict(code: .ok)
    }

    private static let protocols = MarkupVersion.allCases.reversed().map(\.verProto)
    private static let versions = MarkupVersion.allCases.reversed().map(\.verDTD)
}

extension CommandRunner {
    /// Reports the status of the header, which stands before all others.
    mutating func report(_ verdict: HeaderCheck.Verdict) {
        report("SyncHdr", "0", verdict.code, verdict.reason)
        guard !verdict.spoken.isEmpty || verdict.challenge != nil else { return }
        completeLastStatus { status in
            status.items = verdict.spoken.map { Item(data: .text($0)) }
            status.challenge = verdict.challenge
        }
    }
}
