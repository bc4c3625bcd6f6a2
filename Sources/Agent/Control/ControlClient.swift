import Foundation
package import JSON
import Notation
import Serving
package import Session
package import SimulatedPhone
package import Wire

/// The other side of the control API, for programs of ours: the same types that the server writes.
package struct ControlClient: Sendable {
    private let file: ControlFile
    private let exchange: any Exchange

    /// - Parameters:
    ///   - file: where the server is and the token that it wants.
    ///   - exchange: must be allowed to use `http`, and wait for sessions as long as they take.
    package init(_ file: ControlFile, over exchange: any Exchange) {
        self.file = file
        self.exchange = exchange
    }

    package func status(showingPIN: Bool = false) async throws(ControlError) -> StatusReport {
        try await ask(ControlRoutes.status, showingPIN ? [("pin", "true")] : [])
    }

    package func tree(from uri: String = ".", all: Bool = false) async throws(ControlError) -> [TreeRow] {
        try await ask(ControlRoutes.tree, [("uri", uri), ("all", "\(all)")])
    }

    package func sync() async throws(ControlError) -> SyncReply { try await ask(ControlRoutes.sync) }

    package func push() async throws(ControlError) -> SyncReply { try await ask(ControlRoutes.push) }

    package func lock() async throws(ControlError) -> PersonReply { try await ask(ControlRoutes.lock) }

    package func unlock(pin: String) async throws(ControlError) -> PersonReply {
        try await ask(ControlRoutes.unlock, body: PINRequest(pin: pin))
    }

    package func setPIN(_ pin: String) async throws(ControlError) -> PersonReply {
        try await ask(ControlRoutes.setPIN, body: PINRequest(pin: pin))
    }

    package func login(_ status: Phone.LoginStatus) async throws(ControlError) -> LoginReply {
        try await ask(ControlRoutes.login, body: LoginRequest(status: status))
    }

    package func wipe() async throws(ControlError) -> PersonReply { try await ask(ControlRoutes.wipe) }

    package func lend() async throws(ControlError) -> Loan { try await ask(ControlRoutes.lend) }

    package func keep(_ loan: Loan) async throws(ControlError) {
        let _: PersonReply = try await ask(ControlRoutes.keep, body: loan)
    }

    package func end(_ loan: Loan) async throws(ControlError) {
        let _: PersonReply = try await ask(ControlRoutes.endLoan, body: loan)
    }

    package func unenroll() async throws(ControlError) -> PersonReply { try await ask(ControlRoutes.unenroll) }

    package func renew(isForced: Bool = false) async throws(ControlError) -> PersonReply {
        try await ask(ControlRoutes.renew, isForced ? [("force", "true")] : [])
    }

    package func answers() async throws(ControlError) -> [AnswerRuleReport] { try await ask(ControlRoutes.answers) }

    package func addAnswer(_ form: AnswerRuleForm) async throws(ControlError) -> AnswerRuleReport {
        try await ask(ControlRoutes.addAnswer, body: form)
    }

    /// - Parameter id: nil for all.
    package func removeAnswer(_ id: Int?) async throws(ControlError) -> [AnswerRuleReport] {
        try await ask(ControlRoutes.removeAnswer, id.map { [("id", "\($0)")] } ?? [])
    }

    /// The events that are kept and came after the one with this number.
    package func events(after number: Int = 0) async throws(ControlError) -> [AgentEvent] {
        let query = [("after", "\(number)"), ("follow", "false")]
        let text = String(decoding: try await send(ControlRoutes.events, query, []), as: UTF8.self)
        do {
            return try EventStreamText.events(in: text)
        } catch {
            throw Self.foreign(error)
        }
    }

    package func metrics() async throws(ControlError) -> String {
        String(decoding: try await send(ControlRoutes.metrics, [], []), as: UTF8.self)
    }

    package func description() async throws(ControlError) -> JSONValue { try await ask(ControlRoutes.description) }

    private func ask<Reply: Decodable>(
        _ operation: ControlOperation, _ query: [(String, String)] = [], body: (any Encodable)? = nil
    ) async throws(ControlError) -> Reply {
        do {
            let octets = try body.map { Array(try ControlJSON.data($0)) } ?? []
            let answer = try await send(operation, query, octets)
            return try JSONDecoder().decode(Reply.self, from: Data(answer))
        } catch let error as ControlError {
            throw error
        } catch {
            throw Self.foreign(error)
        }
    }

    private func send(
        _ operation: ControlOperation, _ query: [(String, String)], _ body: [UInt8]
    ) async throws(ControlError) -> [UInt8] {
        try await send(operation.method, operation.path, query, body)
    }

    /// Asks for something that the control API of a phone need not have, as that of a fleet.
    /// - Returns: the body of the answer.
    @discardableResult
    package func send(
        _ method: WireRequest.Method, _ path: String, _ query: [(String, String)] = [], _ body: [UInt8] = []
    ) async throws(ControlError) -> [UInt8] {
        try await expectProof()
        var headers: WireHeaders = ["Authorization": "Bearer \(file.token)"]
        if !body.isEmpty { headers.add("Content-Type", "application/json") }
        let url = url(path, query)
        let response = try await response(to: WireRequest(method, url, headers: headers, body: body))
        guard response.isSuccess else {
            let error = try? JSONDecoder().decode(ControlError.self, from: Data(response.body))
            throw error
                ?? ControlError(
                    .noControlAnswer, "\(url) answered with HTTP status \(response.status), and is no control API")
        }
        return response.body
    }

    /// Makes sure, before anything is told, that who listens knows the token: it may be another program on an old port.
    private func expectProof() async throws(ControlError) {
        let challenge = RandomToken.make()
        let url = url(ControlRoutes.proof.path, [("challenge", challenge)])
        let response = try await response(to: WireRequest(.get, url))
        let proof = try? JSONDecoder().decode(ControlProof.self, from: Data(response.body))
        guard proof == ControlProof(of: challenge, token: file.token, port: file.port) else {
            throw ControlError(
                .noControlAnswer,
                "another program listens on port \(file.port), where the phone's control API was; nothing was told to it. "
                    + "Stop the phone and start it again")
        }
    }

    private func response(to request: WireRequest) async throws(ControlError) -> WireResponse {
        do {
            return try await exchange.send(request)
        } catch {
            throw ControlError(
                .noControl,
                "the phone that runs does not answer at its control API: \(error); stop it and start it again")
        }
    }

    private func url(_ path: String, _ query: [(String, String)]) -> String {
        "http://127.0.0.1:\(file.port)\(path)\(Self.text(of: query))"
    }

    private static func text(of query: [(String, String)]) -> String {
        let pairs = query.map { "\($0.0)=\($0.1.percentEncoded)" }
        return pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&")
    }

    private static func foreign(_ error: any Error) -> ControlError {
        ControlError(
            .noControlAnswer,
            "the control API's answer cannot be read: \(error); use the same version of understudy on both sides")
    }
}
