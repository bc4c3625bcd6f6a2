internal import HTTPTypes
internal import Hummingbird
internal import JSON

/// One operation of the interface below `/lab`. Router and description are made from it, so they cannot differ.
struct LabOperation: Sendable {
    /// What a body may be.
    enum Body: Sendable {
        /// SyncML as it is, or as the member `syncml` of a JSON object.
        case commands
        case json(JSONSchema)
    }

    let method: HTTPRequest.Method
    /// Below `/lab`, its places as `:name`.
    let path: String
    /// `operationId`.
    let name: String
    let summary: String
    /// Parameters of the query, with what they are.
    var query: [(name: String, schema: JSONSchema, note: String)] = []
    var body: Body?
    let answer: JSONSchema
    /// The statuses of HTTP with which it can be refused, beside those of everything below `/lab`.
    var failures: [Int] = []
    let handle: @Sendable (LabAPI, Request, LabRequestContext) async throws -> any Encodable

    /// The places in the path.
    var places: [String] { path.split(separator: "/").filter { $0.hasPrefix(":") }.map { String($0.dropFirst()) } }

    static let all: [LabOperation] = [
        LabOperation(
            method: .get, path: "devices", name: "listDevices",
            summary: "All phones that have enrolled or come by. Showing passcodes is noted in the audit list.",
            answer: .list(.named("device"))
        ) { api, _, _ in try await api.devices },
        LabOperation(
            method: .get, path: "devices/:id", name: "getDevice",
            summary: "One phone, with its passcode as long as it is shown.",
            answer: .named("device"), failures: [404]
        ) { api, _, context in try await api.device(context) },
        LabOperation(
            method: .put, path: "devices/:id", name: "adoptDevice",
            summary: "Let a phone in by a certificate that the lab's authority has signed, without an enrolment here.",
            body: .json(
                .object([
                    .required("certificate", .text, "As PEM: the one that the phone shows in TLS."),
                    .optional("user", .text, "Whose phone it is: a user principal name."),
                    .optional("name", .text, "As lists show it; its id if left out."),
                    .optional("osVersion", .text, "The build of Windows that it has, such as 10.0.15063.297."),
                ])),
            answer: .object([
                .required("device", .named("device"), "The phone."),
                .required("document", .text, "The provisioning document that the phone is enrolled with."),
            ]), failures: [413, 415, 500, 503]
        ) { api, request, context in try await api.adopt(request, context) },
        LabOperation(
            method: .get, path: "devices/:id/commands", name: "listCommands",
            summary: "What was queued for a phone, and what it has answered.", answer: .list(.named("command")),
            failures: [404]
        ) { api, _, context in try await api.commands(context) },
        LabOperation(
            method: .get, path: "devices/:id/commands/:number", name: "getCommand", summary: "One of these commands.",
            answer: .named("command"), failures: [404]
        ) { api, _, context in try await api.command(context) },
        LabOperation(
            method: .post, path: "devices/:id/commands", name: "queueCommands",
            summary: "Queue commands as they are; the phone gets them in its next session.", body: .commands,
            answer: .object([.required("commands", .list(.integer), "Their numbers in the queue.")]),
            failures: [404, 409, 413, 415, 500, 503]
        ) { api, request, context in try await api.queue(request, context) },
        LabOperation(
            method: .post, path: "devices/:id/reset-passcode", name: "resetPasscode",
            summary: "Ask a phone for a new PIN, as the portal does, and make it ready for that.",
            query: [
                ("tenant", .text, "The phone's directory; what its token said if missing."),
                ("policy", .choice(["no"]), "no: EnablePinRecovery stays as it is."),
            ],
            answer: .object([
                .required("action", .text, "By which the Graph-shaped API knows it."),
                .required("commands", .list(.integer), "The number of the policy in the queue."),
            ]), failures: [404, 409, 500]
        ) { api, request, context in try await api.resetPasscode(request, context) },
        LabOperation(
            method: .get, path: "consents", name: "listConsents", summary: "What directories have consented to.",
            answer: .list(.named("consent"))
        ) { api, _, _ in await api.consents.consents.map { ConsentView($0) } },
        LabOperation(
            method: .get, path: "events", name: "listEvents", summary: "What has happened, as far as it is remembered.",
            query: [("after", .integer, "The number of the event after which to begin.")],
            answer: .list(.named("event"))
        ) { api, request, _ in await api.events(request) },
        LabOperation(
            method: .get, path: "oddities", name: "listOddities", summary: "What is wrong with the server.",
            answer: .list(.text)
        ) { api, _, _ in await api.management.settings.oddities.names },
        LabOperation(
            method: .put, path: "oddities", name: "setOddities",
            summary: "Change what is wrong with the server, from the next answer on.", body: .json(.list(.text)),
            answer: .list(.text), failures: [413, 415, 503]
        ) { api, request, _ in try await api.setOddities(request) },
        LabOperation(
            method: .get, path: "openapi.json", name: "description", summary: "This description.", answer: .anything
        ) { _, _, _ in LabDescription.value },
    ]
}
