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
        #expect(places.count > 3)
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

    @Test("A leaf that a Replace creates is there afterwards, and gone after a Delete", arguments: names)
    func replaceCreates(_ name: String) throws {
        let fresh = try Phone.sample()
        for place in try Self.places(of: name, in: fresh) where place.description.replaceCreates {
            var phone = fresh
            guard try !phone.locate(place.uri).isPresent else { continue }
            let value = Self.sampleValue(of: place.description)
            #expect(try situation { try phone.replace(place.uri, IncomingValue(text: value), .sample) } == .done)
            #expect(try phone.get(place.uri, .sample).first?.content == .text(value), "\(place.uri)")
            guard place.description.access.contains(.delete) else { continue }
            #expect(try situation { try phone.delete(place.uri, .sample) } == .done, "\(place.uri)")
            #expect(try situation { try phone.delete(place.uri, .sample) } == .missing, "\(place.uri)")
        }
    }

    /// A value that a description admits.
    private static func sampleValue(of description: NodeDescription) -> String {
        switch description.allowedValues?.rule {
        case .ranges(let ranges): ranges.first.map { String($0.upperBound) } ?? "0"
        case .enumeration(let values): values.first ?? ""
        case .flags(let bits): bits.first.map { String($0) } ?? "0"
        case .unchecked, nil: description.format == .bool ? "true" : "1"
        }
    }
}

@Suite("The whole tree of a fresh phone")
struct WholeTreeTests {
    /// Every node that is there, by the lists of names from the root down.
    static func addresses(in phone: Phone, from uri: NodeURI) throws -> [NodeURI] {
        let node = try phone.locate(uri)
        guard node.description.isInterior else { return [uri] }
        let names = uri.isRoot ? phone.childNames(of: node).dropLast(2) : phone.childNames(of: node)[...]
        return try [uri] + names.flatMap { try addresses(in: phone, from: uri.appending($0)) }
    }

    static let profiles: [PhoneProfile] = {
        var desktop = PhoneProfile.lumia950
        desktop.name = "desktop"
        desktop.platform = .desktop
        desktop.edition = 0x30
        var earlier = PhoneProfile.lumia950
        earlier.name = "1607"
        earlier.build = "10.0.14393.82"
        var alone = PhoneProfile.lumia950
        alone.name = "alone"
        alone.joined = nil
        alone.enrolled = nil
        alone.hasPIN = false
        alone.sim = []
        alone.adapters = []
        alone.antivirus.signatureStatus = nil
        return [.lumia950, desktop, earlier, alone]
    }()

    @Test("Every node that is listed can be got, and lists are those of Get", arguments: profiles)
    func allGettable(_ profile: PhoneProfile) throws {
        var phone = try Phone.sample(profile)
        let starts = [NodeURI(names: []), NodeURI(prefix: .user, names: []), NodeURI(prefix: .device, names: [])]
        for start in starts {
            let addresses = try Self.addresses(in: phone, from: start)
            #expect(addresses.count > 10)
            for uri in addresses {
                let node = try phone.locate(uri)
                #expect(node.isPresent, "\(uri)")
                guard node.description.access.contains(.get) else { continue }
                let found = try phone.get(uri, .sample)
                #expect(found.count == 1, "\(uri)")
                // What is printed is an address again.
                #expect(try NodeURI(parsing: uri.description) == uri)
            }
        }
    }

    @Test("A list of the whole tree holds every node that can be got, once", arguments: profiles)
    func structData(_ profile: PhoneProfile) throws {
        var phone = try Phone.sample(profile)
        let found = try phone.get(NodeURI(parsing: ".?list=StructData"), .sample)
        let addresses = try Self.addresses(in: phone, from: NodeURI(names: [])).filter {
            try phone.locate($0).description.access.contains(.get)
        }
        #expect(found.compactMap(\.uri) == addresses.map(\.description))
    }

    @Test("Reading the whole tree changes nothing", arguments: profiles)
    func readOnly(_ profile: PhoneProfile) throws {
        let fresh = try Phone.sample(profile)
        var phone = fresh
        _ = try phone.get(NodeURI(parsing: ".?list=StructData"), .sample)
        #expect(phone == fresh)
    }

    @Test(
        "A property or a list without data does not use up the new PIN",
        arguments: ["prop=Type", "prop=Size", "list=Struct"])
    func newPINIsKept(_ query: String) throws {
        var profile = PhoneProfile.lumia950
        profile.joined = nil
        var phone = try Phone.sample(profile)
        let lock = "./Vendor/MSFT/RemoteLock"
        _ = try phone.exec(NodeURI(parsing: "\(lock)/LockAndResetPIN"), argument: nil, .sample)
        _ = try phone.get(NodeURI(parsing: "\(lock)/NewPINValue?\(query)"), .sample)
        let pin = try #require(phone.lockScreen.pin)
        let first = try phone.get(NodeURI(parsing: "\(lock)/NewPINValue"), .sample)
        #expect(first.first?.content == .text(pin.text))
        let second = try phone.get(NodeURI(parsing: "\(lock)/NewPINValue"), .sample)
        #expect(second.first?.content == .text(""))
    }
}

@Suite("A user's own DDF files")
struct OwnDDFTests {
    static func mounts(_ path: String, _ name: String, _ children: String) throws -> [Mount] {
        let text = """
            <MgmtTree><VerDTD>1.2</VerDTD><Node><NodeName>\(name)</NodeName><Path>\(path)</Path><DFProperties>
            <AccessType><Get/></AccessType><DFFormat><node/></DFFormat></DFProperties>\(children)</Node></MgmtTree>
            """
        return try ConfigurationServiceProvider.mounts(of: Array(text.utf8), file: "own.xml")
    }

    static let leaf = """
        <Node><NodeName>Mode</NodeName><DFProperties><AccessType><Add/><Get/><Replace/></AccessType>
        <DefaultValue>7</DefaultValue><DFFormat><int/></DFFormat></DFProperties></Node>
        """

    @Test("A CSP that the phone does not have stores and answers")
    func newCSP() throws {
        let mounts = try Self.mounts("./Vendor/Contoso", "Badge", Self.leaf)
        var phone = Phone(
            fresh: try Blueprint(profile: .lumia950, files: mounts), seed: 1, now: PhoneEnvironment.sample.now)
        let mode = try NodeURI(parsing: "./Vendor/Contoso/Badge/Mode")
        #expect(try phone.get(mode, .sample).first?.content == .text("7"))
        #expect(try phone.replace(mode, IncomingValue(text: "8"), .sample) == .done)
        #expect(try phone.get(mode, .sample).first?.content == .text("8"))
    }

    @Test("A file for part of a CSP leaves the rest of the CSP as it is")
    func partOfPolicy() throws {
        let mounts = try Self.mounts("./Device/Vendor/MSFT/Policy/Config", "Contoso", Self.leaf)
        var phone = Phone(
            fresh: try Blueprint(profile: .lumia950, files: mounts), seed: 1, now: PhoneEnvironment.sample.now)
        let policy = "./Vendor/MSFT/Policy"
        #expect(
            try phone.add(
                NodeURI(parsing: "\(policy)/Config/DeviceLock/DevicePasswordEnabled"), IncomingValue(text: "0"), .sample
            )
                == .done)
        #expect(
            try phone.get(NodeURI(parsing: "\(policy)/Result/DeviceLock/DevicePasswordEnabled"), .sample).first?.content
                == .text("0"))
        #expect(try phone.get(NodeURI(parsing: "\(policy)/Config/Contoso/Mode"), .sample).first?.content == .text("7"))
    }

    @Test("A file for a CSP that the phone has keeps the behaviour")
    func keepsBehaviour() throws {
        let leaf = """
            <Node><NodeName>Man</NodeName><DFProperties><AccessType><Get/></AccessType><DFFormat><chr/></DFFormat>
            </DFProperties></Node>
            """
        let mounts = try Self.mounts(".", "DevInfo", leaf)
        var phone = Phone(
            fresh: try Blueprint(profile: .lumia950, files: mounts), seed: 1, now: PhoneEnvironment.sample.now)
        #expect(try phone.get(NodeURI(parsing: "./DevInfo/Man"), .sample).first?.content == .text("MicrosoftMDG"))
        #expect(throws: Refusal.self) { try phone.get(NodeURI(parsing: "./DevInfo/DevId"), .sample) }
    }

    @Test("A phone that was kept with a file is still whole without it")
    func withoutTheFile() throws {
        let mounts = try Self.mounts("./Vendor/Contoso", "Badge", Self.leaf)
        var phone = Phone(
            fresh: try Blueprint(profile: .lumia950, files: mounts), seed: 1, now: PhoneEnvironment.sample.now)
        _ = try phone.replace(
            NodeURI(parsing: "./Vendor/Contoso/Badge/Mode"), IncomingValue(text: "8"), .sample)
        var plain = Phone(
            phone.state, nodes: phone.tree.storedNodes, blueprint: try Blueprint(profile: .lumia950))
        let list = try plain.get(NodeURI(parsing: "./Vendor?list=StructData"), .sample)
        #expect(!list.contains { $0.uri?.contains("Contoso") == true })
    }
}
