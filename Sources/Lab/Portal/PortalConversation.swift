internal import Administration
internal import Conversations
internal import HTTPTypes
internal import Hummingbird
internal import Portal

/// The messages of a device below its page, in the shapes of the phone's control API, for who is signed in to the portal.
struct PortalConversation: Sendable {
    let management: LabManagement
    let tenancy: LabTenancy

    /// What a path asks for: of which device, and what.
    struct Place: Equatable {
        let device: ObjectID
        let part: ConversationQuestion.Part

        /// - Returns: nil for another path, and for who wants a page to look at.
        init?(_ request: Request) {
            let parts = request.uri.path.split(separator: "/").map { String($0) }
            guard parts.count >= 4, "/\(parts[0])" == PortalRoute.root, parts[1] == "devices",
                parts[3] == "conversation",
                let part = ConversationQuestion.Part(rawValue: parts.dropFirst(4).joined(separator: "/")),
                part != .page || request.headers[.accept]?.contains("text/html") != true
            else { return nil }
            device = ObjectID(parts[2])
            self.part = part
        }
    }

    func answer(_ place: Place, _ query: [String: String], for visitor: PortalVisitor) async -> Response {
        do {
            let answer = try await tenancy.answer(place.part, query, of: place.device, for: visitor.name, management)
            switch answer {
            case .json(let value): return PortalResponse.make(200, json: value)
            case .file(let octets, let name): return PortalResponse.make(kept: octets, name: name)
            }
        } catch let refusal as ConversationRefusal {
            let status =
                switch refusal.code {
                case .badRequest: 400
                case .unknown: 404
                case .unexpected: 500
                }
            return PortalResponse.make(status, json: ["error": refusal.message])
        } catch let error as AdministrationError {
            return PortalResponse.make(500, json: ["error": error.message])
        } catch {
            return PortalResponse.make(500, json: ["error": "it cannot be told: \(error)"])
        }
    }

    /// For a script whose page is of somebody who is not signed in any more.
    static var signedOut: Response {
        PortalResponse.make(401, json: ["error": "your sign-in is over; load the page anew"])
    }
}
