import Foundation
import Synchronization
package import Wire

/// An exchange that writes down every message, unchanged and with its headers, before anybody reads it.
///
/// One file each, numbered in the order in which they went over the wire: `0001-device.http` is a request as HTTP/1.1
/// has it (start line, fields, an empty line, the body's octets), `0001-server.http` its answer, and
/// `0001-server.error.txt` says why none came. Nothing is left out: the files hold credentials and PINs, and the folder
/// is its owner's only.
package struct RecordingExchange: Exchange {
    private let exchange: any Exchange
    private let recorder: Recorder

    fileprivate init(_ exchange: any Exchange, _ recorder: Recorder) {
        self.exchange = exchange
        self.recorder = recorder
    }

    package func send(_ request: WireRequest) async throws(WireError) -> WireResponse {
        let number = recorder.nextNumber()
        let start = "\(request.method.rawValue) \(request.url) HTTP/1.1"
        try recorder.write("\(number)-device.http", Self.octets(start, request.headers, request.body), for: request.url)
        do throws(WireError) {
            let response = try await exchange.send(request)
            let octets = Self.octets("HTTP/1.1 \(response.status)", response.headers, response.body)
            try recorder.write("\(number)-server.http", octets, for: request.url)
            return response
        } catch {
            try recorder.write("\(number)-server.error.txt", Array("\(error)\n".utf8), for: request.url)
            throw error
        }
    }

    private static func octets(_ start: String, _ headers: WireHeaders, _ body: [UInt8]) -> [UInt8] {
        let fields = headers.fields.map { "\($0.name): \($0.value)\r\n" }.joined()
        return Array("\(start)\r\n\(fields)\r\n".utf8) + body
    }
}

/// Makes exchanges that record into one folder.
package struct RecordingProvider: ExchangeProvider {
    private let provider: any ExchangeProvider
    private let recorder: Recorder

    /// - Parameter folder: made where it is missing; what it holds already is counted on from, never overwritten.
    package init(_ provider: any ExchangeProvider, folder: String) throws(WireError) {
        self.provider = provider
        recorder = try Recorder(folder)
    }

    /// What to tell the user where others could enter the folder before.
    package var note: String? { recorder.note }

    package func exchange(for trust: WireTrust) throws(WireError) -> any Exchange {
        RecordingExchange(try provider.exchange(for: trust), recorder)
    }

    package func prove(_ trust: WireTrust) async throws(WireError) { try await provider.prove(trust) }
}

/// The files of a recording.
private final class Recorder: Sendable {
    private let folder: String
    let note: String?
    private let last: Mutex<Int>

    init(_ folder: String) throws(WireError) {
        self.folder = folder
        let names: [String]
        do {
            note = try PrivateFolder(folder).note
            names = try FileManager.default.contentsOfDirectory(atPath: folder)
        } catch {
            let reason = (error as? PrivateFileError)?.message ?? "it cannot be read; name another"
            throw WireError(
                .notRecorded, url: folder, message: "the folder for the recording cannot be used: \(reason)")
        }
        last = Mutex(names.compactMap(Self.number(of:)).max() ?? 0)
    }

    /// The number of a file that a recording may have; a name with more digits than ever come is no such one.
    private static func number(of name: String) -> Int? {
        let digits = name.prefix { $0.isASCII && $0.isNumber }
        return digits.utf8.count <= 15 ? Int(digits) : nil
    }

    /// The number of the next request and its answer, four digits or more.
    func nextNumber() -> String {
        let number = last.withLock { last in
            last += 1
            return String(last)
        }
        return String(repeating: "0", count: max(0, 4 - number.count)) + number
    }

    func write(_ name: String, _ octets: [UInt8], for url: String) throws(WireError) {
        do {
            try PrivateFile.create("\(folder)/\(name)", octets)
        } catch {
            throw WireError(
                .notRecorded, url: url, message: "\(error); nothing was sent that would be missing in the recording")
        }
    }
}
