/// When each phone is next to do something: a binary heap, so that ten thousand cost little more than ten.
///
/// A phone whose time changes is entered again; what was entered before counts no more.
struct DueQueue {
    private struct Entry {
        var due: Duration
        var phone: Int
    }

    private var heap: [Entry] = []
    /// The entry of each phone that counts, by the phone's place.
    private var current: [Duration?]

    init(phones: Int) {
        current = Array(repeating: nil, count: phones)
    }

    /// When the next phone is due; nil where none is.
    var first: Duration? {
        mutating get {
            while let top = heap.first, current[top.phone] != top.due { removeTop() }
            return heap.first?.due
        }
    }

    /// When a phone is due; nil where it is not in the queue.
    func due(of phone: Int) -> Duration? { current[phone] }

    /// Enters a phone, in place of what was entered for it before.
    mutating func set(_ phone: Int, due: Duration) {
        guard current[phone] != due else { return }
        current[phone] = due
        // A phone that is pushed again and again leaves behind an entry each time, which may be for hours from now.
        if heap.count >= 2 * current.count { return rebuild() }
        heap.append(Entry(due: due, phone: phone))
        var place = heap.count - 1
        while place > 0, heap[place].due < heap[(place - 1) / 2].due {
            heap.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    /// Keeps the entries that count, and no others; what is sorted is a heap.
    private mutating func rebuild() {
        heap = current.indices.compactMap { phone in current[phone].map { Entry(due: $0, phone: phone) } }
            .sorted { $0.due < $1.due }
    }

    /// Takes out the phone that is due first, if that is by now.
    mutating func take(by now: Duration) -> (phone: Int, due: Duration)? {
        guard let due = first, due <= now, let top = heap.first else { return nil }
        removeTop()
        current[top.phone] = nil
        return (top.phone, due)
    }

    private mutating func removeTop() {
        guard let last = heap.popLast(), !heap.isEmpty else { return }
        heap[0] = last
        var place = 0
        while true {
            var least = place
            for child in [2 * place + 1, 2 * place + 2]
            where child < heap.count && heap[child].due < heap[least].due { least = child }
            guard least != place else { return }
            heap.swapAt(place, least)
            place = least
        }
    }
}
