/// What a device runs.
package enum DevicePlatform: String, Codable, Sendable, CaseIterable {
    case windowsMobile, windows, iOS, macOS, android

    /// `operatingSystem` of Graph's *managedDevice*.
    package var operatingSystem: String {
        switch self {
        case .windowsMobile: "WindowsPhone"
        case .windows: "Windows"
        case .iOS: "iOS"
        case .macOS: "macOS"
        case .android: "Android"
        }
    }

    package init?(operatingSystem: String) {
        let wanted = operatingSystem.lowercased().filter { $0 != " " }
        guard let found = Self.allCases.first(where: { $0.operatingSystem.lowercased() == wanted }) else { return nil }
        self = found
    }

    /// For a sentence.
    package var name: String {
        switch self {
        case .windowsMobile: "Windows 10 Mobile"
        case .windows: "Windows on a PC"
        case .iOS: "iOS"
        case .macOS: "macOS"
        case .android: "Android"
        }
    }

    /// Whether profiles for *Windows 10 and later* are for it.
    package var isWindows: Bool { self == .windowsMobile || self == .windows }
}
