import JSON
import Wire

/// All that the control API can do, each operation once.
package enum ControlRoutes {
    package static let all: [ControlOperation] =
        answerRules + pageRoutes + [
            status, tree, sync, push, lock, unlock, setPIN, login, unenroll, renew, events, metrics, description,
            proof, wipe, lend, keep, endLoan,
        ]

    package static let wipe = ControlOperation(
        method: .post, path: "/wipe", name: "wipe",
        summary: "Reset the phone in its settings: everything is gone but what the device itself is.",
        answer: .json(.named("PersonReply")), failures: [.notKept, .stopping],
        handle: { (handlers, request) async throws(ControlError) in try await handlers.wipe(request) })

    package static let lend = ControlOperation(
        method: .post, path: "/loan", name: "lend",
        summary: "Write a copy of the phone into the state folder, for a command on this machine to work on.",
        answer: .json(.named("Loan")), failures: [.notKept],
        handle: { (handlers, request) async throws(ControlError) in try await handlers.lend(request) })

    package static let keep = ControlOperation(
        method: .put, path: "/loan", name: "keep",
        summary: "Make a copy that a command has changed the phone, if nothing has happened to the phone meanwhile.",
        request: "Loan", answer: .json(.named("PersonReply")), failures: [.badRequest, .refused, .notKept],
        handle: { (handlers, request) async throws(ControlError) in try await handlers.keep(request) })

    package static let endLoan = ControlOperation(
        method: .post, path: "/loan/end", name: "endLoan",
        summary: "Take a copy away that is not needed any more, and count what was used of the answer rules.",
        request: "Loan", answer: .json(.named("PersonReply")), failures: [.badRequest],
        handle: { (handlers, request) async throws(ControlError) in try await handlers.endLoan(request) })

    package static let proof = ControlOperation(
        method: .get, path: "/proof", name: "proof",
        summary: """
            Show that the token is known here, before it is shown: HMAC-SHA256, keyed with the token, of \
            "understudy control PORT CHALLENGE", in hexadecimal digits.
            """,
        parameters: [.init(name: "challenge", schema: .text, note: "16 to 256 characters that nobody can guess.")],
        needsToken: false, answer: .json(.named("ControlProof")), failures: [.badRequest],
        // The gate answers: it alone knows the token.
        handle: { (_, _) async throws(ControlError) in
            throw ControlError(.badRequest, "give a challenge")
        })

    package static let status = ControlOperation(
        method: .get, path: "/status", name: "status", summary: "What a person sees who looks at the phone.",
        parameters: [.init(name: "pin", schema: .flag, note: "Whether to tell the PIN as well.")],
        answer: .json(.named("StatusReport")), failures: [.badRequest, .notKept],
        handle: { (handlers, request) async throws(ControlError) in try await handlers.status(request) })

    package static let tree = ControlOperation(
        method: .get, path: "/tree", name: "tree", summary: "The nodes of the management tree from one down.",
        parameters: [
            .init(name: "uri", schema: .text, note: "The node to begin with; the root if not given."),
            .init(name: "all", schema: .flag, note: "Whether to tell described nodes that are not there as well."),
        ],
        answer: .json(.list(.named("TreeRow"))), failures: [.badRequest, .unknownNode, .refused],
        handle: { (handlers, request) async throws(ControlError) in try await handlers.tree(request) })

    package static let sync = ControlOperation(
        method: .post, path: "/sync", name: "sync", summary: "Run a session with the management server now.",
        answer: .json(.named("SyncReply")), failures: sessionFailures,
        handle: { (handlers, request) async throws(ControlError) in try await handlers.sync(request) })

    package static let push = ControlOperation(
        method: .post, path: "/push", name: "push",
        summary: "What the Windows push service does: tell the phone that its server wants a session.",
        answer: .json(.named("SyncReply")), failures: sessionFailures,
        handle: { (handlers, request) async throws(ControlError) in try await handlers.push(request) })

    package static let lock = ControlOperation(
        method: .post, path: "/lock", name: "lock", summary: "Lock the screen, as with the power button.",
        answer: .json(.named("PersonReply")), failures: [.refused, .notKept],
        handle: { (handlers, request) async throws(ControlError) in try await handlers.lock(request) })

    package static let unlock = ControlOperation(
        method: .post, path: "/unlock", name: "unlock",
        summary: "Type a PIN. A wrong one is no error: isDone says whether the phone opened.",
        request: "PINRequest", answer: .json(.named("PersonReply")), failures: [.badRequest, .notKept],
        handle: { (handlers, request) async throws(ControlError) in try await handlers.unlock(request) })

    package static let setPIN = ControlOperation(
        method: .put, path: "/pin", name: "setPIN", summary: "Set the PIN, as in the phone's settings.",
        request: "PINRequest", answer: .json(.named("PersonReply")), failures: [.badRequest, .refused, .notKept],
        handle: { (handlers, request) async throws(ControlError) in try await handlers.setPIN(request) })

    package static let login = ControlOperation(
        method: .post, path: "/login", name: "login",
        summary: "Sign the user in, or others, or out. A session follows where the server wants one.",
        request: "LoginRequest", answer: .json(.named("LoginReply")), failures: [.badRequest] + sessionFailures,
        handle: { (handlers, request) async throws(ControlError) in try await handlers.login(request) })

    package static let unenroll = ControlOperation(
        method: .post, path: "/unenroll", name: "unenroll",
        summary: "Remove the account: tell the server, then take away all that it brought.",
        answer: .json(.named("PersonReply")), failures: [.notEnrolled, .joined, .notKept, .stopping],
        handle: { (handlers, request) async throws(ControlError) in try await handlers.unenroll(request) })

    package static let renew = ControlOperation(
        method: .post, path: "/renew", name: "renew",
        summary: "Renew the certificate that the phone shows its server.",
        parameters: [
            .init(name: "force", schema: .flag, note: "Whether to do so where the server has set no EntDMID as well.")
        ],
        answer: .json(.named("PersonReply")), failures: [.notEnrolled, .enrollmentFailed, .notKept, .stopping],
        handle: { (handlers, request) async throws(ControlError) in try await handlers.renew(request) })

    package static let events = ControlOperation(
        method: .get, path: "/events", name: "events",
        summary: "What happens, as server-sent events: each data line is one AgentEvent in JSON.",
        parameters: [
            .init(
                name: "after", schema: .integer,
                note: "Begin with those that are kept and came after the event of this number."),
            .init(
                name: "follow", schema: .flag,
                note: "Whether to go on until the phone stops, which is so if not given; false ends at once."),
        ],
        answer: .text(mediaType: EventStreamText.mediaType, note: "A stream of AgentEvent."), failures: [.badRequest],
        handle: { (handlers, request) async throws(ControlError) in try await handlers.events(request) })

    package static let metrics = ControlOperation(
        method: .get, path: "/metrics", name: "metrics",
        summary: "Figures: sessions, messages, commands by status, tolerances, latencies.",
        answer: .text(mediaType: PrometheusText.mediaType, note: "Prometheus' text form."),
        handle: { (handlers, request) async throws(ControlError) in try await handlers.metrics(request) })

    package static let description = ControlOperation(
        method: .get, path: "/openapi.json", name: "description", summary: "This description.",
        answer: .json(.object([])),
        handle: { (handlers, request) async throws(ControlError) in try await handlers.description(request) })

    private static let sessionFailures: [ControlError.Code] = [
        .notEnrolled, .serverUnreachable, .serverAnswer, .sessionFailed, .notKept, .stopping,
    ]
}
