import SyncML

/// What of a file a finding is about, before it is known where that stands.
enum Anchor: Equatable {
    /// The file as a whole.
    case file
    case place(MessagePlace)
    /// A part of the command whose start tag stands at a place.
    case command(MessagePlace, Part)
    /// A text on a line of a list of settings.
    case line(Int, text: String?)

    enum Part: Equatable {
        case tag
        case address(item: Int)
        case format(item: Int)
        case value(item: Int)
    }
}

/// How a finding could be mended, before it is known where.
enum Mend: Equatable {
    /// The address becomes another.
    case address(String)
    /// The blanks around the content of the element go.
    case trim
    /// The command becomes one of another name.
    case command(String)
    /// The child of Meta gets its namespace.
    case metaNamespace
    /// The CDATA section becomes escaped text.
    case characterData
    /// The elements inside Data become escaped text.
    case markup
    /// The command gets a CmdID.
    case commandID(String)
    /// The value becomes another.
    case value(String)
}

/// A finding while its file is being judged.
struct Draft {
    var rule: Rule
    /// Where it is another than the rule's.
    var severity: Severity?
    var anchor: Anchor
    var address: String?
    var message: String
    var details: [String] = []
    var mend: Mend?
    /// Whether the mend may be written without asking.
    var isCertain = false
    /// The status by which the phone refuses it.
    var code: StatusCode?

    init(
        _ rule: Rule, at anchor: Anchor, address: String? = nil, _ message: String, details: [String] = [],
        mend: Mend? = nil, isCertain: Bool = false
    ) {
        self.rule = rule
        self.anchor = anchor
        self.address = address
        self.message = message
        self.details = details
        self.mend = mend
        self.isCertain = isCertain
    }
}
