import Enrollment
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Serving
import Wire

/// How a person gets to the server's sign-in page in a federated enrolment (MS-MDE2 3.2).
package struct SignInDesk: Sendable {
    /// Told the address of the page when the phone waits for what comes of it.
    package var show: @Sendable (String) -> Void
    /// How long a person may take.
    package var limit = Duration.seconds(600)

    package init(show: @escaping @Sendable (String) -> Void) {
        self.show = show
    }
}

extension DeviceAgent {
    /// The token of the sign-in page: of one that signs in by itself, or of a person.
    func signIn(
        _ url: String, _ machine: EnrollmentMachine, _ exchange: any Exchange
    ) async throws(AgentError) -> String {
        do throws(AgentError) {
            return try await WebSignIn(url: url).token(over: exchange)
        } catch {
            guard error.code == .enrollment(.webAuthenticationFailed), let desk = configuration.signIn else {
                throw error
            }
            let listener = SignInListener()
            let token = await listener.token(within: desk.limit) { address in
                desk.show(machine.signInURL(returningTo: address) ?? url)
            }
            guard let token else { throw error }
            return token
        }
    }
}

/// The place on this machine to which the page's last form brings the token: what `ms-app://` addresses are on a phone.
struct SignInListener: Sendable {
    /// Nobody else on the machine can guess it, so nobody else can put a token there.
    private let secret = RandomToken.make()
    /// A token is a few kilobytes.
    private static let longestForm = 1 << 20

    /// Waits for the form.
    /// - Parameter show: told the address for the form when somebody listens there.
    /// - Returns: nil where nobody came in time, or where this machine does not let anybody listen.
    func token(within limit: Duration, show: @escaping @Sendable (String) -> Void) async -> String? {
        let (tokens, came) = AsyncStream.makeStream(of: String.self)
        let application = Application(
            router: router { came.yield($0) },
            server: .plain(RequestClock.Limits(), ConnectionRoster(limit: 64)),
            configuration: ApplicationConfiguration(
                address: .hostname("127.0.0.1", port: 0), serverName: "understudy"),
            onServerRunning: { channel in
                show("http://127.0.0.1:\(channel.localAddress?.port ?? 0)/\(secret)")
            }, logger: Logger(label: "understudy.sign-in") { _ in SwiftLogNoOpLogHandler() })
        return await withTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { came.finish() }
                try? await application.run()
            }
            tasks.addTask {
                try? await Task.sleep(for: limit)
                came.finish()
            }
            let token = await tokens.first { _ in true }
            tasks.cancelAll()
            return token
        }
    }

    private func router(_ take: @escaping @Sendable (String) -> Void) -> Router<BasicRequestContext> {
        let router = Router(context: BasicRequestContext.self)
        router.post(RouterPath(secret)) { request, _ in
            let body = try await request.body.collect(upTo: Self.longestForm)
            guard let token = FormText.value(of: "wresult", in: String(buffer: body)), !token.isEmpty else {
                return Self.page("The form has no wresult: sign in again.", .badRequest)
            }
            // With the token the listener ends, and the person is to read what became of it.
            return Self.page("The phone has its token. You can close this page.", .ok) { take(token) }
        }
        return router
    }

    /// - Parameter end: what is done when the page is on its way, or cannot be sent.
    private static func page(
        _ text: String, _ status: HTTPResponse.Status, then end: @escaping @Sendable () -> Void = {}
    ) -> Response {
        let page = ByteBuffer(string: "<!DOCTYPE html><title>Understudy</title><p>\(text)</p>")
        return Response(
            status: status, headers: [.contentType: "text/html; charset=utf-8"],
            body: ResponseBody(contentLength: page.readableBytes) { writer in
                defer { end() }
                try await writer.write(page)
                try await writer.finish(nil)
            })
    }
}

/// The fields of a form as browsers send it (application/x-www-form-urlencoded).
enum FormText {
    static func value(of name: String, in form: String) -> String? {
        for field in form.split(separator: "&") {
            let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.first == name[...] else { continue }
            return parts.count == 2 ? unescaped(parts[1]) : ""
        }
        return nil
    }

    private static func unescaped(_ text: Substring) -> String? {
        text.replacing("+", with: " ").removingPercentEncoding
    }
}
