import Certificates
import Foundation
import Notation
import SimulatedPhone
import Wire

/// What jobs need from outside. A failure is an outcome too: the job's provider decides what comes of it.
extension DeviceAgent {
    /// - Throws: where the phone cannot be kept, or the agent was told to stop.
    func outcome(of errand: Errand) async throws(AgentError) -> ErrandOutcome {
        do {
            switch errand {
            case .request(let request): return .answer(try await answer(to: request))
            case .key(let bits): return .key(try await Self.makeKey(.rsa(bits: bits), configuration).der)
            case .renewal:
                try await renewNow(isForced: false)
                return .done
            }
        } catch {
            guard error.code != .notKept, error.code != .cancelled else { throw error }
            return .failed(
                ErrandFailure(error.message, hresult: error.hresult, mayPass: error.isWorthRetrying))
        }
    }

    private func answer(to errand: ErrandRequest) async throws(AgentError) -> ErrandAnswer {
        var request = WireRequest(errand.content == nil ? .get : .post, errand.url)
        if let content = errand.content {
            request.headers.add("Content-Type", content.mediaType)
            request.body = [UInt8](content.body)
        }
        request.isAnonymous = true
        request.mayBeOpen = true
        let exchange = try exchange(for: phone)
        let response: WireResponse
        do {
            response = try await exchange.send(request)
        } catch {
            throw AgentError(error)
        }
        guard !response.isShort else { throw AgentError(.cut(errand.url)) }
        return ErrandAnswer(
            status: response.status, mediaType: response.headers.mediaType, body: response.body)
    }
}
