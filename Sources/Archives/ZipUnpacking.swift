/// Unpacks entries of an archive in the order in which somebody wants them. The archive is gone through once: what stands
/// before its turn is kept until then.
package final class ZipUnpacking {
    private let pass: ZipPass
    private var wanted: ArraySlice<ZipArchive.Entry>
    /// The numbers of entries that are still to be met.
    private var expected: Set<Int>
    /// What was met before its turn, by the number of the entry.
    private var kept: [Int: Result<[UInt8], ZipArchive.Fault>] = [:]
    private let maximum: Int
    /// So many octets more are unpacked.
    private var room: Int

    init(
        _ archive: ZipArchive, _ entries: [ZipArchive.Entry], maximum: Int, room: Int
    ) throws(ZipArchive.Fault) {
        pass = try ZipPass(archive.octets)
        wanted = entries[...]
        expected = Set(entries.map(\.number))
        self.maximum = maximum
        self.room = room
    }

    /// - Returns: what the next of the wanted entries holds; nil behind the last.
    package func next() throws(ZipArchive.Fault) -> [UInt8]? {
        guard let entry = wanted.popFirst() else { return nil }
        while kept[entry.number] == nil {
            guard let met = try pass.next() else { throw .damaged("\(entry.name) is not there a second time") }
            guard expected.remove(met.number) != nil else { continue }
            kept[met.number] = contents(of: met)
        }
        return try kept.removeValue(forKey: entry.number)?.get()
    }

    private func contents(of entry: ZipArchive.Entry) -> Result<[UInt8], ZipArchive.Fault> {
        do throws(ZipArchive.Fault) {
            let contents = try pass.contents(of: entry, maximum: min(room, maximum))
            room -= contents.count
            return .success(contents)
        } catch {
            return .failure(error)
        }
    }
}
