/// The objects of a list, each made when it is asked for: of 10,000 devices a page shows some.
struct GraphObjects {
    let count: Int
    private let make: (Int) -> GraphObject

    init<Row>(_ rows: [Row], _ object: @escaping (Row) -> GraphObject) {
        count = rows.count
        make = { object(rows[$0]) }
    }

    init(_ objects: [GraphObject]) {
        self.init(objects) { $0 }
    }

    /// All of them.
    var all: [GraphObject] { (0..<count).map(make) }

    /// Those of a page, as far as there are so many.
    func page(from first: Int, most: Int) -> [GraphObject] {
        guard first < count else { return [] }
        return (first..<min(count, first + most)).map(make)
    }
}
