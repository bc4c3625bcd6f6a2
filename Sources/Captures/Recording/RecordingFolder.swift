/// How the files of a `--record` folder are called, by the number of the exchange: four digits or more.
///
/// `0001-device.http` is a request, `0001-server.http` its answer, `0001-server.error.txt` says why none came. Beside them
/// stands what a replay needs: `0001-exchange.json` (`RecordedExchange.Circumstances`) and, where the request opens
/// a session, `0001-phone.sqlite`, the phone as it was before. `recording.json` (`RecordingDescription`) is about the whole.
package enum RecordingFolder {
    enum Part: String, CaseIterable {
        case request = "-device.http"
        case response = "-server.http"
        case failure = "-server.error.txt"
        case circumstances = "-exchange.json"
        case phone = "-phone.sqlite"
    }

    static func name(_ number: Int, _ part: Part) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits + part.rawValue
    }

    /// The number in the name of a file; nil where there is none. A name with more digits than ever come is no such one.
    package static func number(of name: String) -> Int? {
        let digits = name.prefix { $0.isASCII && $0.isNumber }
        return digits.utf8.count <= 15 ? Int(digits) : nil
    }

    /// What a file of this name is; nil where it is none of such a folder.
    static func part(of name: String) -> Part? {
        Part.allCases.first { name.hasSuffix($0.rawValue) && name.dropLast($0.rawValue.count).allSatisfy(\.isNumber) }
    }

    /// Whether a file is called as the description of a recording is.
    static func isDescription(_ name: String) -> Bool {
        name == RecordingDescription.fileName || name.hasSuffix("/\(RecordingDescription.fileName)")
    }

    /// Whether a file is called as what stands beside an exchange is.
    static func isCircumstances(_ name: String) -> Bool { name.hasSuffix(Part.circumstances.rawValue) }

    /// Whether a file is called as one that holds a message is, here or where a capture is written anew.
    static func isMessage(_ name: String) -> Bool {
        name.wholeMatch(of: #/[0-9]+-(device|server)\.(http|xml|wbxml)/#) != nil
    }

    /// Whether a file holds a phone and no messages, so that nobody need read it to look for some.
    package static func isPhone(_ name: String) -> Bool { name.hasSuffix(Part.phone.rawValue) }
}
