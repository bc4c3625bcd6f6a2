/// The element names that one code page has tokens for.
struct WBXMLCodePage: Sendable {
    /// By token, from the first on; empty where a token is reserved.
    private let names: [String]

    /// - Parameter names: in the order of their tokens from 05 on, between blanks; `-` where a token is reserved.
    private init(_ names: String) {
        self.names = names.split { $0 == " " || $0 == "\n" }.map { $0 == "-" ? "" : String($0) }
    }

    /// The name that a token without its upper bits stands for.
    func name(of token: UInt8) -> String? {
        let index = Int(token) - Int(WBXMLToken.firstElement)
        guard names.indices.contains(index), !names[index].isEmpty else { return nil }
        return names[index]
    }

    func token(of name: String) -> UInt8? {
        guard !name.isEmpty, let index = names.firstIndex(of: name) else { return nil }
        return UInt8(index) + WBXMLToken.firstElement
    }

    /// Page 0 of SyncML; 1.1 has the names down to MoreData (OMA-TS-SyncML_RepPro-V1_2_2 section 8).
    static let syncML = WBXMLCodePage(
        """
        Add Alert Archive Atomic Chal Cmd CmdID CmdRef Copy Cred Data Delete Exec Final Get Item Lang LocName LocURI Map
        MapItem Meta MsgID MsgRef NoResp NoResults Put Replace RespURI Results Search Sequence SessionID SftDel Source
        SourceRef Status Sync SyncBody SyncHdr SyncML Target TargetRef - VerDTD VerProto NumberOfChanges MoreData
        Field Filter Record FilterType SourceParent TargetParent Move Correlator
        """)

    /// Page 1 of SyncML (OMA-TS-SyncML_MetaInfo-V1_2 section 6).
    static let metInf = WBXMLCodePage(
        """
        Anchor EMI Format FreeID FreeMem Last Mark MaxMsgSize Mem MetInf Next NextNonce SharedMem Size Type Version
        MaxObjSize FieldLevel
        """)

    /// Page 2 of SyncML: descriptions and serialised parts of trees (OMA-TS-DM_TND-V1_2_1 section 10).
    static let deviceDescription = WBXMLCodePage(
        """
        AccessType ACL Add b64 bin bool chr CaseSense CIS Copy CS date DDFName DefaultValue Delete Description DFFormat
        DFProperties DFTitle DFType Dynamic Exec float Format Get int Man MgmtTree MIME Mod Name Node node NodeName null
        Occurrence One OneOrMore OneOrN Path Permanent Replace RTProperties Scope Size time Title TStamp Type Value
        VerDTD VerNo xml ZeroOrMore ZeroOrN ZeroOrOne
        """)

    /// The only page of DevInf 1.2, whose documents stand inside Data (OMA-TS-DS_DevInf-V1_2 section 6).
    static let deviceInformation = WBXMLCodePage(deviceInformationNames(size: "MaxSize"))
    /// The same of DevInf 1.0 and 1.1, where one name was another.
    static let olderDeviceInformation = WBXMLCodePage(deviceInformationNames(size: "Size"))

    private static func deviceInformationNames(size: String) -> String {
        """
        CTCap CTType DataStore DataType DevID DevInf DevTyp DisplayName DSMem Ext FwV HwV Man MaxGUIDSize MaxID MaxMem Mod
        OEM ParamName PropName Rx Rx-Pref SharedMem \(size) SourceRef SwV SyncCap SyncType Tx Tx-Pref ValEnum VerCT VerDTD
        XNam XVal UTC SupportNumberOfChanges SupportLargeObjs Property PropParam MaxOccur NoTruncate - Filter-Rx
        FilterCap FilterKeyword FieldLevel SupportHierarchicalSync
        """
    }
}
