import Agent
import ArgumentParser
import Certificates
import Enrollment
import Fleet
import Foundation
import Notation
import SimulatedPhone
import Wire

/// The options that say which fleet it is: the same for each of its shards, and for each run of them.
struct FleetIdentityOptions: ParsableArguments {
    @Option(
        name: [.customShort("n"), .long],
        help: ArgumentHelp("How many phones the whole fleet has.", valueName: "number"))
    var phones: Int

    @Option(
        help: ArgumentHelp(
            "The server: its address alone, or that of its discovery service.", valueName: "url"))
    var server: String

    @Option(
        help: ArgumentHelp(
            "Which part of the fleet this is, from 1 on, and of how many, such as 2/4.",
            discussion: """
                The count is always given: what a scheduler tells a task of it is another where the task is started again. \
                Parts share nothing; each has a state folder of its own.
                """,
            valueName: "k/n"))
    var shard = FleetShard.whole

    @Option(help: ArgumentHelp("Ids, PINs and chances of all phones follow from this number.", valueName: "number"))
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("The phone model and build: a name, or a file.", valueName: "profile"))
    var device = PhoneProfile.lumia950.name

    @Option(
        help: ArgumentHelp(
            "The Azure AD directory that the phones are joined to, a GUID; the profile's if not given.",
            valueName: "guid"))
    var tenant: String?

    func validate() throws {
        guard (1...100_000_000).contains(phones) else { throw ValidationError("-n \(phones): give 1 to 100000000") }
        guard WebAddress(server) != nil else {
            throw ValidationError("--server \(server) is no address; write it as https://mdm.example.test")
        }
        if let tenant, UUID(uuidString: tenant) == nil {
            throw ValidationError("--tenant \(tenant) is not a GUID; write it as 7c4f1de2-0b35-4a86-9f0e-5d2a7be0c913")
        }
    }

    var owner: FleetFolder.Owner {
        FleetFolder.Owner(
            fleet: FleetIdentity(phones: phones, seed: seed, shards: shard.count, server: server, device: device),
            shard: shard)
    }

    var plan: FleetPlan {
        var plan = FleetPlan(phones: phones)
        plan.shard = shard
        plan.seed = seed
        return plan
    }

    /// Where discovery begins.
    var discoveryURL: String {
        guard let address = WebAddress(server), ["", "/"].contains(address.rest) else { return server }
        return (server.hasSuffix("/") ? String(server.dropLast()) : server) + "/EnrollmentServer/Discovery.svc"
    }
}

extension FleetShard: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}

/// Who enrols the phones.
struct FleetUserOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Who enrols: {n} stands for the phone's number.", valueName: "upn"))
    var user = "phone{n}@fleet.example"

    @OptionGroup var credential: CredentialOptions

    func validate() throws {
        guard user.contains("@") else { throw ValidationError("--user \(user): write it as phone{n}@fleet.example") }
    }

    private static let usualPassword = "understudy"

    /// What a person says who enrols a phone, by its number.
    func orders(
        _ discoveryURL: String, _ network: NetworkOptions, _ keyType: KeyType
    ) throws -> @Sendable (Int) -> EnrollmentOrder {
        let given = try credential.read(of: user)
        let (template, isOpen, isUndecoded) = (user, network.reach.insecureHTTP, network.undecodedNonce ?? false)
        return { number in
            let name = template.replacing("{n}", with: "\(number)")
            var shown = given ?? .password(user: name, password: Self.usualPassword)
            if case .password(_, let password) = shown { shown = .password(user: name, password: password) }
            var order = EnrollmentOrder(discoveryURL: discoveryURL, user: name, credential: shown)
            order.allowsInsecureHTTP = isOpen
            order.usesNonceUndecoded = isUndecoded
            order.keyType = keyType
            return order
        }
    }
}
