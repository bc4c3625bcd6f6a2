import Agent
import Foundation
import Lab
import Notation
import PINReset
import Wire

/// The people of the story, with a browser: what they do on the lab's pages and by its interface, over the wire.
struct DemoPeople {
    private let url: String
    private let token: String
    private let exchange: any Exchange

    init(of lab: RunningLab, over exchange: any Exchange) {
        url = lab.baseURL
        token = lab.token
        self.exchange = exchange
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
        _ = try await send(WireRequest(.get, url + (accepted.headers["Location"] ?? "/")), expecting: 404)
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
            .post, url, headers: ["Content-Type": "application/x-www-form-urlencoded"], body: Array(body.utf8))
    }

    /// Has the custom policy sent that lets the PIN reset service open the phone.
    func setRecovery(_ isOn: Bool, tenant: String, on device: String) async throws {
        let policy = """
            <Replace><CmdID>1</CmdID><Item><Target><LocURI>./Device/Vendor/MSFT/PassportForWork/\(tenant)/Policies/\
            EnablePinRecovery</LocURI></Target><Meta><Format xmlns="syncml:metinf">bool</Format></Meta>\
            <Data>\(isOn)</Data></Item></Replace>
            """
        var request = asking(.post, "/lab/devices/\(device.percentEncoded)/commands")
        request.headers.add("Content-Type", "application/vnd.syncml.dm+xml")
        request.body = Array(policy.utf8)
        _ = try await send(request, expecting: 200)
    }

    /// Chooses *Reset passcode*.
    /// - Returns: the reason, where the server refuses before anything is sent.
    func resetPasscode(of device: String) async throws -> String? {
        struct Refusal: Decodable { var error: String }
        let request = asking(.post, "/lab/devices/\(device.percentEncoded)/reset-passcode?policy=no")
        let response = try await send(request, expecting: nil)
        if response.isSuccess { return nil }
        guard let refusal = try? JSONDecoder().decode(Refusal.self, from: Data(response.body)) else {
            throw Self.otherwise("the lab answered with HTTP status \(response.status)")
        }
        return refusal.error
    }

    /// The passcode that the server has for the device.
    func passcode(of device: String) async throws -> String? {
        struct Device: Decodable { var passcode: String? }
        let response = try await send(asking(.get, "/lab/devices/\(device.percentEncoded)"), expecting: 200)
        return try JSONDecoder().decode(Device.self, from: Data(response.body)).passcode
    }

    private func asking(_ method: WireRequest.Method, _ path: String) -> WireRequest {
        WireRequest(method, url + path, headers: ["Authorization": "Bearer \(token)"])
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
