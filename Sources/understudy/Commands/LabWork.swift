import Agent
import ArgumentParser
import Foundation
import Lab
import Transport
import Wire

/// How `lab queue` and its like reach a server that runs.
struct LabWork: ParsableArguments {
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

    @OptionGroup(title: "Network options") var network: NetworkOptions

    /// Asks the server and prints its JSON.
    /// - Parameter type: the media type of the body.
    func ask(
        _ method: WireRequest.Method, _ path: String, body: [UInt8] = [], type: String = "application/json"
    ) async throws {
        try await Failure.reported {
            Console.print(Self.indented(try await answer(method, path, body: body, type)))
        }
    }

    private func answer(
        _ method: WireRequest.Method, _ path: String, body: [UInt8] = [], _ type: String = ""
    ) async throws -> [UInt8] {
        let headers = try headers(body.isEmpty ? nil : type)
        let exchange = try trustingNetwork.exchange()
        let result: Result<WireResponse, WireError>
        do {
            result = .success(try await exchange.send(WireRequest(method, url + path, headers: headers, body: body)))
        } catch {
            result = .failure(error)
        }
        await exchange.shutdown()
        switch result {
        case .failure(let error):
            throw Failure(
                outcome: .noAnswer,
                message: "\(error); is the lab's server there? Start it with: understudy lab serve")
        case .success(let response):
            guard response.isSuccess else {
                struct Refusal: Decodable { var error: String }
                let refusal = try? JSONDecoder().decode(Refusal.self, from: Data(response.body))
                throw Failure(
                    outcome: .refused,
                    message: refusal?.error ?? "\(url)\(path) answered with HTTP status \(response.status)")
            }
            return response.body
        }
    }

    private func headers(_ type: String?) throws -> WireHeaders {
        var headers: WireHeaders = ["Authorization": "Bearer \(try token())"]
        if let type { headers.add("Content-Type", type) }
        return headers
    }

    /// The token of the lab's API, from where the options say that it is.
    private func token() throws -> String {
        let file = tokenFile ?? "\(folder)/\(LabFolder.tokenFile)"
        let data =
            tokenFile == "-"
            ? try? FileHandle.standardInput.readToEnd() : FileManager.default.contents(atPath: file)
        if let token = LabFolder.token(data.map { String(decoding: $0, as: UTF8.self) }) { return token }
        throw Failure.usage(
            "there is no token of the lab's API in \(file); name the folder of `understudy lab serve` with --folder, or a "
                + "file with the token that it printed with --token-file")
    }

    /// The network options, which trust the lab of the folder where they name nobody to trust.
    private var trustingNetwork: NetworkOptions {
        var network = network
        let file = "\(folder)/\(LabFolder.certificateFile)"
        if network.caFile == nil, FileManager.default.fileExists(atPath: file) { network.caFile = file }
        return network
    }

    /// JSON for people to read.
    private static func indented(_ json: [UInt8]) -> String {
        guard let value = try? JSONSerialization.jsonObject(with: Data(json)),
            let data = try? JSONSerialization.data(
                withJSONObject: value, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
        else { return String(decoding: json, as: UTF8.self) }
        return String(decoding: data, as: UTF8.self)
    }

    /// The path of a device; of the only one where none is named.
    func device(_ id: String?) async throws -> String {
        struct Device: Decodable { var id: String }
        if let id { return "/lab/devices/\(Self.encoded(id))" }
        let devices = try JSONDecoder().decode(
            [Device].self, from: Data(try await answer(.get, "/lab/devices")))
        guard devices.count == 1 else {
            throw Failure.usage(
                devices.isEmpty
                    ? "no phone has enrolled yet"
                    : "several phones have enrolled; name one: \(devices.map(\.id).joined(separator: ", "))")
        }
        return "/lab/devices/\(Self.encoded(devices[0].id))"
    }

    private static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? text
    }

    static func translating<Value>(_ work: () throws(LabError) -> Value) throws -> Value {
        do {
            return try work()
        } catch {
            throw Failure.usage(error.message)
        }
    }
}

/// `lab devices`: who has enrolled.
struct LabDevicesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "devices", abstract: "List the phones that the lab's server knows, as JSON.")

    @OptionGroup var lab: LabWork

    func run() async throws { try await lab.ask(.get, "/lab/devices") }
}

/// `lab queue`: commands for a phone.
struct LabQueueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "queue",
        abstract: "Queue the commands of a SyncML file for a phone; it gets them in its next session.",
        discussion: """
            EXAMPLES
              understudy lab queue Samples/syncml/missing-path.xml
              understudy lab queue Samples/syncml/missing-path.xml --url https://127.0.0.1:9443 --folder lab
            """)

    @Argument(help: "A file with SyncML commands.")
    var file: String

    @Option(help: ArgumentHelp("The phone; the only one if not given.", valueName: "id"))
    var device: String?

    @OptionGroup var lab: LabWork

    func run() async throws {
        try await Failure.reported {
            guard let data = FileManager.default.contents(atPath: file) else {
                throw Failure.usage("\(file): there is no such file")
            }
            try await lab.ask(
                .post, "\(try await lab.device(device))/commands", body: [UInt8](data),
                type: "application/vnd.syncml.dm+xml")
        }
    }
}

/// `lab reset-passcode`: what an administrator does in the portal.
struct LabResetPasscodeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset-passcode",
        abstract: "Queue what resets a phone's passcode; `lab devices` shows it after the next session.",
        discussion: """
            EXAMPLES
              understudy lab reset-passcode --tenant 7c4f1de2-0b35-4a86-9f0e-5d2a7be0c913
            """)

    @Option(help: ArgumentHelp("The phone; the only one if not given.", valueName: "id"))
    var device: String?

    @Option(
        help: ArgumentHelp(
            "The phone's Azure AD directory, which `understudy status` tells; what its token said if not given.",
            valueName: "guid"))
    var tenant: String?

    @OptionGroup var lab: LabWork

    func run() async throws {
        try await Failure.reported {
            let query = tenant.map { "?tenant=\($0)" } ?? ""
            try await lab.ask(.post, "\(try await lab.device(device))/reset-passcode\(query)")
        }
    }
}
