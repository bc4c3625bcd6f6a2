internal import JSON
internal import Notation

/// What the query of an address asks for (OData 4.01, URL conventions 5.1).
struct ODataQuery: Equatable, Sendable {
    /// The options that there are. Others are refused by name.
    enum Option: String, CaseIterable, Sendable {
        case select = "$select"
        case filter = "$filter"
        case search = "$search"
        case orderby = "$orderby"
        case expand = "$expand"
        case top = "$top"
        case skip = "$skip"
        case count = "$count"
        /// Where the next page begins: our own mark in `@odata.nextLink`.
        case skiptoken = "$skiptoken"
    }

    struct Order: Equatable, Sendable {
        var property: String
        var isDescending: Bool
    }

    /// So many at most are in one page.
    static let pageLimit = 1000

    var select: [String]?
    var filter: ODataFilter?
    var search: ODataSearch?
    var orderBy: [Order] = []
    var expand: [String] = []
    var top = pageLimit
    var skip = 0
    /// The options as they were written, without those that say where a page begins: for the link to the next.
    private(set) var kept: [(name: String, value: String)] = []

    /// Whether every object must be made before it is known which of them a page has.
    var looksInside: Bool { filter != nil || search != nil || !orderBy.isEmpty }

    static func == (left: ODataQuery, right: ODataQuery) -> Bool {
        left.select == right.select && left.filter == right.filter && left.search == right.search
            && left.orderBy == right.orderBy
            && left.expand == right.expand && left.top == right.top && left.skip == right.skip
    }

    /// - Parameters:
    ///   - text: what follows the question mark.
    ///   - type: whose properties are meant; nil where no options are taken.
    init(_ text: String, _ type: GraphType?, allowed: Set<Option>) throws(GraphError) {
        var seen: Set<Option> = []
        for part in text.split(separator: "&") {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = try Self.decoded(pair[0])
            let value = pair.count == 2 ? try Self.decoded(pair[1]).trimmed : ""
            guard let option = Option(rawValue: name.lowercased()), allowed.contains(option), let type else {
                throw .unsupported(name, allowed)
            }
            guard seen.insert(option).inserted else {
                throw GraphError(.badRequest, "Query option '\(option.rawValue)' was specified more than once.")
            }
            // Microsoft's clients write options without a value, and mean nothing by it.
            guard !value.isEmpty else { continue }
            try take(option, value, type)
            if option != .skip, option != .skiptoken { kept.append((option.rawValue, value)) }
        }
    }

    private mutating func take(_ option: Option, _ value: String, _ type: GraphType) throws(GraphError) {
        switch option {
        case .select: select = try Self.names(value).map { name throws(GraphError) in try Self.property(name, type) }
        case .filter: filter = try ODataFilterParser.read(value, type)
        case .search: search = try ODataSearch(value, type)
        case .orderby: orderBy = try Self.orders(value, type)
        case .expand:
            expand = try Self.names(value).map { name throws(GraphError) in
                guard let found = type.navigations.first(where: { $0.lowercased() == name.lowercased() }) else {
                    let known = type.navigations.isEmpty ? "nothing" : type.navigations.joined(separator: ", ")
                    throw GraphError(
                        .badRequest, "'\(name)' of \(type.name) cannot be expanded; what can be is \(known).")
                }
                return found
            }
        case .top: top = min(try Self.number(option, value, from: 1), Self.pageLimit)
        case .skip, .skiptoken: skip += try Self.number(option, value, from: 0)
        case .count:
            guard ["true", "false"].contains(value.lowercased()) else {
                throw GraphError(.badRequest, "Invalid value '\(value)' for $count: write true or false.")
            }
        }
    }

    private static func decoded(_ text: Substring) throws(GraphError) -> String {
        guard let text = FormFields.text(text.utf8) else {
            throw GraphError(.badRequest, "The query of the address cannot be read: % must be followed by two digits.")
        }
        return text
    }

    private static func names(_ value: String) -> [String] {
        value.split(separator: ",").map(\.trimmed).filter { !$0.isEmpty }
    }

    private static func property(_ name: String, _ type: GraphType) throws(GraphError) -> String {
        if name == "*" { return name }
        guard let property = type.property(name) else { throw .unknown(property: name, type) }
        return property.name
    }

    private static func orders(_ value: String, _ type: GraphType) throws(GraphError) -> [Order] {
        try names(value).map { text throws(GraphError) in
            let words = text.split(separator: " ").map(String.init)
            guard let property = words.first.flatMap(type.property) else {
                throw .unknown(property: words.first ?? "", type)
            }
            guard property.isFilterable, words.count < 3,
                ["asc", "desc"].contains(words.last?.lowercased()) || words.count == 1
            else {
                throw GraphError(.badRequest, "'\(text)' is no order: write a property, and asc or desc behind it.")
            }
            return Order(property: property.name, isDescending: words.count == 2 && words[1].lowercased() == "desc")
        }
    }

    private static func number(_ option: Option, _ value: String, from least: Int) throws(GraphError) -> Int {
        guard let number = Int(value), number >= least, number <= Int(Int32.max) else {
            throw GraphError(
                .badRequest, "Invalid value '\(value)' for \(option.rawValue): write a whole number from \(least) up.")
        }
        return number
    }
}

extension GraphError {
    static func unsupported(_ name: String, _ allowed: Set<ODataQuery.Option>) -> GraphError {
        let known = ODataQuery.Option.allCases.filter { allowed.contains($0) && $0 != .skiptoken }.map(\.rawValue)
        let hint = known.isEmpty ? "none" : known.joined(separator: ", ")
        return GraphError(
            .badRequest, "The query option '\(name)' is not supported here; supported: \(hint). Nothing is ignored.")
    }
}
