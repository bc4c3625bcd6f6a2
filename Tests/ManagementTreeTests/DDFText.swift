import ManagementTree

/// Small DDF files of the tests' own.
enum DDFText {
    /// A file with nodes; the version that Microsoft publishes has a document type, which is left out here.
    static func file(_ nodes: String) -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <MgmtTree xmlns:MSFT="http://schemas.microsoft.com/MobileDevice/DM"><VerDTD>1.2</VerDTD>\(nodes)</MgmtTree>
        """
    }

    /// A top node below `./Vendor/MSFT` with others in it.
    static func top(_ children: String, path: String = "./Vendor/MSFT") -> String {
        """
        <Node><NodeName>Contoso</NodeName><Path>\(path)</Path>
          <DFProperties>
            <AccessType><Get/></AccessType><DFFormat><node/></DFFormat><Occurrence><One/></Occurrence>
            <Scope><Permanent/></Scope><DFType><DDFName/></DFType>
          </DFProperties>\(children)</Node>
        """
    }

    /// A leaf with properties as they stand in the file.
    static func leaf(_ properties: String, name: String = "Leaf") -> String {
        "<Node><NodeName>\(name)</NodeName><DFProperties>\(properties)</DFProperties></Node>"
    }

    /// The description of one leaf, read as part of a whole file.
    static func read(leaf properties: String, name: String = "Leaf") throws -> NodeDescription? {
        let bytes = Array(file(top(leaf(properties, name: name))).utf8)
        return try DDFReader.read(bytes, file: "Contoso.xml").first?.description.children.first
    }
}
