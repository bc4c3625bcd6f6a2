import Notation

/// An edition of Windows by the number that GetProductInfo gives, which description files speak of (Windows API,
/// *GetProductInfo*).
package struct Edition: Equatable, Sendable, CustomStringConvertible {
    package var number: Int

    package init(_ number: Int) {
        self.number = number
    }

    /// The edition that a person names: `Enterprise`, `mobile-enterprise`, `0x85` or `133`; nil where there is none of the
    /// name.
    package init?(named text: String) {
        if let number = AllowedValues.number(text) {
            guard number > 0, number <= 0xFFFF else { return nil }
            self.number = number
            return
        }
        let wanted = Self.letters(text)
        guard let found = Self.names.first(where: { Self.letters($0.name) == wanted })?.number ?? Self.others[wanted]
        else { return nil }
        number = found
    }

    /// The name; nil for a number that is not known here.
    package var name: String? { Self.names.first { $0.number == number }?.name }

    /// Whether the edition is one of phones.
    package var isMobile: Bool { number == 0x68 || number == 0x85 }

    /// Whether the edition is one of desktops, and neither of phones nor of small devices (IoT Core).
    package var isDesktop: Bool { !isMobile && number != 0x7B }

    package var description: String {
        let text = "0x" + UInt(clamping: number).hexadecimal()
        return name.map { "\(text) (\($0))" } ?? text
    }

    /// Every name that is known, in the order of the numbers.
    package static var allNames: [String] { names.map(\.name) }

    private static func letters(_ text: String) -> String {
        text.lowercased().filter { $0.isLetter || $0.isNumber }
    }

    private static let names: [(number: Int, name: String)] = [
        (0x04, "Enterprise"), (0x1B, "Enterprise N"), (0x30, "Pro"), (0x31, "Pro N"), (0x48, "Enterprise Evaluation"),
        (0x54, "Enterprise N Evaluation"), (0x62, "Home N"), (0x63, "Home China"), (0x64, "Home Single Language"),
        (0x65, "Home"), (0x68, "Mobile"), (0x77, "Team"), (0x79, "Education"), (0x7A, "Education N"),
        (0x7B, "IoT Core"), (0x7D, "Enterprise LTSB"), (0x7E, "Enterprise LTSB N"),
        (0x81, "Enterprise LTSB Evaluation"), (0x82, "Enterprise LTSB N Evaluation"), (0x85, "Mobile Enterprise"),
        (0x87, "Holographic"), (0x88, "Holographic for Business"), (0xA1, "Pro for Workstations"),
        (0xA2, "Pro for Workstations N"), (0xA4, "Pro Education"), (0xA5, "Pro Education N"), (0xAB, "Enterprise G"),
        (0xAC, "Enterprise G N"), (0xAF, "Enterprise multi-session"), (0xBC, "IoT Enterprise"),
        (0xBF, "IoT Enterprise LTSC"), (0xCA, "SE N"), (0xCB, "SE"),
    ]

    /// Other names under which people know some of them.
    private static let others = [
        "professional": 0x30, "core": 0x65, "enterpriseltsc": 0x7D, "ltsc": 0x7D, "ltsb": 0x7D, "surfacehub": 0x77,
        "iotenterprises": 0xBF, "hololens": 0x88, "workstation": 0xA1,
    ]
}
