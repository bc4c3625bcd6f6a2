// swift-tools-version: 6.2
import PackageDescription

/// Every target of ours is held to the same rules: what a file uses it imports, imports stay inside the target, no warnings.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
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
    ],
    targets: [
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .target(name: "XML", dependencies: ["CLibXML2"], swiftSettings: strict),
        .target(name: "SyncML", dependencies: ["XML"], swiftSettings: strict),
        .target(
            name: "ManagementTree",
            dependencies: ["XML", .product(name: "HashTreeCollections", package: "swift-collections")],
            swiftSettings: strict
        ),
        .target(name: "PINReset", swiftSettings: strict),
        .target(name: "CBuiltInDDF", exclude: ["DDF"]),
        .target(
            name: "SimulatedPhone",
            dependencies: ["ManagementTree", "PINReset", "CBuiltInDDF"],
            swiftSettings: strict
        ),
        .target(name: "Session", dependencies: ["SyncML", "SimulatedPhone"], swiftSettings: strict),
        .target(
            name: "Store",
            dependencies: ["SimulatedPhone", .product(name: "GRDB", package: "GRDB.swift")],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "understudy",
            dependencies: [
                "Session", "Store", "SimulatedPhone", "ManagementTree", "PINReset", "SyncML", "XML",
                .product(name: "Yams", package: "Yams"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "UnderstudyBenchmark",
            dependencies: ["Session", "SimulatedPhone", "SyncML", "PINReset", "CLibXML2"],
            swiftSettings: strict
        ),
        .testTarget(name: "XMLTests", dependencies: ["XML"], swiftSettings: strict),
        .testTarget(name: "SyncMLTests", dependencies: ["SyncML", "XML"], swiftSettings: strict),
        .testTarget(name: "ManagementTreeTests", dependencies: ["ManagementTree"], swiftSettings: strict),
        .testTarget(name: "PINResetTests", dependencies: ["PINReset"], swiftSettings: strict),
        .testTarget(
            name: "SimulatedPhoneTests", dependencies: ["SimulatedPhone", "ManagementTree", "PINReset"],
            swiftSettings: strict),
        .testTarget(
            name: "SessionTests",
            dependencies: ["Session", "SyncML", "XML", "SimulatedPhone", "ManagementTree", "PINReset"],
            swiftSettings: strict),
        .testTarget(
            name: "StoreTests",
            dependencies: [
                "Store", "SimulatedPhone", "ManagementTree", "PINReset", .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: strict),
        // It runs the built program, so that must be there first.
        .testTarget(
            name: "CommandLineTests",
            dependencies: ["understudy", "SimulatedPhone", .product(name: "Yams", package: "Yams")],
            swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .gnu2x
)
