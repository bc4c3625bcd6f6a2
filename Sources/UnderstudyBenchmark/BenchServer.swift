import Foundation

/// The server of the session that is measured, in a process of its own so that its work is not counted: it answers every
/// first message with the message of the benchmark and every other with the end of the session.
///
/// As little as HTTP allows: one connection at a time, kept open, bodies of known length.
enum BenchServer {
    /// Serves on a socket that listens, until standard input ends, which it does with the process that started this one.
    static func run(message: [UInt8], on listener: CInt) {
        let text = String(decoding: message, as: UTF8.self)
        Thread.detachNewThread {
            while readLine() != nil {}
            exit(0)
        }
        while true {
            let connection = accept(listener, nil, nil)
            guard connection >= 0 else { continue }
            serve(connection, text)
            close(connection)
        }
    }

    /// Starts the server in a process of its own, on a socket that it inherits.
    ///
    /// By `popen`, because Foundation's `Process` fails under valgrind.
    /// - Returns: the port, and the pipe whose closing ends the server.
    static func start(message path: String) throws -> (port: UInt16, process: UnsafeMutablePointer<FILE>) {
        let listener = try listen()
        defer { close(listener) }
        let port = try port(of: listener)
        let program = CommandLine.arguments[0]
        guard let process = popen("'\(program)' --serve \(listener) '\(path)'", "w") else {
            throw BenchmarkError(message: "the server of the benchmark does not start")
        }
        return (port, process)
    }

    private static func listen() throws -> CInt {
        let listener = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let isBound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard listener >= 0, isBound, Glibc.listen(listener, 8) == 0 else {
            throw BenchmarkError(message: "the server of the benchmark cannot listen on this machine")
        }
        return listener
    }

    private static func port(of listener: CInt) throws -> UInt16 {
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isKnown = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(listener, $0, &length) == 0 }
        }
        guard isKnown else { throw BenchmarkError(message: "the server of the benchmark has no port") }
        return UInt16(bigEndian: address.sin_port)
    }

    private static func serve(_ connection: CInt, _ message: String) {
        var received: [UInt8] = []
        while let request = nextRequest(connection, &received) {
            let session = value(of: "SessionID", in: request)
            let isFirst = value(of: "MsgID", in: request) == "1"
            let body = isFirst ? first(message, session) : last(session)
            let head =
                "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.syncml.dm+xml\r\n"
                + "Content-Length: \(body.utf8.count)\r\n\r\n"
            guard send(connection, head + body) else { return }
        }
    }

    /// The body of the next request; nil where the connection ends.
    private static func nextRequest(_ connection: CInt, _ received: inout [UInt8]) -> String? {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            if let body = takeRequest(&received) { return body }
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { return nil }
            received += buffer[..<count]
        }
    }

    private static func takeRequest(_ received: inout [UInt8]) -> String? {
        let text = String(decoding: received, as: UTF8.self)
        guard let end = text.range(of: "\r\n\r\n") else { return nil }
        let head = text[..<end.lowerBound].lowercased()
        guard let field = head.range(of: "content-length: ") else { return nil }
        let length = Int(head[field.upperBound...].prefix { $0.isNumber }) ?? 0
        let start = text[..<end.upperBound].utf8.count
        guard received.count >= start + length else { return nil }
        defer { received.removeFirst(start + length) }
        return String(decoding: received[start..<start + length], as: UTF8.self)
    }

    private static func value(of element: String, in text: String) -> String {
        guard let start = text.range(of: "<\(element)>"), let end = text.range(of: "</\(element)>") else { return "" }
        return String(text[start.upperBound..<end.lowerBound])
    }

    private static func first(_ message: String, _ session: String) -> String {
        let own = value(of: "SessionID", in: message)
        return message.replacing("<SessionID>\(own)</SessionID>", with: "<SessionID>\(session)</SessionID>")
    }

    private static func last(_ session: String) -> String {
        "<SyncML xmlns=\"SYNCML:SYNCML1.2\"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto>"
            + "<SessionID>\(session)</SessionID><MsgID>2</MsgID><Target><LocURI>phone</LocURI></Target>"
            + "<Source><LocURI>server</LocURI></Source></SyncHdr><SyncBody><Status><CmdID>1</CmdID><MsgRef>2</MsgRef>"
            + "<CmdRef>0</CmdRef><Cmd>SyncHdr</Cmd><Data>200</Data></Status><Final/></SyncBody></SyncML>"
    }

    private static func send(_ connection: CInt, _ text: String) -> Bool {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(connection, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
