import Notation

/// So many rows of a list as a page shows.
struct ListPart<Row> {
    static var most: Int { 100 }

    let rows: [Row]
    /// Whether there is none in the whole list.
    let isEmpty: Bool
    let previous: String?
    let next: String?
    let told: String

    /// The same part, with its rows as a page shows them.
    func map<Shown>(_ show: (Row) -> Shown) -> ListPart<Shown> {
        ListPart<Shown>(rows: rows.map(show), isEmpty: isEmpty, previous: previous, next: next, told: told)
    }
}

/// A page that is a list, and nothing else.
struct Listing<Row> {
    let part: ListPart<Row>
    /// Where a new one is made; nil where none is.
    var target: String?
}

extension PortalContext {
    /// A part of a long list, by `page` of the query.
    func part<Row>(_ rows: [Row], at route: PortalRoute) -> ListPart<Row> {
        let wanted = query["page"].flatMap { Int($0) } ?? 1
        let last = max(1, (rows.count + ListPart<Row>.most - 1) / ListPart<Row>.most)
        let number = min(max(1, wanted), last)
        let from = (number - 1) * ListPart<Row>.most
        let link = { (number: Int) -> String? in
            guard (1...last).contains(number) else { return nil }
            let kept = ["search", "platform"].compactMap { name in query[name].map { (name, $0) } }
            return route.path + "?" + FormFields(kept + [("page", String(number))]).encoded
        }
        return ListPart(
            rows: Array(rows.dropFirst(from).prefix(ListPart<Row>.most)), isEmpty: rows.isEmpty,
            previous: link(number - 1), next: link(number + 1),
            told: texts("page.part", ["number": "\(number)", "last": "\(last)", "count": "\(rows.count)"]))
    }
}
