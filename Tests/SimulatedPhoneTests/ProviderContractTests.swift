import ManagementTree
import SimulatedPhone
import Testing

/// What every CSP has to hold, whatever else it does.
@Suite("The contract of every CSP")
struct ProviderContractTests {
    /// A described node that stands at a fixed address.
    struct Place {
        var uri: NodeURI
        var description: NodeDescription
    }

    /// Those that the sample phone does not have.
    private static let elsewhere = ["AssignedAccess", "CustomDeviceUI"]

    static let names = ConfigurationServiceProvider.all.map(\.name)

    /// Every described node of a CSP whose address has no open name, on the device as it is.
    static func places(of name: String, in phone: Phone) throws -> [Place] {
        let provider = try #require(ConfigurationServiceProvider.all.first { $0.name == name })
        var places: [Place] = []
        for scope in provider.scopes {
            let top = NodeURI(prefix: scope == .user ? .user : .none, names: provider.parent + [NodeName(name)])
            var description: NodeDescription? = phone.blueprint.schema.root(of: scope)
            for name in top.names { description = description?.child(named: name) }
            collect(Place(uri: top, description: try #require(description)), phone, into: &places)
        }
        return places
    }

    private static func collect(_ place: Place, _ phone: Phone, into places: inout [Place]) {
        guard place.description.applicability.obstacle(on: phone.traits) == nil else { return }
        places.append(place)
        for child in place.description.namedChildren {
            guard let name = child.name else { continue }
            collect(Place(uri: place.uri.appending(name), description: child), phone, into: &places)
        }
    }

    /// The situation that a verb met; `.done` where it was carried out.
    private func situation(_ verb: () throws -> Situation) throws -> Situation {
        do {
            return try verb()
        } catch let refusal as Refusal {
            #expect(!refusal.reason.isEmpty)
            return refusal.situation
        }
    }

    @Test("Every described permanent leaf with Get answers a Get on a fresh phone", arguments: names)
    func leavesAnswer(_ name: String) throws {
        var phone = try Phone.sample()
        let places = try Self.places(of: name, in: phone)
        #expect(!places.isEmpty || Self.elsewhere.contains(name))
        for place in places where !place.description.isInterior && place.description.access.contains(.get) {
            guard try phone.locate(place.uri).isPresent else { continue }
            let found = try phone.get(place.uri, .sample)
            #expect(found.count == 1, "\(place.uri)")
            #expect(found.first?.format == place.description.format, "\(place.uri)")
            #expect(found.first?.content != nil, "\(place.uri)")
        }
    }

    @Test("A value that is read is one that the node's format and allowed values admit", arguments: names)
    func valuesFit(_ name: String) throws {
        var phone = try Phone.sample()
        for place in try Self.places(of: name, in: phone) where !place.description.isInterior {
            let node = try phone.locate(place.uri)
            guard node.isPresent, place.description.access.contains(.get) else { continue }
            let text = try phone.value(of: node, .sample).text
            guard !text.isEmpty else { continue }
            switch place.description.format {
            case .int: #expect(Int(text) != nil, "\(place.uri) = \(text)")
            case .bool: #expect(NodeValue.flag(of: text) != nil, "\(place.uri) = \(text)")
            default: break
            }
            #expect(place.description.allowedValues?.objection(to: text) == nil, "\(place.uri)")
        }
    }

    @Test("A leaf without Replace refuses a Replace and stays as it was", arguments: names)
    func noReplace(_ name: String) throws {
        let fresh = try Phone.sample()
        for place in try Self.places(of: name, in: fresh) where !place.description.isInterior {
            guard !place.description.access.contains(.replace) else { continue }
            var phone = fresh
            let isPresent = try phone.locate(place.uri).isPresent
            let met = try situation { try phone.replace(place.uri, IncomingValue(text: "1"), .sample) }
            #expect(met == (isPresent ? .accessDenied : .missing), "\(place.uri)")
            #expect(phone == fresh, "\(place.uri)")
        }
    }

    @Test("A node without Delete, Add or Exec refuses them and stays as it was", arguments: names)
    func otherVerbs(_ name: String) throws {
        let fresh = try Phone.sample()
        for place in try Self.places(of: name, in: fresh) {
            var phone = fresh
            let isPresent = try phone.locate(place.uri).isPresent
            if !place.description.access.contains(.delete) {
                let met = try situation { try phone.delete(place.uri, .sample) }
                #expect(!isPresent || met == .permanent || met == .accessDenied, "\(place.uri) \(met)")
            }
            if !place.description.access.contains(.exec) {
                let met = try situation { try phone.exec(place.uri, argument: nil, .sample) }
                #expect(met == (isPresent ? .accessDenied : .missing), "\(place.uri) \(met)")
            }
            if !place.description.access.contains(.add) {
                let met = try situation { try phone.add(place.uri, IncomingValue(text: "1"), .sample) }
                #expect(isPresent ? met == .exists : met != .done, "\(place.uri) \(met)")
            }
            if place.description.isInterior {
                let met = try situation { try phone.replace(place.uri, IncomingValue(text: "1"), .sample) }
                #expect(met == .interior, "\(place.uri) \(met)")
            }
            #expect(phone == fresh, "\(place.uri)")
        }
    }

    @Test("A leaf that admits Add is there after a Replace, and gone after a Delete", arguments: names)
    func replaceCreates(_ name: String) throws {
        let fresh = try Phone.sample()
        for place in try Self.places(of: name, in: fresh) where !place.description.isInterior {
            guard place.description.access.contains(.add) else { continue }
            var phone = fresh
            guard try !phone.locate(place.uri).isPresent, try Self.isCreatable(place.uri, on: phone) else { continue }
            let value = Self.samples[place.description.place] ?? Self.sampleValue(of: place.description)
            #expect(try situation { try phone.replace(place.uri, IncomingValue(text: value), .sample) } == .done)
            #expect(try phone.get(place.uri, .sample).first?.content == .text(value), "\(place.uri)")
            guard place.description.access.contains(.delete) else { continue }
            #expect(try situation { try phone.delete(place.uri, .sample) } == .done, "\(place.uri)")
            #expect(try situation { try phone.delete(place.uri, .sample) } == .missing, "\(place.uri)")
        }
    }

    /// Whether a Replace makes the node: of some CSPs it makes none.
    private static func isCreatable(_ uri: NodeURI, on phone: Phone) throws -> Bool {
        try !phone.locate(uri).ancestry.contains(where: \.replaceNeedsNode)
    }

    /// Values of nodes that take less than their description says, by their places.
    private static let samples = [
        "AssignedAccess/AssignedAccessXml": "<HandheldLockdown/>",
        "Schedule/Single": "2018-10-25T18:00:00Z", "Schedule/DailyRecurrent": "2018-10-25T18:00:00Z",
        "Settings/DataRecoveryCertificate": "TUlJQg==", "Settings/AllowUserDecryption": "1",
    ]

    /// A value that a description admits.
    private static func sampleValue(of description: NodeDescription) -> String {
        guard description.allowedValues?.rule != .admx else { return "<disabled/>" }
        return switch description.allowedValues?.rule {
        case .ranges(let ranges): ranges.first.map { String($0.upperBound) } ?? "0"
        case .enumeration(let values): values.first ?? ""
        case .flags(let bits): bits.first.map { String($0) } ?? "0"
        case .unchecked, nil: description.format == .bool ? "true" : "1"
        }
    }
}
