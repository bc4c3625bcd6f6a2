/// The version of WBXML that the first octet tells.
package enum WBXMLVersion: UInt8, Equatable, Sendable, CaseIterable {
    case v1_1 = 1
    case v1_2, v1_3
}

/// Writes a message as WBXML: the same elements in the same order as `MessageWriter`, texts inline, no string table
/// (OMA-TS-SyncML_RepPro-V1_2_2 section 8; protocol section 8).
package struct WBXMLWriter: Sendable {
    package let version: WBXMLVersion

    package init(version: WBXMLVersion = .v1_2) {
        self.version = version
    }

    package func write(_ message: Message) -> [UInt8] {
        var output = WBXMLOutput()
        output.open(message.header)
        output.write(message.commands)
        output.close(isFinal: message.isFinal)
        return output.document(WBXMLLanguage(message.version), version)
    }

    /// Writes a message of statuses and results without a `Message` being made of them, as a phone answers.
    package func write(
        version markup: MarkupVersion, header: Header?, statuses: [Status], results: [Results], isFinal: Bool = true
    ) -> [UInt8] {
        var output = WBXMLOutput()
        output.open(header)
        // By place: a status is large, and going through the array would copy each.
        for index in statuses.indices { output.write(statuses[index]) }
        for results in results { output.write(results) }
        output.close(isFinal: isFinal)
        return output.document(WBXMLLanguage(markup), version)
    }
}

extension WBXMLOutput {
    /// The message down to the body's start.
    fileprivate mutating func open(_ header: Header?) {
        open(.syncML)
        if let header { write(header) } else { empty(.syncHdr) }
        open(.syncBody)
    }

    fileprivate mutating func close(isFinal: Bool) {
        if isFinal { empty(.final) }
        end()
        end()
    }

    private mutating func write(_ header: Header) {
        open(.syncHdr)
        leaf(.verDTD, text: header.verDTD)
        leaf(.verProto, text: header.verProto)
        leaf(.sessionID, text: header.sessionID)
        leaf(.msgID, text: header.messageID)
        open(.target)
        leaf(.locURI, text: header.target)
        if let name = header.targetName { leaf(.locName, text: name) }
        end()
        open(.source)
        leaf(.locURI, text: header.source)
        if let name = header.sourceName { leaf(.locName, text: name) }
        end()
        if let uri = header.responseURI { leaf(.respURI, text: uri) }
        if header.wantsNoResponse { empty(.noResp) }
        if let credential = header.credential { write(credential) }
        if let meta = header.meta { write(meta) }
        end()
    }

    mutating func write(_ credential: Credential) {
        open(.cred)
        if let meta = credential.meta { write(meta) }
        leaf(.data, text: credential.data)
        end()
    }
}
