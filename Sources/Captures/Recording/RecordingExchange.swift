package import Wire

/// An exchange that writes down every message, unchanged and with its headers, before anybody reads it.
///
/// One file each, numbered in the order in which they went over the wire (`RecordingFolder`): a request as HTTP/1.1 has it
/// (start line, fields, an empty line, the body's octets), then its answer. Nothing is left out: the files hold
/// credentials and PINs, and the folder is its owner's only.
package struct RecordingExchange: Exchange {
    private let exchange: any Exchange
    private let recorder: Recorder
    /// The thumbprint of the certificate with which the phone says who it is.
    private let certificate: String?

    init(_ exchange: any Exchange, _ recorder: Recorder, certificate: String?) {
        self.exchange = exchange
        self.recorder = recorder
        self.certificate = certificate
    }

    package func send(_ request: WireRequest) async throws(WireError) -> WireResponse {
        let number = recorder.nextNumber()
        func write(_ part: RecordingFolder.Part, _ octets: [UInt8]) throws(WireError) {
            try recorder.write(RecordingFolder.name(number, part), octets, for: request.url)
        }
        let start = "\(request.method.rawValue) \(request.url) HTTP/1.1"
        try write(.request, Self.octets(start, request.headers, request.body))
        do throws(WireError) {
            let response = try await exchange.send(request)
            try write(.response, Self.octets("HTTP/1.1 \(response.status)", response.headers, response.body))
            if let tls = response.tls {
                try recorder.add(tls: tls, certificate: request.isAnonymous ? nil : certificate, for: request.url)
            }
            return response
        } catch {
            try write(.failure, Array("\(error)\n".utf8))
            throw error
        }
    }

    private static func octets(_ start: String, _ headers: WireHeaders, _ body: [UInt8]) -> [UInt8] {
        let fields = headers.fields.map { "\($0.name): \($0.value)\r\n" }.joined()
        return Array("\(start)\r\n\(fields)\r\n".utf8) + body
    }
}
