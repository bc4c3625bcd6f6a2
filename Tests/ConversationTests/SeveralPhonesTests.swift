import Notation
import SimulatedPhone
import Store
import TestSupport
import Testing

/// A command for one phone with the folder of a fleet.
@Suite("One phone of a folder with several", .timeLimit(.minutes(30)))
struct SeveralPhonesTests {
    private static let calls = [["status", "--json"], ["get", "./DevInfo/DevId", "--json"], ["lock"]]

    /// The numbers of the phones that the folder holds; those of a shard do not begin with 1.
    private static let folders: [[Int64]] = [[1, 2, 3], [2, 4], [1]]

    @Test("It says how many there are, and that this is the first", arguments: calls, folders)
    func several(_ call: [String], _ numbers: [Int64]) async throws {
        try await TemporaryFolder.with { folder in
            let ids = try await Self.keep(numbers, in: "\(folder)/fleet")
            let program = try Program(folder: folder)
            let ended = try await program.finish(call + ["--state", "fleet"])
            let first = try #require(ids.first)
            #expect(ended.errors.contains("holds \(numbers.count) phones") == (numbers.count > 1), "\(ended.errors)")
            #expect(ended.errors.contains("number \(numbers[0]), \(first)") == (numbers.count > 1))
            #expect(call == ["lock"] || ended.output.contains(first), "\(ended.output)")
            // No other has come beside them.
            #expect(try await PhoneDatabase(StateFolder("\(folder)/fleet")).numbers() == numbers)
        }
    }

    /// - Returns: the phones' ids.
    private static func keep(_ numbers: [Int64], in path: String) async throws -> [String] {
        let database = try PhoneDatabase(StateFolder(path))
        var ids: [String] = []
        for number in numbers {
            let phone = Phone(
                fresh: try Phones.joined.blueprint, seed: UInt64(number), now: Instant(seconds: 1_500_000_000))
            try await database.phone(number).save(phone)
            ids.append(phone.deviceID)
        }
        return ids
    }
}
