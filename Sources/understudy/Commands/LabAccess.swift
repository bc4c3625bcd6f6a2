import Agent
import ArgumentParser
import Foundation
import JSON
import Lab
import Notation
import Transport
import Wire

/// How `lab queue` and its like reach a server that runs.
struct LabAccess: ParsableArguments {
    @Option(help: ArgumentHelp("The address of the lab's server.", valueName: "url"))
    var url = "https://127.0.0.1:8443"

    /// Where the lab keeps its authority and its token, below the folder that it is started in.
    static let defaultFolder = "understudy-lab"

    @Option(
        help: ArgumentHelp(
            "The folder of the lab that serves, for its token and, without --ca-file, its certificate.",
            valueName: "folder"))
    var folder = defaultFolder

    @Option(
        help: ArgumentHelp(
            "A file with the token of the lab's API, where its folder is not at hand; - for standard input.",
            valueName: "file"))
    var tokenFile: String?

    @OptionGroup(title: "Network options") var reach: ReachOptions

    @OptionGroup var output: OutputOptions

    /// Asks the server and prints its answer, which is JSON; with `--json` within the command's one document.
    /// - Parameters:
    ///   - path: the path on the server, which may take asking too.
    ///   - name: the member of the document for an answer that is no object.
    ///   - body: what is sent with its media type.
    func ask(
        _ method: WireRequest.Method, as name: String = "answer",
        sending body: (octets: [UInt8], type: String)? = nil, _ path: () async throws -> String
    ) async throws {
        try await output.reporting {
            let answer = try await answer(method, try await path(), body)
            guard output.json else {
                try Console.json(answer)
                return CommandResult()
            }
            if case .object(let members) = answer { return CommandResult(body: members) }
            return CommandResult(body: [name: answer])
        }
    }

    /// Does some work with a way to the server, and with the token of its API.
    func withServer<Value>(_ work: (_ exchange: HTTPExchange, _ token: String) async throws -> Value) async throws
        -> Value
    {
        let token = try token()
        let exchange = try trustingReach.exchange()
        let result: Result<Value, any Error>
        do {
            result = .success(try await work(exchange, token))
        } catch let error as WireError {
            result = .failure(Self.failure(error.code, "\(error)"))
        } catch {
            result = .failure(error)
        }
        await exchange.shutdown()
        return try result.get()
    }

    /// Asks the server below `/lab`, and gives back what it answers.
    func answer(
        _ method: WireRequest.Method, _ path: String, _ body: (octets: [UInt8], type: String)? = nil
    ) async throws -> JSONValue {
        try await withServer { exchange, token in
            var request = WireRequest(method, url + path, headers: ["Authorization": "Bearer \(token)"])
            if let body {
                request.headers.add("Content-Type", body.type)
                request.body = body.octets
            }
            return try value(of: try await exchange.send(request), path)
        }
    }

    /// That no answer came, with what to do.
    static func failure(_ code: WireError.Code, _ text: String) -> Failure {
        let hint = "; is the lab's server there? Start it with: understudy lab serve"
        return Failure(outcome: code.outcome, message: "\(text)\(code.outcome == .noAnswer ? hint : "")")
    }

    /// The answer as JSON, or what the lab says in its refusal.
    func value(of response: WireResponse, _ path: String) throws -> JSONValue {
        let value = try? JSONDecoder().decode(JSONValue.self, from: Data(response.body))
        guard response.isSuccess else {
            // The lab says in its refusal what to do.
            guard case .string(let message)? = value?["error"] else {
                throw Failure(
                    outcome: Outcome(httpStatus: response.status),
                    message: "\(url)\(path) answered with HTTP status \(response.status); is that the lab's server?")
            }
            throw Failure(outcome: Outcome(httpStatus: response.status), message: message)
        }
        guard let value else {
            throw Failure(
                outcome: .protocolBroken, message: "the answer of \(url)\(path) is no JSON; is that the lab's server?")
        }
        return value
    }

    /// The token of the lab's API, from where the options say that it is.
    private func token() throws -> String {
        if let tokenFile { return try Secret.line(of: tokenFile, option: "--token-file") }
        let file = "\(folder)/\(LabFolder.tokenFile)"
        guard FileManager.default.fileExists(atPath: file) else {
            throw Failure.data(
                "there is no token of the lab's API in \(file); name the folder of `understudy lab serve` with --folder, "
                    + "or a file with its token with --token-file")
        }
        return try Secret.line(of: file, option: "--folder")
    }

    /// The network options, which trust the lab of the folder where they name nobody to trust.
    private var trustingReach: ReachOptions {
        var reach = reach
        let file = "\(folder)/\(LabFolder.certificateFile)"
        if reach.caFile == nil, FileManager.default.fileExists(atPath: file) { reach.caFile = file }
        return reach
    }

    /// The path of a device; of the only one where none is named.
    /// - Parameter other: how else a device can be named, for who has named none.
    func device(_ id: String?, or other: String? = nil) async throws -> String {
        if let id { return "/lab/devices/\(id.percentEncoded)" }
        guard case .array(let devices) = try await answer(.get, "/lab/devices") else {
            throw Failure(
                outcome: .protocolBroken, message: "the list of phones is no list; is \(url) the lab's server?")
        }
        let ids = devices.compactMap { device -> String? in
            if case .string(let id)? = device["id"] { id } else { nil }
        }
        guard ids.count == 1 else {
            throw Failure.usage(
                ids.isEmpty
                    ? "no phone has enrolled yet; understudy lab serve tells how one does"
                    : "\(ids.count) phones have enrolled; \(other.map { "\($0), or " } ?? "")name one with --device: "
                        + LabText.list(ids))
        }
        return "/lab/devices/\(ids[0].percentEncoded)"
    }

    static func translating<Value>(_ work: () throws(LabError) -> Value) throws -> Value {
        do {
            return try work()
        } catch {
            throw error.code == .folder ? Failure.state(error.message) : .usage(error.message)
        }
    }
}
