internal import JSON
internal import Notation

/// One page of a list: what is left of all objects when a query has had its way.
struct ODataPage: Equatable {
    var objects: [[String: JSONValue]]
    /// Of all that the filter lets through.
    var count: Int
    /// How many of them come before the next page; nil for the last.
    var next: Int?

    init(_ all: GraphObjects, _ query: ODataQuery) {
        var found = all
        if query.looksInside {
            var objects = all.all
            if let filter = query.filter { objects = objects.filter(filter.matches) }
            if let search = query.search { objects = objects.filter(search.matches) }
            if !query.orderBy.isEmpty { objects = Self.sorted(objects, query.orderBy) }
            found = GraphObjects(objects)
        }
        count = found.count
        let end = query.skip + query.top
        objects = found.page(from: query.skip, most: query.top)
        next = end < found.count ? end : nil
    }

    /// Sorted; those that are equal stay in their order. Null comes before everything.
    private static func sorted(
        _ objects: [[String: JSONValue]], _ orders: [ODataQuery.Order]
    ) -> [[String: JSONValue]] {
        objects.enumerated().sorted { first, second in
            for order in orders {
                let (left, right) = (SortKey(first.element[order.property]), SortKey(second.element[order.property]))
                if left < right { return !order.isDescending }
                if right < left { return order.isDescending }
            }
            return first.offset < second.offset
        }.map(\.element)
    }

    private enum SortKey: Comparable {
        case null
        case flag(Int)
        case number(Double)
        case text(String)

        init(_ value: JSONValue?) {
            switch value {
            case .bool(let flag): self = .flag(flag ? 1 : 0)
            case .integer(let number): self = .number(Double(number))
            case .number(let number): self = .number(number)
            case .string(let text): self = .text(text.lowercased())
            case .null, .array, .object, nil: self = .null
            }
        }
    }
}
