import CLibXML2
import Notation
import PINReset
import Session
import SimulatedPhone
import SyncML

/// One piece of work on one message.
struct Workload {
    let name: String
    let once: () throws -> Void

    func repeated(_ rounds: Int) throws {
        for _ in 0..<rounds { try once() }
    }

    /// The workloads that are compared: the yardstick, reading, and all that answering a message takes.
    static func all(_ message: [UInt8]) throws -> [Workload] {
        [bare(message), read(message), try answer(message)]
    }

    static func named(_ name: String, message: [UInt8]) throws -> Workload {
        let workloads = try all(message) + WBXMLWorkloads.all(message)
        guard let work = workloads.first(where: { $0.name == name }) else {
            let names = workloads.map(\.name).joined(separator: ", ")
            throw BenchmarkError(message: "there is no work \(name); there are \(names)")
        }
        return work
    }

    /// libxml2's SAX2 with callbacks that do nothing, its context kept: what any reader on it pays.
    static func bare(_ message: [UInt8]) -> Workload {
        let parser = BareParser()
        return Workload(name: "bare") { parser.parse(message) }
    }

    static func read(_ message: [UInt8]) -> Workload {
        let reader = MessageReader()
        return Workload(name: "read") { _ = try reader.read(message) }
    }

    /// Read, run on a phone that keeps what the message before has done, write the reply.
    static func answer(_ message: [UInt8]) throws -> Workload {
        let reader = MessageReader()
        let blueprint = try Blueprint(profile: .lumia950)
        let environment = PhoneEnvironment(now: .epoch)
        var phone = Phone(fresh: blueprint, seed: 1, now: .epoch)
        return Workload(name: "answer") {
            let reading = try reader.read(message)
            let reply = ReplyBuilder.reply(to: reading.message, phone: phone, environment)
            phone = reply.phone
            _ = reply.bytes()
        }
    }
}

/// The yardstick: nothing but libxml2.
final class BareParser {
    private let context: xmlParserCtxtPtr?

    init() {
        context = xmlNewParserCtxt()
        guard let context else { return }
        context.pointee.sax.pointee = xmlSAXHandler()
        context.pointee.sax.pointee.initialized = XML_SAX2_MAGIC
        context.pointee.sax.pointee.startElementNs = { _, _, _, _, _, _, _, _, _ in }
        context.pointee.sax.pointee.endElementNs = { _, _, _, _ in }
        context.pointee.sax.pointee.characters = { _, _, _ in }
    }

    deinit {
        xmlFreeParserCtxt(context)
    }

    func parse(_ message: [UInt8]) {
        guard let context else { return }
        message.withUnsafeBytes { bytes in
            xmlCtxtResetPush(context, nil, 0, nil, nil)
            xmlParseChunk(context, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count), 1)
        }
    }
}
