/// Files of node descriptions (DDF), which say what nodes there are.
extension Rule {
    static let ofDescriptions = [oddDescription]

    static let brokenDescription = Rule(
        "broken-description", .error, "The DDF file cannot be used",
        meaning:
            "The file has the root MgmtTree, as descriptions of nodes do, and breaks their form so that its nodes cannot be "
            + "known: no node at all, one without DFProperties or without a format.",
        reason: "--ddf refuses such a file, because what it leaves open decides how the phone answers.",
        remedy: "Mend the node that the finding names; OMA's TND 9 and Microsoft's DDFv2.xsd have the form.",
        broken: .descriptions(""), sound: .descriptions(Payload.badge(access: "<Get/>")))

    static let oddDescription = Rule(
        "odd-description", .warning, "Something in a DDF file is off the schema",
        meaning:
            "A file of node descriptions holds what its schema does not admit: a word that is no verb, blanks around a name, "
            + "a build that is none, a tag that is not closed, another document among the files.",
        reason:
            "Microsoft's own files hold such things, so they are read all the same, and the finding says what was made of "
            + "them. Another reader may make something else of them.",
        remedy: "Mend the file where it is yours; ignore the rule where it is not.",
        broken: .descriptions(Payload.badge(access: "<Get/><Set/>")),
        sound: .descriptions(Payload.badge(access: "<Get/>")))
}

extension Payload {
    fileprivate static func descriptions(_ nodes: String) -> Payload {
        .commands("<MgmtTree><VerDTD>1.2</VerDTD>\(nodes)</MgmtTree>")
    }

    fileprivate static func badge(access: String) -> String {
        """
        <Node><NodeName>Badge</NodeName><Path>./Vendor/Contoso</Path><DFProperties><AccessType>\(access)</AccessType>\
        <DFFormat><chr/></DFFormat><Occurrence><One/></Occurrence><Scope><Permanent/></Scope>\
        <DFType><MIME>text/plain</MIME></DFType></DFProperties></Node>
        """
    }
}
