package import ManagementTree
import Synchronization

/// What all phones of one kind share: the profile, what the DDF files say, and the providers.
///
/// Immutable, so that ten thousand phones of a fleet hold one.
package final class Blueprint: Sendable {
    package let profile: PhoneProfile
    package let schema: Schema
    package let traits: DeviceTraits
    let providers: [any Provider]
    let addresses = AddressBook()
    /// The policies that ADMX files have brought to it.
    let ingested: IngestedPolicies
    /// What this kind of phone was before a licence made another edition of it, or ADMX files brought it policies; nil where
    /// neither did.
    private let origin: Blueprint?
    private let files: [Mount]
    private let withLicense = Mutex(Made())
    private let withPolicies = Mutex(Made())

    /// What was made of a blueprint last. Weak, because it knows its origin.
    private struct Made {
        weak var blueprint: Blueprint?
    }

    /// - Parameters:
    ///   - profile: the phone model and build.
    ///   - files: node descriptions beside the built-in ones, which they add to and override node by node.
    ///   - isOfFleet: whether its phones count their sessions in a node of their own, `./Vendor/Understudy/Sessions`.
    package init(profile: PhoneProfile, files: [Mount] = [], isOfFleet: Bool = false) throws(PhoneProfileError) {
        self.profile = profile
        traits = try profile.traits()
        let usual = ConfigurationServiceProvider.all.map(\.provider)
        let counter = isOfFleet ? [FleetCounterProvider.mount(owner: usual.count)] : []
        let all = ConfigurationServiceProvider.mounts + counter + files
        self.files = all
        schema = Schema(all)
        let own: [any Provider] = isOfFleet ? [FleetCounterProvider()] : []
        providers = usual + own
        ingested = .none
        origin = nil
    }

    private init(_ origin: Blueprint, edition: Int, named name: String) {
        var (profile, traits) = (origin.profile, origin.traits)
        (profile.edition, profile.editionName, traits.edition) = (edition, name, edition)
        self.profile = profile
        self.traits = traits
        (files, schema, ingested) = (origin.files, origin.schema, origin.ingested)
        providers = origin.providers
        self.origin = origin
    }

    private init(_ origin: Blueprint, _ policies: IngestedPolicies) {
        (profile, traits, providers) = (origin.profile, origin.traits, origin.providers)
        files = origin.files
        schema = Schema(origin.files + policies.mounts)
        ingested = policies
        self.origin = origin
    }

    /// This kind of phone as the factory makes it.
    var factory: Blueprint { origin?.factory ?? self }

    /// The same kind of phone with another edition of Windows, which decides what nodes it has. All phones of the kind that
    /// get it share it.
    func licensed(for edition: Int, named name: String) -> Blueprint {
        withLicense.withLock { kept in
            if let known = kept.blueprint, known.profile.edition == edition { return known }
            let made = Blueprint(self, edition: edition, named: name)
            kept.blueprint = made
            return made
        }
    }

    /// The same kind of phone with the policies of these ADMX files, and of no others. All phones of the kind that get the
    /// same share it.
    func ingesting(_ sources: [ADMXSource]) -> Blueprint {
        guard sources != ingested.sources else { return self }
        let bare = ingested.sources.isEmpty ? self : origin ?? self
        guard !sources.isEmpty else { return bare }
        return bare.withPolicies.withLock { kept in
            if let known = kept.blueprint, known.ingested.sources == sources { return known }
            let made = Blueprint(bare, IngestedPolicies(sources, knowing: ingested))
            kept.blueprint = made
            return made
        }
    }
}
