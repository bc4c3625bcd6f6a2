internal import Wire

/// Flow files of mitmproxy: tnetstrings one after another, each a flow (mitmproxy's `io/io.py`; format 21 and those before
/// it, whose names differ in few places).
///
/// Bodies are as on the wire, but for their chunks. Flows stand in the order in which they ended; they are read in the order
/// in which they began.
enum MitmproxyReader: CaptureReader {
    /// The last format that is known here; a flow of a later one is read where it has the same names.
    private static let knownFormat = 21

    static func recognizes(_ source: CaptureSource) -> Bool { TypedNetstring.recognizes(source.octets) }

    static func read(_ source: CaptureSource) throws(CaptureError) -> CaptureContents {
        var contents = CaptureContents(form: .mitmproxy)
        var flows: [(start: Double, offset: Int, number: Int)] = []
        var (offset, format) = (0, 0)
        let netstring = TypedNetstring(source.octets, maximumDepth: source.limits.maximumDepth)
        while offset < source.octets.count {
            do throws(TypedNetstring.Fault) {
                let (flow, end) = try netstring.value(at: offset)
                flows.append((start(of: flow), offset, flows.count + 1))
                format = max(format, flow["version"]?.integer ?? 0)
                offset = end
            } catch {
                let fault = source.error(
                    error.isTooDeep ? .tooLarge : .damaged, at: .octet(error.offset),
                    "flow \(flows.count + 1) is broken (\(error.message)), after \(flows.count) that can be read; write "
                        + "the file again, or cut it there")
                // mitmproxy appends flow after flow, so a copy of a file that grows ends within one.
                guard !flows.isEmpty, !error.isTooDeep else { throw fault }
                contents.damage = fault
                break
            }
            guard flows.count * 2 <= source.limits.maximumMessages else {
                throw source.error(
                    .tooLarge, "there are more than \(source.limits.maximumMessages) messages; split the file")
            }
        }
        tell(format, source, &contents)
        flows.sort { ($0.start, $0.number) < ($1.start, $1.number) }
        contents.rest = Pieces(source: source, netstring: netstring, flows: flows[...])
        return contents
    }

    /// Flow after flow, each read once more when its turn comes.
    private struct Pieces: CapturedPieces {
        let source: CaptureSource
        let netstring: TypedNetstring
        var flows: ArraySlice<(start: Double, offset: Int, number: Int)>

        mutating func next() throws(CaptureError) -> CapturedPiece? {
            guard let (_, offset, number) = flows.popFirst() else { return nil }
            // It could be read before.
            guard let flow = try? netstring.value(at: offset).value else { return CapturedPiece() }
            return CapturedPiece(parts: MitmproxyReader.parts(of: flow, number, source))
        }
    }

    private static func start(of flow: StructuredValue) -> Double {
        guard case .number(let text)? = flow["request"]?["timestamp_start"] else { return .infinity }
        return Double(text) ?? .infinity
    }

    private static func tell(_ format: Int, _ source: CaptureSource, _ contents: inout CaptureContents) {
        guard format > knownFormat else { return }
        contents.warnings.append(
            CaptureWarning(
                .laterFormat, at: source.place(),
                "its flows are of format \(format), and \(knownFormat) is the last that is known here; if something is "
                    + "missing, export them as HAR"))
    }

    private static func parts(of flow: StructuredValue, _ number: Int, _ source: CaptureSource) -> [CapturedPart] {
        guard let request = flow["request"], case .object = request else { return [] }
        let headers = headers(of: request)
        let method = request["method"]?.text ?? "GET"
        guard method != "CONNECT" else { return [] }
        var parts = [
            CapturedPart(
                role: .request,
                head: .init(.request(method: method, target: target(of: request, headers)), headers: headers),
                body: request["content"]?.octets ?? [], place: source.place(.part("request of flow \(number)")))
        ]
        // `code` until mitmproxy 0.15.
        if let response = flow["response"], let status = (response["status_code"] ?? response["code"])?.integer {
            parts.append(
                CapturedPart(
                    role: .response, head: .init(.response(status: status), headers: Self.headers(of: response)),
                    body: response["content"]?.octets ?? [], place: source.place(.part("answer of flow \(number)"))))
        }
        return parts
    }

    private static func headers(of message: StructuredValue) -> WireHeaders {
        WireHeaders(
            (message["headers"]?.list ?? []).compactMap { field in
                guard let pair = field.list, pair.count == 2, let name = pair[0].text, let value = pair[1].text else {
                    return nil
                }
                return WireHeaders.Field(name, value)
            })
    }

    /// The address that the device called: of a reverse proxy, `host` is that of the server behind it.
    private static func target(of request: StructuredValue, _ headers: WireHeaders) -> String {
        let path = request["path"]?.text ?? "/"
        guard !path.hasPrefix("http") else { return path }
        let scheme = request["scheme"]?.text ?? "http"
        let authority = request["authority"]?.text ?? ""
        let named = headers["Host"] ?? (authority.isEmpty ? nil : authority)
        let port = request["port"]?.integer.map { ":\($0)" } ?? ""
        return "\(scheme)://\(named ?? (request["host"]?.text ?? "") + port)\(path)"
    }
}
