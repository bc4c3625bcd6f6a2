import Enrollment
import SyncML

/// What the numbers of Windows mean that people see of enrolment, connections, certificates and reports (MS-ERREF 2.1;
/// MS-MDE2 2.2.10; WinHTTP's *Error messages*).
enum HRESULTPages {
    static func page(_ number: UInt32) -> AdvicePage? {
        switch number >> 16 {
        case 0x87D1:
            if let row = HRESULTTable.rows[number] { return page(number, row) }
            return StatusPages.page(Int(number & 0xFFFF)).map { reported(number, $0) }
        case 0x8019: return HRESULTTable.rows[number].map { page(number, $0) } ?? http(number)
        default:
            return HRESULTTable.rows[number].map { page(number, $0) }
                ?? enrollment(number)
        }
    }

    /// A bare number of WinHTTP, as logs have it: 12007.
    static func winHTTP(_ number: Int) -> AdvicePage? {
        guard (12001...12190).contains(number) else { return nil }
        return page(WindowsNumber.winHTTP(number))
    }

    /// A status of OMA-DM in the report of a management server.
    private static func reported(_ number: UInt32, _ status: AdvicePage) -> AdvicePage {
        AdvicePage(
            .number, WindowsNumber.text(number), title: "the device answered \(status.name) \(status.title)",
            meaning:
                "A management server reports a setting that failed: 0x87D10000 and the status of OMA-DM, "
                + "\(status.name). "
                + status.meaning,
            remedy: status.remedy,
            details: [forms(number)] + status.details.filter { $0.heading == "this phone gives it" })
    }

    /// An HTTP status during enrolment.
    private static func http(_ number: UInt32) -> AdvicePage? {
        let status = Int(number & 0xFFFF)
        guard (300...599).contains(status) else { return nil }
        let row = HTTPMeanings.row(status)
        return AdvicePage(
            .number, WindowsNumber.text(number), title: "the server answered HTTP \(status)",
            meaning:
                "An enrolment server answered with HTTP status \(status) and no fault that would say more: "
                + "0x80190000 and "
                + "the status. \(row.meaning)",
            remedy: row.remedy, details: [forms(number)])
    }

    /// A number of enrolment that comes from a fault of the server.
    private static func enrollment(_ number: UInt32) -> AdvicePage? {
        guard let row = (FaultTable.subcodes + FaultTable.errorTypes).first(where: { $0.code.hresult == number }) else {
            return nil
        }
        let parts = row.sentence.split(separator: ": ", maxSplits: 1)
        return AdvicePage(
            .number, WindowsNumber.text(number), title: "fault \(row.name) of the enrolment server",
            meaning: "\(parts[0]).", remedy: capitalized(parts.count > 1 ? String(parts[1]) : row.sentence),
            details: [forms(number)])
    }

    private static func page(_ number: UInt32, _ row: HRESULTTable.Row) -> AdvicePage {
        AdvicePage(
            .number, WindowsNumber.text(number), title: row.name, meaning: row.meaning, remedy: row.remedy,
            details: [forms(number)])
    }

    private static func forms(_ number: UInt32) -> AdvicePage.Detail {
        AdvicePage.Detail("also written", ["\(WindowsNumber.signed(number)), \(number)"])
    }

    private static func capitalized(_ sentence: String) -> String {
        sentence.prefix(1).uppercased() + sentence.dropFirst()
    }
}

/// What an HTTP status of an enrolment server says.
enum HTTPMeanings {
    static func row(_ status: Int) -> (meaning: String, remedy: String) {
        switch status {
        case 400: ("It could not read the request.", "Look into its log; see that it speaks MS-MDE2.")
        case 401: ("It does not accept the credential.", "Check user name, password or token.")
        case 403: ("It refuses the caller.", "Let an administrator allow the user to enrol devices.")
        case 404:
            ("There is nothing at the address.", "Check the address that discovery gave, and the path of the service.")
        case 405: ("The address takes no POST.", "Check the address of the service.")
        case 407: ("A proxy wants a credential.", "Give the proxy one, or go without it.")
        case 415: ("It does not take the media type.", "See that it takes application/soap+xml.")
        case 429, 503: ("It is overloaded or in maintenance.", "Try again later.")
        case 502, 504: ("A gateway got no good answer from it.", "Look into the gateway's log, and the server's.")
        case 500...: ("It failed.", "Look into its log.")
        case 300..<400: ("It sends the caller elsewhere.", "Give the last address at once.")
        default: ("It does not accept the request.", "Look into its log.")
        }
    }
}
