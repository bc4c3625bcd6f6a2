import ManagementTree

/// What phones of a fleet have beside the nodes of Windows: how many sessions the phone has begun since it enrolled, so that
/// its server can see what it has lost. No other phone has it.
struct FleetCounterProvider: Provider {
    func read(
        _ node: NodeLocation, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) -> NodeValue? {
        node.place == "Sessions" ? node.value("\(phone.enrolled?.sessionNumber ?? 0)") : nil
    }

    /// - Parameter owner: the place of its provider in the blueprint's list.
    static func mount(owner: Int) -> Mount {
        Mount(scope: .device, parent: ["Vendor"], name: "Understudy") {
            // A test reads it.
            try? DDFReader.read(Array(text.utf8), file: "Understudy.xml") { _, _ in DDFReader.Standing(owner: owner) }
                .first?.description
        }
    }

    private static let text = """
        <MgmtTree><VerDTD>1.2</VerDTD>
          <Node>
            <NodeName>Understudy</NodeName>
            <Path>./Vendor</Path>
            <DFProperties>
              <AccessType><Get/></AccessType>
              <DFFormat><node/></DFFormat>
              <Occurrence><One/></Occurrence>
              <Scope><Permanent/></Scope>
              <DFType><DDFName></DDFName></DFType>
            </DFProperties>
            <Node>
              <NodeName>Sessions</NodeName>
              <DFProperties>
                <AccessType><Get/></AccessType>
                <Description>Sessions that the phone has begun since it enrolled, this one included; after 65,535 comes 1.</Description>
                <DFFormat><int/></DFFormat>
                <Occurrence><One/></Occurrence>
                <Scope><Permanent/></Scope>
                <DFType><MIME>text/plain</MIME></DFType>
              </DFProperties>
            </Node>
          </Node>
        </MgmtTree>
        """
}
