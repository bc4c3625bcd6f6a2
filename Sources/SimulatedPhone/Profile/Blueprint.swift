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
    /// What this kind of phone was before a licence made another edition of it; nil where none did.
    let origin: Blueprint?
    private let withLicense = Mutex(Licensed())

    /// Weak, because it knows its origin.
    private struct Licensed {
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
        schema = Schema(ConfigurationServiceProvider.mounts + counter + files)
        let own: [any Provider] = isOfFleet ? [FleetCounterProvider()] : []
        providers = usual + own
        origin = nil
    }

    private init(_ origin: Blueprint, edition: Int, named name: String) {
        var (profile, traits) = (origin.profile, origin.traits)
        (profile.edition, profile.editionName, traits.edition) = (edition, name, edition)
        self.profile = profile
        self.traits = traits
        schema = origin.schema
        providers = origin.providers
        self.origin = origin
    }

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
}
