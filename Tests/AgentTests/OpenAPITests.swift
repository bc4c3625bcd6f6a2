import Agent
import Conversations
import Foundation
import JSON
import ManagementTree
import SimulatedPhone
import TestSupport
import Testing
import Transport
import Wire

/// The description of the control API holds for what the server does (OpenAPI 3.1.0).
@Suite("The description of the control API")
struct OpenAPITests {
    /// A request for each operation, in an order in which all of them can be answered.
    private static let requests: [(name: String, query: String, body: String, status: Int)] = [
        ("status", "?pin=true", "", 200), ("tree", "?uri=.%2FDevInfo&all=true", "", 200), ("sync", "", "", 200),
        ("push", "", "", 200), ("setPIN", "", #"{"pin":"271828"}"#, 200), ("lock", "", "", 200),
        ("unlock", "", #"{"pin":"271828"}"#, 200), ("login", "", #"{"status":"user"}"#, 200),
        ("events", "?follow=false", "", 200), ("metrics", "", "", 200), ("description", "", "", 200),
        ("proof", "?challenge=0123456789abcdef", "", 200), ("proof", "?challenge=short", "", 400),
        ("renew", "", "", 409), ("unenroll", "", "", 200), ("unenroll", "", "", 409), ("sync", "", "", 409),
        ("lend", "", "", 200), ("keep", "", #"{"name":"none"}"#, 409),
        ("endLoan", "", #"{"name":"none","rules":{"entries":[],"position":"0"}}"#, 200),
        ("wipe", "", "", 200), ("addAnswer", "", #"{"on":"get ./DevInfo/**","status":500,"chance":0.5}"#, 200),
        ("addAnswer", "", #"{"on":"get"}"#, 400), ("answers", "", "", 200), ("removeAnswer", "?id=9", "", 404),
        ("removeAnswer", "", "", 200),
        ("conversation", "", "", 200), ("conversation", "?status=x", "", 400),
        ("message", "?number=2&secrets=true", "", 200), ("message", "?number=99", "", 404),
        ("download", "?session=1", "", 200), ("download", "?session=1&form=tar", "", 400),
        ("node", "?uri=.%2FDevDetail%2FSwV", "", 200), ("node", "?uri=.%2FNowhere", "", 404),
        ("command", "", #"{"verb":"get","uri":"./DevDetail/SwV"}"#, 200),
        ("command", "", #"{"verb":"copy","uri":"."}"#, 400), ("checkPIN", "", #"{"pin":"1234"}"#, 200),
        ("tree", "?uri=.%2FNowhere", "", 404), ("status", "?pin=maybe", "", 400), ("unlock", "", "{}", 400),
    ]

    private static func phone() throws -> Phone {
        var phone = try Sample.enrolledPhone()
        phone.setAccountValue(.bool(true), at: ["Poll", "PollOnLogin"])
        return phone
    }

    @Test("Every operation is answered as its description says")
    func answers() async throws {
        let bench = Bench(
            try Self.phone(), ScriptedExchange([.message(ServerText.get(2, "./Nowhere"))], then: .nothing)
        ) { $0.conversation = ConversationLog() }
        try await TemporaryFolder.with { folder in
            try await LiveControl.with(bench.agent, folder: folder) { control in
                let document = try await control.client.description()
                var rest = Self.operations(of: document)
                for request in Self.requests {
                    let operation = try #require(Self.operations(of: document)[request.name])
                    rest[request.name] = nil
                    let response = try await control.send(
                        operation.method, operation.path + request.query, request.body)
                    #expect(response.status == request.status, "\(request.name)")
                    let faults = try Self.faults(response, operation.value, document)
                    #expect(faults.isEmpty, "\(request.name): \(faults)")
                }
                #expect(rest.isEmpty, "never asked: \(rest.keys)")
                for operation in Self.operations(of: document).values where operation.value["security"] == nil {
                    let response = try await control.exchange.send(
                        WireRequest(operation.method, control.base + operation.path))
                    #expect(response.status == 401)
                    #expect(try Self.faults(response, operation.value, document).isEmpty)
                }
            }
        }
    }

    @Test("Everything that can be told of a phone is described")
    func fullValues() throws {
        let check = SchemaCheck(document: OpenAPIDocument.value)
        let phone = try Sample.enrolledPhone(isJoined: true, certificates: [try Identity.entry()]) { enrolled in
            enrolled.polls.last = Sample.now
        }
        var event = AgentEvent(.command, at: Sample.now, text: "t")
        event.session = "1"
        event.message = "2"
        event.command = "Get"
        event.commandID = "3"
        event.uris = ["./DevInfo"]
        event.status = 200
        event.label = "noRelation"
        event.place = "discovery answer, line 1, column 2"
        event.isBreach = true
        let values: [(String, any Encodable)] = [
            (
                "StatusReport",
                StatusReport(
                    phone, now: Sample.now, showingPIN: true, recoveryObstacle: "the tenant has not consented",
                    recoveryNote: "nobody has asked it")
            ),
            ("AgentEvent", event), ("ControlError", ControlError(.refused, "no")),
        ]
        for (name, value) in values {
            let json = try JSONDecoder().decode(JSONValue.self, from: try JSONEncoder().encode(value))
            let schema = try #require(check.document["components"]?["schemas"]?[name])
            #expect(check.faults(json, schema).isEmpty)
        }
    }

    @Test("The document is one of OpenAPI 3.1 whose references all lead somewhere")
    func document() throws {
        let document = OpenAPIDocument.value
        #expect(document["openapi"] == "3.1.0" && document["info"]?["title"] != nil)
        let names = ControlRoutes.all.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(Set(Self.operations(of: document).keys) == Set(names))
        let text = String(decoding: try JSONEncoder().encode(document), as: UTF8.self).replacing("\\/", with: "/")
        let references = text.matches(of: #/"\$ref":"([^"]*)"/#).map { String($0.1) }
        #expect(!references.isEmpty)
        for reference in references {
            let name = String(reference.dropFirst("#/components/schemas/".count))
            #expect(document["components"]?["schemas"]?[name] != nil, "\(reference)")
        }
    }

    @Test(
        "The check finds what is wrong",
        arguments: [
            (#"{"pin":1}"#, 1), (#"{}"#, 1), (#"{"pin":"1","more":true}"#, 1), (#"[]"#, 1), (#"{"pin":"1"}"#, 0),
        ])
    func check(_ text: String, _ count: Int) throws {
        let check = SchemaCheck(document: OpenAPIDocument.value)
        let value = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
        #expect(check.faults(value, ["$ref": "#/components/schemas/PINRequest"]).count == count)
    }

    private struct Operation {
        var method: WireRequest.Method
        var path: String
        var value: JSONValue
    }

    /// By `operationId`.
    private static func operations(of document: JSONValue) -> [String: Operation] {
        guard case .object(let paths)? = document["paths"] else { return [:] }
        var operations: [String: Operation] = [:]
        for (path, item) in paths {
            guard case .object(let methods) = item else { continue }
            for (method, value) in methods {
                guard let method = WireRequest.Method(rawValue: method.uppercased()),
                    case .string(let name)? = value["operationId"]
                else { continue }
                operations[name] = Operation(method: method, path: path, value: value)
            }
        }
        return operations
    }

    /// What is wrong with a response by its description.
    private static func faults(
        _ response: WireResponse, _ operation: JSONValue, _ document: JSONValue
    ) throws -> [String] {
        guard case .object(let content)? = operation["responses"]?["\(response.status)"]?["content"],
            let (mediaType, body) = content.first
        else { return ["the status \(response.status) is not described"] }
        guard response.headers["Content-Type"] == mediaType else {
            return ["the media type is \(response.headers["Content-Type"] ?? "missing")"]
        }
        guard mediaType == "application/json" else { return [] }
        let value = try JSONDecoder().decode(JSONValue.self, from: Data(response.body))
        // Of itself the description says no more than that it is an object.
        if operation["operationId"] == "description", response.status == 200 {
            return value == document ? [] : ["differs"]
        }
        guard let schema = body["schema"] else { return ["there is no schema"] }
        return SchemaCheck(document: document).faults(value, schema)
    }
}
