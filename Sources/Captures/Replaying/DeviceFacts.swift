internal import ManagementTree
internal import Notation
internal import Session
internal import SimulatedPhone
internal import SyncML

/// What the first session of a device tells of it: enough to choose the phone that stands in for it.
struct DeviceFacts: Equatable {
    /// DevInfo/DevId, which is the Source of its messages too.
    var id: String?
    var manufacturer: String?
    var model: String?
    var language: String?
    var build: BuildVersion?
    var buildText: String?
    /// The edition number of GetProductInfo.
    var edition: Int?
    var platform: Platform?
    /// The name of the server's node under DMClient/Provider.
    var provider: String?
    /// The Azure AD directory whose policies of Windows Hello the server sets.
    var tenant: String?

    init() {}

    /// - Parameter turns: of the device's first session, read.
    init(_ session: RecordedSession, _ facts: SessionFacts, _ turns: [ReadTurn]) {
        let information = facts.deviceInformation
        id = information["DevId"] ?? session.device ?? session.messages.lazy.compactMap(Self.device).first
        manufacturer = information["Man"]
        model = information["Mod"]
        language = information["Lang"]
        platform = id.flatMap(Self.platform)
        for turn in turns {
            if let message = turn.answer { read(message) }
            provider = provider ?? Self.name(below: ["DMClient", "Provider"], in: turn.asked)
        }
        learn(from: turns)
    }

    /// Takes what a later session tells that those before did not.
    mutating func learn(from turns: [ReadTurn]) {
        for turn in turns where tenant == nil {
            tenant = Self.name(below: ["PassportForWork"], in: turn.asked, where: Self.isGUID)
        }
    }

    private static func device(_ message: RecordedMessage) -> String? {
        (message.sender == .device ? message.header?.source : message.header?.target)?.trimmed
    }

    /// Phones name themselves by a URN, desktops by 32 digits, as captured.
    private static func platform(of id: String) -> Platform? {
        let text = id.lowercased()
        if text.hasPrefix("urn:") || text.hasPrefix("imei:") { return .phone }
        return text.utf8.count == 32 && text.allSatisfy(\.isHexDigit) ? .desktop : nil
    }

    private mutating func read(_ message: Message) {
        for case .results(let results) in message.commands {
            for item in results.items {
                guard let address = item.source?.trimmed, let value = item.data?.text.trimmed, !value.isEmpty else {
                    continue
                }
                read(value, at: address)
            }
        }
    }

    private mutating func read(_ value: String, at address: String) {
        let address = address.lowercased().replacing("./device/", with: "./")
        switch address {
        case "./devdetail/swv", "./vendor/msft/devicestatus/os/version":
            guard build == nil, let version = BuildVersion(value) else { return }
            build = version
            buildText = value
        case "./devdetail/ext/microsoft/osplatform":
            platform = platform ?? (value.lowercased().contains("mobile") ? .phone : nil)
        case "./vendor/msft/devicestatus/os/edition", "./vendor/msft/windowslicensing/edition":
            edition = edition ?? Int(value)
        case "./devinfo/devid": id = id ?? value
        case "./devinfo/man": manufacturer = manufacturer ?? value
        case "./devinfo/mod": model = model ?? value
        case "./devinfo/lang": language = language ?? value
        default: break
        }
    }

    private static func isGUID(_ name: String) -> Bool {
        let groups = name.split(separator: "-", omittingEmptySubsequences: false)
        return groups.map(\.utf8.count) == [8, 4, 4, 4, 12] && groups.joined().allSatisfy(\.isHexDigit)
    }

    /// The name that stands below others in the first address that has such a one.
    private static func name(
        below path: [NodeName], in message: Message, where isMeant: (String) -> Bool = { _ in true }
    ) -> String? {
        for command in message.commands.inDocumentOrder {
            guard case .access(let access) = command else { continue }
            for item in access.items {
                guard let uri = item.target.flatMap({ try? NodeURI(parsing: $0.trimmed) }),
                    let first = path.first, let place = uri.names.firstIndex(of: first),
                    place + path.count < uri.names.count,
                    Array(uri.names[place..<(place + path.count)]) == path
                else { continue }
                let name = uri.names[place + path.count].text
                if isMeant(name) { return name }
            }
        }
        return nil
    }
}

extension PhoneProfile {
    /// How far a profile is from what is known of a device: platform, edition, build, in this order.
    func distance(to facts: DeviceFacts) -> [Double] {
        let own = BuildVersion(build)
        let builds = facts.build.flatMap { build in own.map { abs(build.release - $0.release) } } ?? 0
        return [
            facts.platform.map { $0 == platform ? 0 : 1 } ?? 0, facts.edition.map { $0 == edition ? 0 : 1 } ?? 0,
            builds,
        ]
    }
}

extension BuildVersion {
    /// One number that is the greater the later the release: Windows Phone 8 counts builds by another major number.
    fileprivate var release: Double { Double(major) * 1e6 + Double(minor) * 1e5 + Double(build) }
}
