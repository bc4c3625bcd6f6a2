/// The names under which people know the builds of Windows 10 and 11 (Microsoft, *Windows release information*).
extension BuildVersion {
    /// The name of the release, such as `1703`; nil where it has none.
    package var name: String? {
        major == 10 && minor == 0 ? Self.releases.first { $0.build == build }?.name : nil
    }

    /// The version as people read it: `10.0.15063 (1703)`.
    package var named: String { "\(self)" + (name.map { " (\($0))" } ?? "") }

    /// A version as a person names it: `10.0.19045.2006`, `10.0.19045`, `19045`, `19045.2006`, or the name of its release,
    /// `22H2`, of Windows 11 `11-22H2`.
    ///
    /// Inferred: where no revision is named it is the first of its build.
    /// - Parameter platform: version 1709 is another build on phones than on desktops.
    package init?(naming text: String, on platform: Platform) {
        let known = Self.build(named: text, on: platform).map { "10.0.\($0)" }
        // A build has five digits, so that `1709.1` is none.
        let isBare = text.prefix { $0 != "." }.count == 5
        let written = known ?? (isBare ? "10.0.\(text)" : text)
        guard var version = BuildVersion(written), version.major > 0 else { return nil }
        version.revision = version.revision ?? Self.firstRevisions[version.build] ?? 1
        self = version
    }

    private static func build(named text: String, on platform: Platform) -> Int? {
        let letters = text.uppercased().filter { $0.isLetter || $0.isNumber }
        let found = releases.filter { $0.name.filter { $0 != " " } == letters }.map(\.build)
        // The build of phones stands before that of desktops.
        return platform == .phone ? found.first : found.last
    }

    /// The build whose updates a build shares, so that they count revisions together: a version that comes as no more than a
    /// switch for what is there already.
    var servicedBuild: Int { Self.servicedBuilds[build] ?? build }

    private static let servicedBuilds = [
        18363: 18362, 19042: 19041, 19043: 19041, 19044: 19041, 19045: 19041, 22631: 22621, 26200: 26100,
    ]

    /// With which revision such a version began; others begin with a small number.
    private static let firstRevisions = [
        18363: 418, 19042: 508, 19043: 985, 19044: 1288, 19045: 2006, 22631: 2428, 26200: 6584,
    ]

    private static let releases: [(build: Int, name: String)] = [
        (10240, "1507"), (10586, "1511"), (14393, "1607"), (15063, "1703"), (15254, "1709"), (16299, "1709"),
        (17134, "1803"), (17763, "1809"), (18362, "1903"), (18363, "1909"), (19041, "2004"), (19042, "20H2"),
        (19043, "21H1"), (19044, "21H2"), (19045, "22H2"), (22000, "11 21H2"), (22621, "11 22H2"), (22631, "11 23H2"),
        (26100, "11 24H2"), (26200, "11 25H2"),
    ]
}
