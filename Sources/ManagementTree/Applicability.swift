import Notation

/// On which devices a node exists (`MSFT:Applicability` of DDF v2, `MSFT:NotSupportedOnPlatform` of v1).
package struct Applicability: Equatable, Sendable {
    /// The builds that brought the node; empty where it was always there.
    package var builds: [BuildVersion]
    /// Edition numbers; empty where every edition has the node.
    package var editions: [Int]
    package var requiresAzureAD: Bool
    package var excludedPlatforms: [Platform]
    /// Whether a file that excludes no platform says by that that the node is on all of them.
    package var tellsPlatforms: Bool

    package init(
        builds: [BuildVersion] = [], editions: [Int] = [], requiresAzureAD: Bool = false,
        excludedPlatforms: [Platform] = [], tellsPlatforms: Bool = false
    ) {
        self.builds = builds
        self.editions = editions
        self.requiresAzureAD = requiresAzureAD
        self.excludedPlatforms = excludedPlatforms
        self.tellsPlatforms = tellsPlatforms
    }

    package static let everywhere = Applicability()

    /// The builds that brought the node as people read them: `10.0.15063 (1703)`; nil where it was always there.
    package var since: String? {
        guard !builds.isEmpty else { return nil }
        return builds.map(\.named).joined(separator: ", ")
    }

    /// Whether the node is on every device, so that nothing needs to be compared.
    package var isEverywhere: Bool {
        builds.isEmpty && editions.isEmpty && !requiresAzureAD && excludedPlatforms.isEmpty
    }

    /// Takes over from the node above what is not told of this one.
    mutating func inherit(_ above: Applicability) {
        if builds.isEmpty { builds = above.builds }
        if editions.isEmpty { editions = above.editions }
        requiresAzureAD = requiresAzureAD || above.requiresAzureAD
    }

    /// This applicability with what another file says. A file of DDF v2, which knows builds and editions, has the last word;
    /// one of v1 knows platforms only, and has the last word on them where it tells them.
    func overridden(by other: Applicability) -> Applicability {
        guard other.builds.isEmpty, other.editions.isEmpty, !other.requiresAzureAD else { return other }
        var copy = self
        if other.tellsPlatforms || !other.excludedPlatforms.isEmpty {
            copy.excludedPlatforms = other.excludedPlatforms
        }
        return copy
    }

    /// Why the node is not on a device; nil where it is.
    package func obstacle(on traits: DeviceTraits) -> String? {
        guard !isEverywhere else { return nil }
        if excludedPlatforms.contains(traits.platform) {
            return "the node is not on a \(traits.platform.rawValue)"
        }
        if !editions.isEmpty, !editions.contains(traits.edition) {
            return "the node is not on edition \(Self.named(traits.edition)) of Windows; \(whereItIs(traits))"
        }
        if !builds.isEmpty, !builds.contains(where: { traits.build.has($0, among: builds) }) {
            let needed = builds.map(\.description).joined(separator: ", ")
            return "the node came with build \(needed); this device has \(traits.build)"
        }
        if requiresAzureAD, !traits.isJoinedToAzureAD {
            return "the node needs a device that is joined to Azure AD"
        }
        return nil
    }

    /// The editions that have the node, in words.
    private func whereItIs(_ traits: DeviceTraits) -> String {
        guard Edition(traits.edition).isDesktop || editions.contains(where: { !Edition($0).isDesktop }) else {
            return "it is on desktops only"
        }
        return "it is on " + editions.map(Self.named).joined(separator: ", ")
    }

    /// An edition as people read it: `0x68 (Mobile)`.
    private static func named(_ edition: Int) -> String { Edition(edition).description }
}

/// What of a device decides which nodes it has.
package struct DeviceTraits: Equatable, Sendable {
    package var platform: Platform
    /// The edition number of GetProductInfo, such as 0x68 for Windows 10 Mobile.
    package var edition: Int
    package var build: BuildVersion
    package var isJoinedToAzureAD: Bool

    package init(platform: Platform, edition: Int, build: BuildVersion, isJoinedToAzureAD: Bool) {
        self.platform = platform
        self.edition = edition
        self.build = build
        self.isJoinedToAzureAD = isJoinedToAzureAD
    }
}

/// The two families that Microsoft's DDF files of version 1 tell apart.
package enum Platform: String, Codable, Sendable {
    case phone, desktop
}

/// A version of Windows: `10.0.15063` or, with its revision, `10.0.15063.483`.
package struct BuildVersion: Equatable, Sendable, CustomStringConvertible {
    package var major: Int
    package var minor: Int
    package var build: Int
    package var revision: Int?

    /// Reads three or four numbers with dots between; nil for anything else.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 3 || parts.count == 4, let major = parts[0], let minor = parts[1], let build = parts[2]
        else { return nil }
        self.major = major
        self.minor = minor
        self.build = build
        guard parts.count == 4 else { return }
        guard let revision = parts[3] else { return nil }
        self.revision = revision
    }

    package var description: String {
        "\(major).\(minor).\(build)" + (revision.map { ".\($0)" } ?? "")
    }

    /// Whether a device of this version has what came with another: a version with a revision is a back-port and counts
    /// for its own build only, unless it is the first build of all (the xsd of DDF v2, OsBuildVersion).
    func has(_ origin: BuildVersion, among all: [BuildVersion]) -> Bool {
        guard let needed = origin.revision else { return release >= origin.release }
        if isServiced(with: origin) { return (revision ?? 0) >= needed }
        let isDecidedElsewhere = all.contains { $0.revision == nil || isServiced(with: $0) }
        return !isDecidedElsewhere && release > origin.release
    }

    /// Whether a back-port to another build counts for this one: it is the same, or a later one with the same updates.
    private func isServiced(with origin: BuildVersion) -> Bool {
        (major, minor, servicedBuild) == (origin.major, origin.minor, origin.servicedBuild) && release >= origin.release
    }

    /// Inferred: the last builds of phones, 10.0.15254, have what version 1709 brought to desktops as 10.0.16299; they bear
    /// its name, and no document says what they lack.
    private var release: Release { Release(major: major, minor: minor, build: build == 15254 ? 16299 : build) }

    private struct Release: Comparable {
        var major: Int
        var minor: Int
        var build: Int

        static func < (left: Release, right: Release) -> Bool {
            (left.major, left.minor, left.build) < (right.major, right.minor, right.build)
        }
    }
}
