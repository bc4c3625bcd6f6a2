/// A file that shows what a rule is about.
package struct Payload: Equatable, Sendable {
    package let octets: [UInt8]

    package init(octets: [UInt8]) {
        self.octets = octets
    }

    init(_ text: String) {
        octets = Array(text.utf8)
    }

    /// The payload as people read it.
    package var text: String { String(decoding: octets, as: UTF8.self) }
}

/// Payloads of bare commands, as custom profiles have them, and of whole messages.
extension Payload {
    static func commands(_ text: String) -> Payload { Payload(text) }

    static func add(_ uri: String, _ format: String, _ value: String) -> Payload {
        Payload(write("Add", uri, format, value))
    }

    static func replace(_ uri: String, _ format: String, _ value: String) -> Payload {
        Payload(write("Replace", uri, format, value))
    }

    static func get(_ uri: String) -> Payload { Payload(command("Get", uri)) }

    static func exec(_ uri: String) -> Payload { Payload(command("Exec", uri)) }

    /// A message of a server that holds the commands.
    static func message(_ commands: String, verDTD: String = "1.2", final: String = "<Final/>") -> Payload {
        Payload(
            """
            <SyncML xmlns="SYNCML:SYNCML1.2"><SyncHdr><VerDTD>\(verDTD)</VerDTD><VerProto>DM/1.2</VerProto>\
            <SessionID>1</SessionID><MsgID>1</MsgID><Target><LocURI>phone</LocURI></Target>\
            <Source><LocURI>https://mdm.example.test/</LocURI></Source></SyncHdr>
            <SyncBody>\(commands)\(final)</SyncBody></SyncML>
            """)
    }

    static func write(_ verb: String, _ uri: String, _ format: String, _ value: String, id: String = "1") -> String {
        """
        <\(verb)><CmdID>\(id)</CmdID><Item><Target><LocURI>\(uri)</LocURI></Target>\
        <Meta><Format xmlns="syncml:metinf">\(format)</Format></Meta><Data>\(value)</Data></Item></\(verb)>
        """
    }

    static func command(_ verb: String, _ uri: String, id: String = "1") -> String {
        "<\(verb)><CmdID>\(id)</CmdID><Item><Target><LocURI>\(uri)</LocURI></Target></Item></\(verb)>"
    }
}

/// Addresses that several examples use.
extension Payload {
    static let camera = "./Device/Vendor/MSFT/Policy/Config/Camera/AllowCamera"
    static let lock = "./Device/Vendor/MSFT/Policy/Config/DeviceLock/"
    static let hello = "./Device/Vendor/MSFT/PassportForWork/7c4f1de2-0b35-4a86-9f0e-5d2a7be0c913/Policies/"
}
