import ManagementTree
import Testing

@Suite("Versions of Windows")
struct BuildVersionTests {
    @Test(
        "Three or four numbers are a version and print as they came",
        arguments: ["10.0.15063", "10.0.15063.297", "6.3.9651", "0.0.0.0"])
    func read(_ text: String) throws {
        #expect(try #require(BuildVersion(text)).description == text)
    }

    @Test(
        "Anything else is none",
        arguments: [
            "", "10", "10.0", "10.0.15063.297.1", "10.0.", "10..15063", ".0.1", "10.0.x", "10.0.15063.", "10.0.1 5",
            "99999999999999999999.0.0",
        ])
    func refused(_ text: String) {
        #expect(BuildVersion(text) == nil)
    }
}

@Suite("On which devices a node exists")
struct ApplicabilityTests {
    static func lumia(
        _ build: String = "10.0.15063.297", edition: Int = 0x68, platform: Platform = .phone, joined: Bool = true
    ) throws -> DeviceTraits {
        DeviceTraits(
            platform: platform, edition: edition, build: try #require(BuildVersion(build)), isJoinedToAzureAD: joined)
    }

    /// The builds that brought a node, and builds that have it or lack it.
    struct Row: CustomTestStringConvertible, Sendable {
        var origins: [String]
        var having: [String]
        var lacking: [String]

        var testDescription: String { origins.joined(separator: ", ") }
    }

    @Test(
        "A node came with a build, and with back-ports to earlier ones",
        arguments: [
            Row(
                origins: ["10.0.15063"],
                having: ["10.0.15063.0", "10.0.15063.297", "10.0.16299.15", "10.1.0.0", "11.0.0.0"],
                lacking: ["10.0.14393.9999", "10.0.10586.0", "6.3.20000.0"]),
            Row(
                origins: ["10.0.17763", "10.0.15063.500"],
                having: ["10.0.15063.500", "10.0.15063.501", "10.0.17763.1", "10.0.18363.1"],
                lacking: ["10.0.15063.499", "10.0.16299.1000", "10.0.14393.600"]),
            Row(
                origins: ["10.0.25145", "10.0.22621.1480", "10.0.19041.2784"],
                having: ["10.0.22631.2428", "10.0.22621.1480", "10.0.19045.2784", "10.0.26100.1"],
                lacking: ["10.0.22631.1479", "10.0.22000.1754", "10.0.19045.2006", "10.0.18363.9999"]),
            Row(
                origins: ["10.0.15063.500"], having: ["10.0.15063.500", "10.0.16299.0"],
                lacking: ["10.0.15063.499", "10.0.14393.501"]),
            Row(
                origins: ["10.0.14393.10", "10.0.15063.20"],
                having: ["10.0.14393.10", "10.0.15063.20", "10.0.16299.0"],
                lacking: ["10.0.14393.9", "10.0.15063.19"]),
        ])
    func builds(_ row: Row) throws {
        let applicability = Applicability(builds: try row.origins.map { try #require(BuildVersion($0)) })
        for build in row.having {
            #expect(applicability.obstacle(on: try Self.lumia(build)) == nil, "\(build)")
        }
        for build in row.lacking {
            #expect(applicability.obstacle(on: try Self.lumia(build)) != nil, "\(build)")
        }
    }

    @Test("Editions, platforms and Azure AD each stand in the way for themselves")
    func obstacles() throws {
        let mobile = Applicability(editions: [0x68, 0x85])
        #expect(mobile.obstacle(on: try Self.lumia(edition: 0x85)) == nil)
        #expect(
            mobile.obstacle(on: try Self.lumia(edition: 0x30))
                == "the node is not on edition 0x30 (Pro) of Windows; it is on 0x68 (Mobile), 0x85 (Mobile Enterprise)")
        #expect(
            Applicability(editions: [0x04, 0x30]).obstacle(on: try Self.lumia())
                == "the node is not on edition 0x68 (Mobile) of Windows; it is on desktops only")
        #expect(
            Applicability(editions: [0x04, 0x30]).obstacle(on: try Self.lumia(edition: 0x65, platform: .desktop))
                == "the node is not on edition 0x65 (Home) of Windows; it is on 0x4 (Enterprise), 0x30 (Pro)")

        let noDesktop = Applicability(excludedPlatforms: [.desktop])
        #expect(noDesktop.obstacle(on: try Self.lumia()) == nil)
        #expect(noDesktop.obstacle(on: try Self.lumia(platform: .desktop)) == "the node is not on a desktop")

        let joined = Applicability(requiresAzureAD: true)
        #expect(joined.obstacle(on: try Self.lumia()) == nil)
        #expect(
            joined.obstacle(on: try Self.lumia(joined: false)) == "the node needs a device that is joined to Azure AD")
    }

    @Test("The reason names the build that is needed and the one that is there")
    func reason() throws {
        let applicability = Applicability(builds: [try #require(BuildVersion("10.0.15063"))])
        #expect(
            applicability.obstacle(on: try Self.lumia("10.0.14393.82"))
                == "the node came with build 10.0.15063; this device has 10.0.14393.82")
    }

    @Test("What names no condition is everywhere")
    func everywhere() throws {
        #expect(Applicability.everywhere.isEverywhere)
        #expect(Applicability().obstacle(on: try Self.lumia(platform: .desktop, joined: false)) == nil)
        #expect(!Applicability(requiresAzureAD: true).isEverywhere)
        #expect(!Applicability(editions: [1]).isEverywhere)
        #expect(!Applicability(excludedPlatforms: [.phone]).isEverywhere)
    }
}
