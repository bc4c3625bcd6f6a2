/// Who works on a phone, and who waits for that.
extension LabManagement {
    /// Waits until nobody else works on a phone. Who changes one has its turn, so that two messages of one phone cannot
    /// tangle; other phones do not wait.
    func enter(_ id: String) async {
        guard turns[id] != nil else { return turns[id] = [] }
        await withCheckedContinuation { turns[id]?.append($0) }
    }

    /// Lets the next one work on the phone.
    func leave(_ id: String) {
        guard var waiting = turns[id] else { return }
        let next = waiting.isEmpty ? nil : waiting.removeFirst()
        turns[id] = next == nil ? nil : waiting
        next?.resume()
    }
}
