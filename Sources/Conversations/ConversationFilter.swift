import Foundation
import SyncML

/// Which messages of the conversation somebody wants to see. All that is asked for must hold; of one command together.
package struct ConversationFilter: Sendable {
    /// A part of an address, in any case of letters.
    package var address: String?
    /// The name of a command.
    package var verb: String?
    /// A status, or the first digit of one: 4 for 400 to 499.
    package var status: Int?
    /// A text that stands somewhere in the message.
    package var text: String?
    /// Whether the text is looked for in secrets too: who finds one by trying has read it.
    package var searchesSecrets = true

    package init() {}

    func takes(_ entry: ConversationEntry) -> Bool {
        if let text, !text.isEmpty, !contains(text, entry) { return false }
        guard address != nil || verb != nil || status != nil else { return true }
        return entry.digest.rows.contains(where: takes)
    }

    private func takes(_ row: MessageDigest.Row) -> Bool {
        if let verb, row.name.lowercased() != verb.lowercased() { return false }
        if let status, row.status != status, row.status.map({ $0 / 100 }) != status { return false }
        guard let address else { return true }
        return row.address?.range(of: address, options: .caseInsensitive) != nil
    }

    /// WBXML is looked through as the XML that it says.
    private func contains(_ text: String, _ entry: ConversationEntry) -> Bool {
        guard searchesSecrets else {
            let masked = ConversationMessage(entry, showsSecrets: false)
            let shown = masked.line.form == MessageForm.wbxml.rawValue ? masked.pretty : masked.wire
            return shown?.range(of: text, options: .caseInsensitive) != nil
        }
        let shown: [UInt8]
        if entry.digest.form == .wbxml, let message = MessageRows(entry).reading?.message {
            shown = MessageWriter(style: .wire).write(message)
        } else {
            shown = entry.octets
        }
        return String(decoding: shown, as: UTF8.self).range(of: text, options: .caseInsensitive) != nil
    }
}
