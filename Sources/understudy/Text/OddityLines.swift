import ManagementTree

/// What is odd in description files, as `--ddf` tells it: a line for each kind in each file, with the first place and how often
/// it is found.
enum OddityLines {
    static func of(_ oddities: [DDFOddity]) -> [String] {
        var groups: [(first: DDFOddity, count: Int)] = []
        var places: [String: Int] = [:]
        for oddity in oddities {
            let key = "\(oddity.kind.rawValue) \(oddity.file)"
            if let place = places[key] {
                groups[place].count += 1
            } else {
                places[key] = groups.count
                groups.append((oddity, 1))
            }
        }
        return groups.map { group in
            switch group.count {
            case 1: "\(group.first)"
            case 2: "\(group.first); once more in this file"
            default: "\(group.first); \(group.count - 1) times more in this file"
            }
        }
    }
}
