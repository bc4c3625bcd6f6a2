// swift-tools-version: 6.2
import PackageDescription

/// Every target of ours is held to the same rules: what a file uses it imports, imports stay inside the target, no warnings.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    // An asynchronous function runs where its caller does: the way of a message changes threads only where it must.
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "understudy",
    products: [
        .executable(name: "understudy", targets: ["understudy"])
    ],
    dependencies: [
        // The command line: parsing, help and completion scripts are not what this project is about.
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        // TreeDictionary: a phone is a value, and its tree must be copied in constant time.
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        // State on disk: one transaction per server message, safe against kill -9.
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        // Phone profiles are files that people write.
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        // RSA keys, digests and signatures: nobody should write cryptography by hand.
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        // X.509 and CMS: the certificate of enrolment, and the lab's authority that signs it.
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        // DER, for the parts of a certificate request that only Windows has.
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        // Reading HTTP, event loops and byte buffers: the phone speaks HTTP over a connection that it keeps, and a whole
        // client library (async-http-client) cost more instructions for each message than all the rest of a session.
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        // HTTP in swift-http-types' vocabulary, as Hummingbird hands it to handlers: how long a request may take to come.
        // And proxies: the handler that asks one for a tunnel (CONNECT).
        .package(url: "https://github.com/apple/swift-nio-extras.git", from: "1.35.2"),
        // TLS: who the server is, and who the phone is.
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        // The control API, and the lab's management server.
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        // The portal's pages are templates: texts of phones and administrators are escaped by a library that others test too.
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        // Names of headers that compare without case; Hummingbird's own vocabulary.
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        // Logging that whoever runs the phone can direct.
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        // Figures that whoever runs the phone can collect.
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        // Latencies of many phones, with each value's place kept exactly enough that reports of many machines add up.
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift.git", from: "0.2.0"),
        // The daemon: start, signals, an orderly stop.
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        // How instants, octets, numbers and addresses are written: what every room would else write for itself.
        .target(name: "Notation", swiftSettings: strict),
        // Any JSON as a value, and what it looks like: what descriptions of our interfaces are made of.
        .target(name: "JSON", swiftSettings: strict),
        .target(name: "XML", dependencies: ["CLibXML2", "Notation"], swiftSettings: strict),
        .target(name: "SyncML", dependencies: ["XML", "Notation"], swiftSettings: strict),
        .target(
            name: "ManagementTree",
            dependencies: ["XML", "Notation", .product(name: "HashTreeCollections", package: "swift-collections")],
            swiftSettings: strict
        ),
        .target(
            name: "PINReset", dependencies: ["Notation", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: strict),
        // Lists of settings as administrators keep them (Intune's JSON, CSV), and the values that they have. They are no messages
        // and no captures of any; apart, so that a fuzzer can drive their readers.
        .target(name: "Settings", dependencies: ["SyncML", "XML", "JSON", "Notation"], swiftSettings: strict),
        // What an administrator sees and does, as values and rules: people, devices, profiles, actions, passcodes.
        .target(
            name: "Administration",
            dependencies: [
                "PINReset", "Settings", "SyncML", "Notation",
                .product(name: "HashTreeCollections", package: "swift-collections"),
            ],
            swiftSettings: strict),
        // Files that travel inside the program, so that a release is one file: a folder each, in targets of their own, so that
        // a changed file has little compiled anew.
        .plugin(name: "EmbedFiles", capability: .buildTool()),
        .target(
            name: "EmbeddedDDF", dependencies: ["Notation"], exclude: ["DDF"], swiftSettings: strict,
            plugins: ["EmbedFiles"]),
        .target(
            name: "EmbeddedProfiles", dependencies: ["Notation"], swiftSettings: strict, plugins: ["EmbedFiles"]),
        // The phone's page in a browser: HTML, CSS, scripts and texts.
        .target(
            name: "PhonePage", dependencies: ["Notation"], exclude: ["Page"], swiftSettings: strict,
            plugins: ["EmbedFiles"]),
        // The licences and notices of what the program carries, from where it was built.
        .plugin(name: "EmbedNotices", capability: .buildTool()),
        .target(name: "Notices", exclude: ["Texts"], swiftSettings: strict, plugins: ["EmbedNotices"]),
        .target(
            name: "SimulatedPhone",
            dependencies: [
                "ManagementTree", "PINReset", "Certificates", "SCEP", "EmbeddedDDF", "SyncML", "XML", "Notation",
                .product(name: "HashTreeCollections", package: "swift-collections"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "Certificates",
            dependencies: [
                "Notation",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "X509", package: "swift-certificates"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
            ],
            swiftSettings: strict
        ),
        // Certificates by the Simple Certificate Enrolment Protocol (RFC 8894), both sides of it.
        .target(
            name: "SCEP",
            dependencies: [
                "Certificates", "Notation",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "X509", package: "swift-certificates"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "Session",
            dependencies: ["SyncML", "SimulatedPhone", "ManagementTree", "XML", "Notation", "Certificates"],
            swiftSettings: strict),
        // What is to be seen of messages: the phone's page shows it, and the lab's portal, which know nothing of each other.
        .target(
            name: "Conversations",
            dependencies: [
                "Advice", "Captures", "Session", "SimulatedPhone", "ManagementTree", "Wire", "SyncML", "XML",
                "Notation",
            ],
            swiftSettings: strict),
        // What is to be said of a payload before any phone is involved: octets in, findings out.
        .target(
            name: "Checking",
            dependencies: [
                "Advice", "Session", "SimulatedPhone", "PINReset", "ManagementTree", "Enrollment", "Settings", "SyncML",
                "XML",
                "Notation",
            ],
            swiftSettings: strict),
        // Inflating what recorded servers have compressed. libxml2 brings this library along already.
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        // Zip archives: Fiddler's, and those of DDF files. Linked static, with the libraries that its reader of zip may
        // need: a release stays one file that is half a megabyte larger, and a start loads nothing more (27,000 instructions;
        // 4.3 million where libarchive and all that it knows are looked for each time). Without pkg-config, which would name
        // the dynamic one. libzip has no static form in Debian 12, and its minizip (1.1) cannot read the sizes of zip64 that
        // Fiddler writes.
        .systemLibrary(
            name: "CLibArchive",
            providers: [.apt(["libarchive-dev", "nettle-dev", "liblzma-dev", "libzstd-dev", "libbz2-dev"])]),
        .target(
            name: "Archives", dependencies: ["CZlib", "CLibArchive"], swiftSettings: strict,
            linkerSettings: ["archive", "nettle", "lzma", "zstd", "bz2"].map { .linkedLibrary(":lib\($0).a") }),
        .target(
            name: "Captures",
            dependencies: [
                "Session", "SimulatedPhone", "PINReset", "ManagementTree", "Certificates", "Wire", "SyncML", "XML",
                "Notation", "Archives",
            ],
            swiftSettings: strict),
        .target(
            name: "Store",
            dependencies: ["SimulatedPhone", "Wire", "Notation", .product(name: "GRDB", package: "GRDB.swift")],
            swiftSettings: strict
        ),
        // Microsoft Graph's shape of what administrators see and do: requests and answers as values, one table of operations.
        .target(
            name: "Graph",
            dependencies: [
                "Administration", "PINReset", "Settings", "JSON", "Notation",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict),
        // The same from the other side: what a client asks of such a server. Apart from it, because it knows only the wire.
        .target(name: "GraphClient", dependencies: ["JSON", "Wire", "Notation"], swiftSettings: strict),
        // What administrators see in a browser: pages and forms as values.
        .target(
            name: "Portal",
            dependencies: [
                "Administration", "Graph", "Checking", "PhonePage", "PINReset", "Settings", "JSON", "Notation",
                .product(name: "Mustache", package: "swift-mustache"),
            ],
            exclude: ["Page"], swiftSettings: strict, plugins: ["EmbedFiles"]),
        // Tenants on disk: what the lab's administrators manage. Apart from Store, so that the lab knows nothing of phones.
        .target(
            name: "TenantStore",
            dependencies: [
                "Administration", "Wire", "Notation", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Crypto", package: "swift-crypto"),
                // What SQLite says goes to the log, for the person who runs the lab, and not to clients.
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict),
        .target(name: "Wire", dependencies: ["Notation"], swiftSettings: strict),
        .target(
            name: "Enrollment", dependencies: ["SyncML", "XML", "Notation", "Certificates", "Wire"],
            swiftSettings: strict),
        // What people are told of nodes, addresses, statuses and numbers, as values: `explain` prints it, `check` asks it.
        .target(
            name: "Advice",
            dependencies: [
                "Session", "SimulatedPhone", "ManagementTree", "Enrollment", "SyncML", "XML", "Notation",
            ],
            swiftSettings: strict),
        .target(
            name: "Transport",
            dependencies: [
                "Wire", "Notation", "Certificates",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOExtras", package: "swift-nio-extras"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "NIOTLS", package: "swift-nio"),
            ],
            swiftSettings: strict
        ),
        // What a server of ours does so that nobody holds it up: the control API's, and the lab's.
        .target(
            name: "Serving",
            dependencies: [
                "Notation",
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "Agent",
            dependencies: [
                "PhonePage", "Conversations", "Captures", "Advice", "Serving", "JSON", "Session", "Enrollment",
                "PINReset", "Wire", "Store", "SimulatedPhone", "ManagementTree",
                "SyncML", "XML", "Notation", "Certificates",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "Lab",
            dependencies: [
                "Serving", "Enrollment", "Wire", "SyncML", "XML", "Notation", "Certificates", "SCEP", "PINReset",
                "Administration", "Graph", "Portal", "Conversations", "Advice", "JSON",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "X509", package: "swift-certificates"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict
        ),
        // Many phones in one process: who does what when, what came of it, and reports about it.
        .target(
            name: "Fleet",
            dependencies: [
                "Agent", "Captures", "Serving", "Session", "Enrollment", "PINReset", "Wire", "Transport", "Store",
                "SimulatedPhone",
                "ManagementTree", "SyncML", "XML", "JSON", "Notation", "Certificates",
                .product(name: "Histogram", package: "hdrhistogram-swift"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "understudy",
            dependencies: [
                "Fleet",
                "Session", "Store", "SimulatedPhone", "ManagementTree", "PINReset", "SyncML", "XML", "Notation",
                "Agent", "Transport", "Lab", "Wire", "Enrollment", "Certificates", "Settings", "Serving", "Captures",
                "Conversations", "Archives", "Advice", "Checking", "EmbeddedProfiles", "JSON", "GraphClient",
                "Administration", "TenantStore", "Notices",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "Yams", package: "Yams"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "UnderstudyBenchmark",
            dependencies: [
                "Session", "SimulatedPhone", "SyncML", "PINReset", "CLibXML2", "Agent", "Store", "Transport",
                "Conversations", "Notation", "Fleet", "Certificates", .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict
        ),
        .testTarget(name: "NotationTests", dependencies: ["Notation"], swiftSettings: strict),
        .testTarget(name: "XMLTests", dependencies: ["XML"], swiftSettings: strict),
        .testTarget(name: "SyncMLTests", dependencies: ["SyncML", "XML"], swiftSettings: strict),
        .testTarget(name: "ManagementTreeTests", dependencies: ["ManagementTree", "XML"], swiftSettings: strict),
        .testTarget(name: "PINResetTests", dependencies: ["PINReset", "Notation"], swiftSettings: strict),
        .testTarget(
            name: "AdministrationTests",
            dependencies: ["Administration", "PINReset", "Settings", "SyncML", "Notation"],
            swiftSettings: strict),
        .testTarget(
            name: "GraphTests",
            dependencies: ["Graph", "Administration", "PINReset", "Settings", "SyncML", "JSON", "Notation"],
            swiftSettings: strict),
        .testTarget(
            name: "PortalTests",
            dependencies: [
                "Portal", "Administration", "Graph", "Checking", "PINReset", "Settings", "SyncML", "JSON", "Notation",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "GraphClientTests",
            dependencies: ["GraphClient", "Graph", "Administration", "PINReset", "SyncML", "Wire", "JSON", "Notation"],
            swiftSettings: strict),
        .testTarget(
            name: "TenantStoreTests",
            dependencies: [
                "TenantStore", "Administration", "PINReset", "Settings", "SyncML", "Notation", "TestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "SimulatedPhoneTests",
            dependencies: [
                "SimulatedPhone", "ManagementTree", "PINReset", "Notation", "EmbeddedDDF", "Certificates", "SyncML",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "SessionTests",
            dependencies: [
                "Session", "SyncML", "XML", "Notation", "SimulatedPhone", "ManagementTree", "PINReset", "Certificates",
                "SCEP",
            ],
            swiftSettings: strict),
        .testTarget(name: "SettingsTests", dependencies: ["Settings", "SyncML", "Notation"], swiftSettings: strict),
        .testTarget(
            name: "CheckingTests",
            dependencies: [
                "Checking", "Session", "SimulatedPhone", "PINReset", "ManagementTree", "Settings", "SyncML", "XML",
                "Notation",
            ],
            exclude: ["Snapshots"], swiftSettings: strict),
        .testTarget(name: "ArchivesTests", dependencies: ["Archives"], swiftSettings: strict),
        .testTarget(
            name: "CapturesTests",
            dependencies: [
                "Captures", "Session", "SimulatedPhone", "PINReset", "SyncML", "Wire", "Notation", "Certificates",
            ],
            exclude: ["Fixtures"], swiftSettings: strict),
        // Reports of replays.
        .testTarget(
            name: "ReportTests",
            dependencies: ["Captures", "Session", "SyncML", "XML", "Wire", "TestSupport", "BrowserDriver"],
            swiftSettings: strict),
        .testTarget(
            name: "StoreTests",
            dependencies: [
                "Store", "SimulatedPhone", "ManagementTree", "PINReset", "Wire", "Notation", "TestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "CertificatesTests",
            dependencies: [
                "Certificates", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "X509", package: "swift-certificates"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "SCEPTests",
            dependencies: [
                "SCEP", "Certificates", "Notation",
                .product(name: "X509", package: "swift-certificates"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "EnrollmentTests", dependencies: ["Enrollment", "SyncML", "XML", "Notation", "Certificates", "Wire"],
            swiftSettings: strict),
        .testTarget(
            name: "AdviceTests",
            dependencies: [
                "Advice", "Session", "SimulatedPhone", "ManagementTree", "Enrollment", "SyncML", "PINReset", "Notation",
            ],
            swiftSettings: strict),
        // What the tests of several targets have in common.
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
        // A real browser, for tests of pages.
        .target(
            name: "BrowserDriver", dependencies: ["Transport", "Wire", "Notation"], path: "Tests/BrowserDriver",
            swiftSettings: strict),
        // Servers for tests that answer with bytes from a list, and the certificates that they need.
        .target(
            name: "ServerScripts",
            dependencies: [
                "Transport", "Certificates", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "X509", package: "swift-certificates"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            path: "Tests/ServerScripts", swiftSettings: strict),
        .testTarget(
            name: "TransportTests",
            dependencies: [
                "Transport", "Wire", "Notation", "Certificates", "ServerScripts",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "X509", package: "swift-certificates"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            swiftSettings: strict),
        // What the tests of several targets send to phones by way of the lab.
        .target(
            name: "LabSupport", dependencies: ["Lab", "Administration", "SyncML"], path: "Tests/LabSupport",
            swiftSettings: strict),
        .testTarget(
            name: "LabTests",
            dependencies: [
                "Lab", "LabSupport", "Conversations", "Advice", "Enrollment", "PINReset", "SyncML", "XML", "Notation",
                "Certificates", "Administration", "Settings", "Wire", "JSON",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "AgentTests",
            dependencies: [
                "Agent", "Conversations", "JSON", "Session", "Enrollment", "SimulatedPhone", "Store", "Wire", "SyncML",
                "ManagementTree", "PINReset", "Certificates", "Lab", "Transport", "Notation", "TestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict),
        // The phone against the lab's server over real sockets. Some of it runs the built program.
        .testTarget(
            name: "ConversationTests",
            dependencies: [
                "Fleet", "Agent", "Transport", "Lab", "LabSupport", "ServerScripts", "TestSupport", "Session",
                "Enrollment", "SimulatedPhone", "Store", "Administration", "TenantStore", "Settings",
                "Wire", "SyncML", "XML", "Notation", "ManagementTree", "PINReset", "Certificates", "understudy",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict),
        // The phone's page in a real browser, with servers of these tests' own, and the lab's portal, with a phone.
        .testTarget(
            name: "PageTests",
            dependencies: [
                "Agent", "Advice", "Conversations", "Lab", "Administration", "Settings", "Enrollment", "Wire",
                "BrowserDriver", "ServerScripts", "TestSupport", "Transport", "Session", "SimulatedPhone",
                "SyncML", "PINReset", "Notation", .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "FleetTests",
            dependencies: [
                "Fleet", "Agent", "Transport", "Lab", "LabSupport", "TestSupport", "Session", "Enrollment",
                "SimulatedPhone", "Store", "Wire", "Notation", "PINReset", "Certificates", "ServerScripts",
                "understudy",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict),
        // It runs the built program, so that must be there first.
        .testTarget(
            name: "CommandLineTests",
            dependencies: [
                "understudy", "SimulatedPhone", "TestSupport", "Notices", .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .gnu2x
)
