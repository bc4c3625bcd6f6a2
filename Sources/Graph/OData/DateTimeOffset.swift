internal import Notation

/// Points in time as OData writes them (`Edm.DateTimeOffset`): ISO 8601 with zone, a fraction of a second allowed.
enum DateTimeOffset {
    /// - Returns: nil for a text that is no such point. What is less than a second is left out.
    static func instant(_ text: String) -> Instant? {
        guard
            let match = text.wholeMatch(
                of: #/(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d)(:\d\d)?(?:\.\d{1,12})?([Zz]|[+-]\d\d:\d\d)/#),
            let local = Instant(text: "\(match.1)T\(match.2)\(match.3 ?? ":00")Z")
        else { return nil }
        let zone = match.4
        guard zone.uppercased() != "Z" else { return local }
        guard let hours = Int(zone.dropFirst().prefix(2)), let minutes = Int(zone.suffix(2)), minutes < 60 else {
            return nil
        }
        let offset = hours * 60 + minutes
        return local.adding(minutes: zone.hasPrefix("-") ? offset : -offset)
    }
}
