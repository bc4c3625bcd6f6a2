package import ManagementTree

/// What all phones of one kind share: the profile, what the DDF files say, and the providers.
///
/// Immutable, so that ten thousand phones of a fleet hold one.
package final class Blueprint: Sendable {
    package let profile: PhoneProfile
    package let schema: Schema
    package let traits: DeviceTraits
    let providers: [any Provider]
    let addresses = AddressBook()

    /// - Parameters:
    ///   - profile: the phone model and build.
    ///   - files: node descriptions beside the built-in ones, which they add to and override node by node.
    package init(profile: PhoneProfile, files: [Mount] = []) throws(PhoneProfileError) {
        self.profile = profile
        traits = try profile.traits()
        schema = Schema(ConfigurationServiceProvider.mounts + files)
        providers = ConfigurationServiceProvider.all.map(\.provider)
    }
}
