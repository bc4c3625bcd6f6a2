/// Files that are no payload at all.
extension Rule {
    static let ofFiles = [notWellFormed, noMessage, brokenSettings, brokenWBXML, brokenDescription]

    static let notWellFormed = Rule(
        "not-well-formed", .error, "The text is not well-formed XML",
        meaning:
            "The file cannot be read as XML: a tag is not closed, an attribute has no quotation marks, a character or "
            + "an entity is none, or there is a document type declaration that declares something.",
        reason:
            "A phone reads a message as a whole or not at all. Nothing of such a text is run, and no status comes back.",
        remedy:
            "Mend the text where the finding points to; often the mistake is a little before. xmllint --noout says the "
            + "same in other words.",
        broken: .commands("<Get><CmdID>1</CmdID><Item><Target><LocURI>./DevInfo/Man</LocURI></Target></Get>"),
        sound: .get("./DevInfo/Man"))

    static let noMessage = Rule(
        "no-message", .error, "The file holds no message",
        meaning:
            "The text is well-formed, but it is neither a SyncML message, nor bare commands such as Replace, nor a "
            + "provisioning document, nor a list of settings, nor descriptions of nodes; or it is empty.",
        reason: "Nothing in it is meant for a phone's management tree.",
        remedy:
            "Give a message, the commands of a custom profile, Intune's JSON, rows of address, type and value, a "
            + "wap-provisioningdoc, or a DDF file. A recorded session is for understudy replay.",
        broken: .commands("<WLANProfile><name>Guests</name></WLANProfile>"),
        sound: .message(Payload.command("Get", "./DevInfo/Man")))

    static let brokenSettings = Rule(
        "broken-settings", .error, "The list of settings cannot be read",
        meaning:
            "The file is JSON or rows of settings, and something in it breaks its form: a bracket, a type that is none, a "
            + "value of another type, a row with too many fields.",
        reason:
            "Intune's service refuses such a profile when it is saved, and a script that reads the rows shifts their "
            + "columns.",
        remedy:
            "Mend the line that the finding names. Types are String, String (XML file), Integer, Floating point, Boolean, "
            + "Date and time and Base64; a value that holds the separator stands in quotation marks.",
        broken: .commands("./Vendor/MSFT/Policy/Config/Camera/AllowCamera,Whole,0\n"),
        sound: .commands("./Vendor/MSFT/Policy/Config/Camera/AllowCamera,Integer,0\n"))

    static let brokenWBXML = Rule(
        "broken-wbxml", .error, "The binary message cannot be read",
        meaning:
            "The octets begin as WBXML does, and break its rules further on: a token that is none, a text without an end, "
            + "a table that is shorter than it says.",
        reason: "As with XML, a phone runs nothing of a message that it cannot read.",
        remedy:
            "Look at the writer of the message; a file that was sent through a text editor or a log has often lost octets.",
        broken: Payload(octets: [0x02, 0xA4, 0x01, 0x6A, 0x00, 0x6D]),
        sound: .get("./DevInfo/Man"))
}
