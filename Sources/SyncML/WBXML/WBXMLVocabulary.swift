internal import XML

/// From tokens to the names that the reader tells apart, and back, made from the code pages once.
struct WBXMLVocabulary: Sendable {
    /// A token and the code page it stands on.
    struct Token: Equatable, Sendable {
        var page: UInt8
        var token: UInt8
    }

    /// By page and token: the raw value of an `ElementName`, `XMLVocabulary.foreign` for other names, or `unknown`.
    private var names: [Int8]
    /// By raw value of `ElementName`.
    private var tokens: [Token]

    /// Stands for a token that names nothing.
    static let unknown = -128
    private static let pageCount: UInt8 = 3
    private static let pageSize = 64

    static let shared = WBXMLVocabulary()

    private init() {
        names = Array(repeating: Int8(Self.unknown), count: Int(Self.pageCount) * Self.pageSize)
        tokens = Array(repeating: Token(page: 0, token: 0), count: ElementName.allCases.count)
        var known: [String: ElementName] = [:]
        for name in ElementName.allCases { known[name.text] = name }
        for page in 0..<Self.pageCount {
            for token in WBXMLToken.firstElement...WBXMLToken.mask {
                guard let text = WBXMLLanguage.syncML12.page(page)?.name(of: token) else { continue }
                // Names of page 2 that also stand on the others, such as Add, mean something else there.
                let name = page < 2 ? known[text] : nil
                names[Int(page) * Self.pageSize + Int(token)] = Int8(name?.rawValue ?? XMLVocabulary.foreign)
                if let name { tokens[name.rawValue] = Token(page: page, token: token) }
            }
        }
    }

    /// The raw value of an `ElementName`, `XMLVocabulary.foreign`, or `unknown`.
    func name(of element: WBXMLElementToken) -> Int {
        if element.token == WBXMLToken.literal { return XMLVocabulary.foreign }
        let index = Int(element.page) &* Self.pageSize &+ Int(element.token)
        return index < names.count ? Int(names[index]) : Self.unknown
    }

    func token(of name: ElementName) -> Token { tokens[name.rawValue] }
}
