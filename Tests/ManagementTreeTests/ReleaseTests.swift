import ManagementTree
import Testing

@Suite("Builds and editions as people name them")
struct ReleaseTests {
    static let builds: [(text: String, phone: String?, desktop: String?)] = [
        ("1703", "10.0.15063.1", "10.0.15063.1"), ("1709", "10.0.15254.1", "10.0.16299.1"),
        ("22h2", "10.0.19045.2006", "10.0.19045.2006"), ("11-22H2", "10.0.22621.1", "10.0.22621.1"),
        ("11 24H2", "10.0.26100.1", "10.0.26100.1"), ("10.0.19045.2006", "10.0.19045.2006", "10.0.19045.2006"),
        ("10.0.17763", "10.0.17763.1", "10.0.17763.1"), ("19041", "10.0.19041.1", "10.0.19041.1"),
        ("15254.603", "10.0.15254.603", "10.0.15254.603"), ("24H2", nil, nil), ("1709.1", nil, nil), ("", nil, nil),
        ("ten", nil, nil), ("10.0", nil, nil), ("-1.0.0", nil, nil), ("0.0.0", nil, nil), ("123456", nil, nil),
    ]

    @Test("A build is a version or the name of one", arguments: builds)
    func build(_ row: (text: String, phone: String?, desktop: String?)) {
        #expect(BuildVersion(naming: row.text, on: .phone)?.description == row.phone)
        #expect(BuildVersion(naming: row.text, on: .desktop)?.description == row.desktop)
    }

    static let editions: [(text: String, number: Int?)] = [
        ("Mobile", 0x68), ("mobile-enterprise", 0x85), ("Mobile Enterprise", 0x85), ("pro", 0x30),
        ("Professional", 0x30), ("home", 0x65), ("Enterprise", 4), ("0x85", 0x85), ("48", 0x30), ("0xFE", 0xFE),
        ("", nil), ("Ultimate", nil), ("0x", nil), ("-4", nil), ("0", nil), ("99999999", nil),
    ]

    @Test("An edition is a number or a name", arguments: editions)
    func edition(_ row: (text: String, number: Int?)) {
        #expect(Edition(named: row.text)?.number == row.number)
    }

    @Test("An edition is shown by number and name, and is one of phones or not")
    func shown() {
        #expect(Edition(0x85).description == "0x85 (Mobile Enterprise)" && Edition(0xFE).description == "0xFE")
        #expect(Edition(0x68).isMobile && Edition(0x85).isMobile && !Edition(0x7B).isMobile)
    }

    @Test("The last builds of phones have what 1709 brought, and not what came later")
    func lastPhones() throws {
        func has(_ origin: String, _ build: String) throws -> Bool {
            let traits = DeviceTraits(
                platform: .phone, edition: 0x68, build: try #require(BuildVersion(build)), isJoinedToAzureAD: true)
            let applicability = Applicability(builds: [try #require(BuildVersion(origin))])
            return applicability.obstacle(on: traits) == nil
        }
        #expect(try has("10.0.16299", "10.0.15254.1") && has("10.0.15063", "10.0.15254.1"))
        #expect(try !has("10.0.16299", "10.0.15063.2000") && !has("10.0.17134", "10.0.15254.603"))
        #expect(BuildVersion("10.0.15254.603")?.name == "1709")
    }
}
