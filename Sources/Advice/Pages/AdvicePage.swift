/// A page on something that has a name or a number and no address: a status, a number of Windows, a rule of findings.
package struct AdvicePage: Encodable, Equatable, Sendable {
    package enum Kind: String, Encodable, Sendable {
        case status, alert, number, rule
    }

    package var kind: Kind
    /// By which it is asked for: `418`, `0x87D101A2`.
    package var name: String
    package var title: String
    /// What it means.
    package var meaning: String
    /// What to do.
    package var remedy: String
    package var details: [Detail]

    /// A list under a heading.
    package struct Detail: Encodable, Equatable, Sendable {
        package var heading: String
        package var lines: [String]

        package init(_ heading: String, _ lines: [String]) {
            self.heading = heading
            self.lines = lines
        }
    }

    package init(
        _ kind: Kind, _ name: String, title: String, meaning: String, remedy: String, details: [Detail] = []
    ) {
        self.kind = kind
        self.name = name
        self.title = title
        self.meaning = meaning
        self.remedy = remedy
        self.details = details
    }
}

/// The page of a number: a status of OMA-DM, an alert, a number of Windows in any form in which people meet it.
package enum NumberPages {
    /// - Parameter text: `418`, `0x87D101A2`, `-2016345694`, `2278621602`, `80180013`.
    /// - Returns: nil for what is no number, and for one that is not known.
    package static func page(_ text: String) -> AdvicePage? {
        switch WrittenNumber(text) {
        case .small(let number): StatusPages.page(number) ?? AlertPages.page(number) ?? HRESULTPages.winHTTP(number)
        case .hresult(let number): HRESULTPages.page(number)
        case nil: nil
        }
    }

    /// Whether a text can be nothing but a number.
    package static func isNumber(_ text: String) -> Bool { WrittenNumber(text) != nil }
}

/// A number as people paste it.
enum WrittenNumber: Equatable {
    /// As it stands in a message: a status or an alert.
    case small(Int)
    /// A number of Windows by its 32 bits.
    case hresult(UInt32)

    init?(_ text: String) {
        let text = text.lowercased().filter { $0 != "," && $0 != "_" }
        if text.hasPrefix("0x") {
            guard let number = UInt32(text.dropFirst(2), radix: 16) else { return nil }
            self = number < 0x1_0000 ? .small(Int(number)) : .hresult(number)
            return
        }
        // Pages and logs leave the 0x out: no decimal number of eight digits is one of Windows.
        if text.count == 8, text.first == "8" || text.first == "c", let number = UInt32(text, radix: 16) {
            self = .hresult(number)
            return
        }
        guard let number = Int64(text.replacing("\u{2212}", with: "-")) else { return nil }
        if let signed = Int32(exactly: number), signed < 0 {
            self = .hresult(UInt32(bitPattern: signed))
        } else if (0..<0x1_0000).contains(number) {
            self = .small(Int(number))
        } else if let unsigned = UInt32(exactly: number) {
            self = .hresult(unsigned)
        } else {
            return nil
        }
    }
}
