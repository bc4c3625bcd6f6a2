/// A CSP that exists only as a DDF, with the kinds of nodes that the phone's own lack: a leaf that cannot be read, one
/// of octets, and an open level with leaves of every kind below.
enum TestCSP {
    static let uri = "./Vendor/MSFT/Test"

    static let ddf = """
        <MgmtTree><VerDTD>1.2</VerDTD>
        \(node("Test", "<Get/>", "node", path: "./Vendor/MSFT", isPermanent: true, below: [
            node("Secret", "<Add/><Replace/>", "chr", isPermanent: true),
            node("Octets", "<Add/><Delete/><Get/><Replace/>", "bin"),
            node("Text", "<Add/><Delete/><Get/><Replace/>", "chr"),
            node("Fixed", "<Get/><Replace/>", "chr"),
            node("Switch", "<Add/><Get/><Replace/>", "bool"),
            node("Action", "<Exec/>", "null", isPermanent: true),
            node("Items", "<Get/>", "node", isPermanent: true, below: [
                node("", "<Add/><Delete/><Get/>", "node", occurrence: "<ZeroOrMore/>", below: [
                    node("Number", "<Add/><Get/><Replace/>", "int"),
                    node("Note", "<Add/><Delete/><Get/><Replace/>", "chr"),
                    node(
                        "Deep", "<Add/><Delete/><Get/>", "node",
                        below: [node("", "<Add/><Get/><Replace/>", "chr", occurrence: "<ZeroOrMore/>")]),
                ])
            ]),
            node("Words", "<Get/>", "node", isPermanent: true, below: [
                node("", "<Add/><Delete/><Get/><Replace/>", "chr", occurrence: "<ZeroOrMore/>")
            ]),
        ]))
        </MgmtTree>
        """

    static func node(
        _ name: String, _ access: String, _ format: String, path: String? = nil, isPermanent: Bool = false,
        occurrence: String = "<ZeroOrOne/>", below: [String] = []
    ) -> String {
        let scope = isPermanent ? "<Permanent/>" : "<Dynamic/>"
        let type = format == "node" ? "<DDFName/>" : "<MIME>\(format == "bin" ? "image/png" : "text/plain")</MIME>"
        return "<Node><NodeName>\(name)</NodeName>" + (path.map { "<Path>\($0)</Path>" } ?? "")
            + "<DFProperties><AccessType>\(access)</AccessType><DFFormat><\(format)/></DFFormat>"
            + "<Occurrence>\(isPermanent ? "<One/>" : occurrence)</Occurrence><Scope>\(scope)</Scope>"
            + "<DFType>\(type)</DFType></DFProperties>" + below.joined() + "</Node>"
    }
}
