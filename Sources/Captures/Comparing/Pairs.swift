/// Which of two lists' subjects belong together: the first of a subject with the first, and so on.
struct Pairs {
    /// For each of the first list, its place in the second.
    private(set) var partner: [Int?]
    /// What the second has beyond the first, and whether the first has one of that subject at all.
    private(set) var surplus: [(index: Int, isAgain: Bool)] = []
    /// Those of the second list that stand before one that they should follow: of each run of them the first.
    private(set) var disorder: [Int] = []

    init(_ first: [Said.Subject], _ second: [Said.Subject]) {
        // Mostly both say the same in the same order.
        guard first != second else {
            partner = Array(first.indices)
            return
        }
        var waiting: [Said.Subject: [Int]] = [:]
        for (index, subject) in first.enumerated().reversed() { waiting[subject, default: []].append(index) }
        let known = Set(first)
        partner = Array(repeating: nil, count: first.count)
        var last = -1
        var isInDisorder = false
        for (index, subject) in second.enumerated() {
            guard let place = waiting[subject]?.popLast() else {
                surplus.append((index, known.contains(subject)))
                continue
            }
            partner[place] = index
            if place < last, !isInDisorder { disorder.append(index) }
            isInDisorder = place < last
            last = max(last, place)
        }
    }
}
