/// What Windows reads all the same, and others do not: names, blanks, ids, namespaces, escapes.
extension Rule {
    static let ofSpelling = [
        strayBlanks, blankInAddress, nameCase, metaWithoutNamespace, cdata, markupInData, missingCmdID, repeatedCmdID,
        unknownIgnored,
    ]

    static let strayBlanks = Rule(
        "stray-blanks", .warning, "Blanks or line breaks stand around a value",
        meaning: "An address, a CmdID, a format or another short value has blanks or line breaks before or behind it.",
        reason:
            "Windows trims addresses, because Microsoft's own samples have such blanks. Other clients take them for part of "
            + "the name and answer 404.",
        remedy: "Put the value directly between its tags.",
        broken: .get(" ./DevInfo/Man\n"),
        sound: .get("./DevInfo/Man"))

    static let blankInAddress = Rule(
        "blank-in-address", .warning, "A name in the address holds a bare blank",
        meaning: "A blank or line break stands within the address.",
        reason:
            "In a URI a blank is written %20. This phone reads the bare one; where the name is a fixed one, the node is not "
            + "found at all, and an editor's line break looks the same as nothing.",
        remedy: "Write %20 where the blank is part of a name, or take it away.",
        broken: .get("./Vendor/MSFT/DMClient/Provider/MS DM Server"),
        sound: .get("./Vendor/MSFT/DMClient/Provider/MS%20DM%20Server"))

    static let nameCase = Rule(
        "name-case", .warning, "A name has other cases of letters than the node",
        meaning: "The address is right but for upper and lower case.",
        reason:
            "Windows compares the names of nodes without their case. OMA-DM does not promise it, and tools that compare "
            + "addresses as texts take the two for different nodes.",
        remedy: "Write the name as the finding has it.",
        broken: .get("./devinfo/man"),
        sound: .get("./DevInfo/Man"))

    static let metaWithoutNamespace = Rule(
        "meta-without-namespace", .warning, "A child of Meta lacks its namespace",
        meaning: "Format, Type or another child of Meta is not in the namespace syncml:metinf.",
        reason:
            "By the standard it is then another element, and a reader that looks at namespaces sees no format at all. "
            + "Windows reads it.",
        remedy: "Write xmlns=\"syncml:metinf\" on the child.",
        broken: .commands(
            "<Replace><CmdID>1</CmdID><Item><Target><LocURI>\(Payload.camera)</LocURI></Target><Meta><Format>int</Format></Meta>"
                + "<Data>0</Data></Item></Replace>"),
        sound: .replace(Payload.camera, "int", "0"))

    static let cdata = Rule(
        "cdata", .warning, "A value is written as CDATA",
        meaning: "A value stands in a CDATA section.",
        reason:
            "It means the same as escaped text, and Windows reads both. Binary SyncML has no such section, some servers wrap "
            + "values in one themselves, and a section within a section breaks the message.",
        remedy: "Escape the value instead: &lt; for <, &amp; for &.",
        broken: .replace("./DevDetail/Ext/Microsoft/DeviceName", "chr", "<![CDATA[Front & desk]]>"),
        sound: .replace("./DevDetail/Ext/Microsoft/DeviceName", "chr", "Front &amp; desk"))

    static let markupInData = Rule(
        "markup-in-data", .warning, "Data holds elements",
        meaning: "XML stands inside Data as it is, not escaped.",
        reason:
            "Windows gives the node the mark-up between the tags. Readers that build a tree see children of Data, and no "
            + "text.",
        remedy: "Escape it: &lt; for each <.",
        broken: .replace("./DevDetail/Ext/Microsoft/DeviceName", "chr", "<b>Front desk</b>"),
        sound: .replace("./DevDetail/Ext/Microsoft/DeviceName", "chr", "&lt;b>Front desk&lt;/b>"))

    static let missingCmdID = Rule(
        "missing-cmdid", .warning, "A bare command has no CmdID",
        meaning: "Commands without a message around them leave the CmdID out.",
        reason:
            "A server that numbers them when it sends may do without. One that passes them on as they are gets 400 for each, "
            + "and cannot tell which status belongs to which.",
        remedy: "Give every command a CmdID that no other of the file has.",
        broken: .commands("<Get><Item><Target><LocURI>./DevInfo/Man</LocURI></Target></Item></Get>"),
        sound: .get("./DevInfo/Man"))

    static let repeatedCmdID = Rule(
        "repeated-cmdid", .warning, "A CmdID cannot tell its command",
        meaning: "Two commands of a message have the same CmdID, or one has 0, which stands for the header.",
        reason:
            "A status names its command by this number alone. The phone runs both, and the server cannot tell their answers "
            + "apart.",
        remedy: "Number the commands from 1 on.",
        broken: .commands(Payload.command("Get", "./DevInfo/Man") + Payload.command("Get", "./DevInfo/Mod")),
        sound: .commands(Payload.command("Get", "./DevInfo/Man") + Payload.command("Get", "./DevInfo/Mod", id: "2")))

    static let unknownIgnored = Rule(
        "unknown-ignored", .warning, "A comment is to hide a rule that there is not",
        meaning: "A comment understudy: ignore names no rule, or an address that is none.",
        reason: "What it was to hide is told all the same, and nobody sees why.",
        remedy: "Write ids of rules, or RULE:URI, with commas between; understudy explain rules lists them.",
        broken: .commands("<!-- understudy: ignore name-cases -->" + Payload.command("Get", "./DevInfo/Man")),
        sound: .commands("<!-- understudy: ignore name-case -->" + Payload.command("Get", "./DevInfo/Man")))
}
