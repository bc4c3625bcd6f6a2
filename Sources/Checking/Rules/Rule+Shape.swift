/// Messages whose shape is not the standard's, and which Windows reads all the same.
extension Rule {
    static let ofShape = [
        childOrder, ignoredElement, strayText, foreignNamespace, oldMarkup, oddWrapping, prolog, encoding, oddWBXML,
    ]

    static let childOrder = Rule(
        "child-order", .warning, "An element stands before one that should precede it",
        meaning:
            "Elements are in another order than the standard's document type has: CmdID behind Item, Meta before Target.",
        reason:
            "Windows reads them in any order, and writers of profiles do so every day. A reader that validates refuses the "
            + "message.",
        remedy: "Write CmdID, Meta, Item; and in an Item Target, Source, Meta, Data.",
        broken: .commands("<Get><Item><Target><LocURI>./DevInfo/Man</LocURI></Target></Item><CmdID>1</CmdID></Get>"),
        sound: .get("./DevInfo/Man"))

    static let ignoredElement = Rule(
        "ignored-element", .warning, "An element is ignored",
        meaning:
            "An element is none of SyncML, has no meaning where it stands, is not used by OMA-DM, or occurs twice where one "
            + "counts.",
        reason: "The phone goes on as if it were not there; of two the last counts. What it was meant to say is lost.",
        remedy: "Look at the spelling, with its case, and at the element around it.",
        broken: .commands(
            "<Get><CmdID>1</CmdID><Item><Target><LocURI>./DevInfo/Man</LocURI></Target><Note>who made it</Note></Item></Get>"
        ),
        sound: .get("./DevInfo/Man"))

    static let strayText = Rule(
        "stray-text", .warning, "Text stands between elements",
        meaning: "There is text where only elements have a meaning.",
        reason: "The phone ignores it. Often it is a value that has lost its tags.",
        remedy: "Put it into Data, or take it away.",
        broken: .commands(
            "<Replace><CmdID>1</CmdID><Item><Target><LocURI>\(Payload.camera)</LocURI></Target>0<Data>0</Data></Item></Replace>"
        ),
        sound: .replace(Payload.camera, "int", "0"))

    static let foreignNamespace = Rule(
        "foreign-namespace", .warning, "A namespace is missing or not SyncML's",
        meaning:
            "The message has no namespace, one of its own, elements in another one, or a prefix that nothing declares.",
        reason: "Windows goes by the names of elements. Readers that look at namespaces find nothing they know.",
        remedy: "Write xmlns=\"SYNCML:SYNCML1.2\" on SyncML, and no prefixes.",
        broken: .commands("<SyncML><SyncBody>\(Payload.command("Get", "./DevInfo/Man"))<Final/></SyncBody></SyncML>"),
        sound: .message(Payload.command("Get", "./DevInfo/Man")))

    static let oldMarkup = Rule(
        "old-markup", .warning, "The message is of an older version",
        meaning: "The namespace or VerDTD is that of SyncML 1.0 or 1.1.",
        reason:
            "Phones of this version speak 1.2 and answer 1.1 in kind; 1.0 belongs to synchronising, not to management.",
        remedy: "Write the namespace SYNCML:SYNCML1.2, VerDTD 1.2 and VerProto DM/1.2.",
        broken: .commands(
            "<SyncML xmlns=\"SYNCML:SYNCML1.1\"><SyncBody>\(Payload.command("Get", "./DevInfo/Man"))<Final/></SyncBody></SyncML>"
        ),
        sound: .message(Payload.command("Get", "./DevInfo/Man")))

    static let oddWrapping = Rule(
        "odd-wrapping", .warning, "A value is wrapped once too often",
        meaning: "The children of Meta stand in a MetInf, or a TargetRef or SourceRef wraps its text in LocURI.",
        reason: "Some documents write it so, and Windows reads it. The standard has neither.",
        remedy: "Take the inner element away.",
        broken: .commands(
            "<Replace><CmdID>1</CmdID><Item><Target><LocURI>\(Payload.camera)</LocURI></Target><Meta>"
                + "<MetInf xmlns=\"syncml:metinf\"><Format>int</Format></MetInf></Meta><Data>0</Data></Item></Replace>"),
        sound: .replace(Payload.camera, "int", "0"))

    static let prolog = Rule(
        "prolog", .warning, "A declaration that messages do not have",
        meaning: "The file has a document type declaration or a processing instruction.",
        reason: "A phone reads past it. Servers and tools that pass messages on often refuse it, for fear of entities.",
        remedy: "Take it away; an XML declaration is enough, and not needed either.",
        broken: .commands(
            "<?editor width=120?><Get><CmdID>1</CmdID><Item><Target><LocURI>./DevInfo/Man</LocURI></Target></Item></Get>"
        ),
        sound: .get("./DevInfo/Man"))

    static let encoding = Rule(
        "encoding", .warning, "The text is not plain UTF-8",
        meaning: "The file is UTF-16, or its declaration names an encoding that it is not in.",
        reason:
            "Messages travel in UTF-8. An editor of Windows saves UTF-16 as Unicode, and a server that reads the file as "
            + "UTF-8 sends octets that nobody can read.",
        remedy: "Save the file as UTF-8, and let the declaration say so or leave it away.",
        broken: Payload(
            octets: [0xFF, 0xFE] + Array(Payload.get("./DevInfo/Man").octets.flatMap { [$0, 0] })),
        sound: .get("./DevInfo/Man"))

    static let oddWBXML = Rule(
        "odd-wbxml", .warning, "The binary message is not written as it should be",
        meaning:
            "The public identifier is another than the message's version has, an element has attributes, a text is written "
            + "as octets, or octets follow the end.",
        reason: "Windows reads it all the same; other readers stop.",
        remedy: "Look at the settings of the writer: identifier 0x1201 for SyncML 1.2.",
        broken: Payload(octets: Payload.binaryGet(publicID: 0x01)),
        sound: .get("./DevInfo/Man"))
}

extension Payload {
    /// `<SyncML><SyncBody><Final/></SyncBody></SyncML>` in WBXML 1.2, UTF-8.
    static func binaryGet(publicID: UInt8) -> [UInt8] {
        [0x02, publicID, 0x6A, 0x00, 0x6D, 0x6B, 0x12, 0x01, 0x01]
    }
}
