import Agent
import Foundation
import GraphClient
import JSON
import Lab
import Notation
import PINReset
import Wire

/// The people of the story, with a browser: what they do on the lab's pages and by its API, over the wire.
struct DemoPeople {
    private let url: String
    private let token: String
    private let exchange: any Exchange
    private let graph: GraphConnection

    init(of lab: RunningLab, over exchange: any Exchange) {
        url = lab.baseURL
        token = lab.token
        self.exchange = exchange
        graph = GraphConnection(base: lab.baseURL, token: lab.token, exchange: exchange)
    }

    /// Accepts an application: opens the document's address, signs in, presses *Accept*, and sees that there is no page.
    func consent(to application: PINResetApplication) async throws {
        let page = url + application.consentPath
        _ = try await send(WireRequest(.get, page), expecting: 200)
        let person = [("user", ConfiguredDirectory.administrator), ("password", token)]
        let question = try await send(Self.form(page, person), expecting: 200)
        let html = String(decoding: question.body, as: UTF8.self)
        guard let proof = html.firstMatch(of: #/name="proof" value="([^"]+)"/#)?.1 else {
            throw Self.otherwise("the page of consent asks nothing")
        }
        let accepted = try await send(
            Self.form(page, [("proof", String(proof)), ("decision", "accept")]), expecting: 303)
        _ = try await send(
            WireRequest(.get, url + (accepted.headers["Location"] ?? "/")), expecting: 404)
    }

    /// The token with which a user's device enrols, of the lab's sign-in page, which needs nobody to type.
    func token(of user: String) async throws -> String {
        let query = "appru=ms-app%3A%2F%2Fdemo&login_hint=\(user.percentEncoded)"
        let page = try await send(
            WireRequest(.get, "\(url)\(LabEnrollment.Path.authentication)?\(query)"), expecting: 200)
        let html = String(decoding: page.body, as: UTF8.self)
        guard let token = html.firstMatch(of: #/name="wresult" value="([^"]+)"/#)?.1 else {
            throw Self.otherwise("the lab's sign-in page has no token")
        }
        return String(token)
    }

    private static func form(_ url: String, _ fields: [(String, String)]) -> WireRequest {
        let body = fields.map { "\($0.0)=\($0.1.percentEncoded)" }.joined(separator: "&")
        return WireRequest(
            .post, url, headers: ["Content-Type": "application/x-www-form-urlencoded"],
            body: Array(body.utf8))
    }

    /// Makes the custom profile that lets the PIN reset service open phones of the directory, or one that forbids it.
    func makeProfile(recovery isOn: Bool, tenant: String) async throws -> GraphProfile {
        try await Self.asking { () throws(GraphFailure) in
            try await graph.makeProfile(
                "PIN recovery", description: nil,
                [
                    GraphSetting(
                        type: "#microsoft.graph.omaSettingBoolean", displayName: "EnablePinRecovery",
                        omaUri: "./Device/Vendor/MSFT/PassportForWork/\(tenant)/Policies/EnablePinRecovery",
                        value: .bool(isOn))
                ])
        }
    }

    /// Makes a group with the user in it, and assigns a profile to it.
    func assign(_ profile: GraphProfile, toGroup name: String, of user: String) async throws {
        try await Self.asking { () throws(GraphFailure) in
            let member = try await graph.find(GraphUser.self, named: user)
            let group = try await graph.makeGroup(name, description: nil)
            try await graph.add(member: member.id, to: group)
            _ = try await graph.assign(profile, to: [.group(group.id)])
        }
    }

    /// The only device that there is.
    func device() async throws -> GraphDevice {
        let devices = try await Self.asking { () throws(GraphFailure) in try await graph.devices() }
        guard let one = devices.first, devices.count == 1 else {
            throw Self.otherwise("the lab lists \(devices.count) devices")
        }
        return one
    }

    /// Chooses *Reset passcode*.
    /// - Returns: the reason, where the server refuses before anything is sent.
    func resetPasscode(of device: GraphDevice) async throws -> String? {
        do throws(GraphFailure) {
            try await graph.request(.resetPasscode, of: device)
            return nil
        } catch {
            guard case .refused = error.code else { throw Failure(error) }
            return error.message
        }
    }

    /// The passcode that the server has for the device.
    func passcode(of device: GraphDevice) async throws -> String? {
        let shown = try await Self.asking { () throws(GraphFailure) in try await graph.device(device.id)
        }
        return shown.deviceActionResults.lazy.compactMap(\.passcode).first
    }

    private static func asking<Value>(
        _ work: () async throws(GraphFailure) -> Value
    ) async throws -> Value {
        do throws(GraphFailure) {
            return try await work()
        } catch {
            throw Failure(error)
        }
    }

    private func send(_ request: WireRequest, expecting status: Int?) async throws -> WireResponse {
        let response: WireResponse
        do {
            response = try await exchange.send(request)
        } catch {
            throw Failure(outcome: error.code.outcome, message: "\(error)")
        }
        guard status == nil || response.status == status else {
            throw Self.otherwise("\(request.url) answered with HTTP status \(response.status)")
        }
        return response
    }

    /// The story did not go as it should.
    static func otherwise(_ what: String) -> Failure {
        Failure(outcome: .failed, message: "the story went otherwise than it should: \(what)")
    }
}
