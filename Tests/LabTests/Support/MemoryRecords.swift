import Administration

/// Records that outlive a server, and not the process.
actor MemoryRecords: RecordStore {
    private var kept: [String: [UInt8]] = [:]

    func records() -> [String: [UInt8]] { kept }

    func keep(_ record: [UInt8], as name: String) { kept[name] = record }
}
