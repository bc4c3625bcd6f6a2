/// Messages and lists as a whole.
extension Rule {
    static let ofMessages = [incompleteHeader, missingFinal, brokenStatus, deviceMessage, leftOutSetting]

    static let incompleteHeader = Rule(
        "incomplete-header", .warning, "The header lacks something",
        meaning: "The message has no SyncHdr, or one without VerDTD, VerProto, SessionID, MsgID, Target or Source.",
        reason:
            "In a session a phone needs each of them to know to what the message belongs. The local channel of Windows takes "
            + "an empty header.",
        remedy: "Write all six, or leave the message away and keep the bare commands.",
        broken: .commands(
            "<SyncML xmlns=\"SYNCML:SYNCML1.2\"><SyncBody>\(Payload.command("Get", "./DevInfo/Man"))<Final/></SyncBody></SyncML>"
        ),
        sound: .message(Payload.command("Get", "./DevInfo/Man")))

    static let missingFinal = Rule(
        "missing-final", .warning, "The message has no Final",
        meaning: "SyncBody does not end with Final.",
        reason:
            "Final says that the package is complete. Without it a phone waits for more, asks with alert 1222, and the session "
            + "ends only when it has had enough.",
        remedy: "Write <Final/> as the last element of SyncBody.",
        broken: .message(Payload.command("Get", "./DevInfo/Man"), final: ""),
        sound: .message(Payload.command("Get", "./DevInfo/Man")))

    static let brokenStatus = Rule(
        "broken-status", .warning, "A Status or Alert says too little",
        meaning: "A Status lacks MsgRef, CmdRef or Cmd, or its code, or that of an Alert, is no number.",
        reason: "The phone cannot tell which of its commands is meant, and goes on as if nothing had been said.",
        remedy: "Give the Status all of MsgRef, CmdRef, Cmd and Data.",
        broken: .message("<Status><CmdID>1</CmdID><Data>200</Data></Status>"),
        sound: .message(
            "<Status><CmdID>1</CmdID><MsgRef>1</MsgRef><CmdRef>0</CmdRef><Cmd>SyncHdr</Cmd><Data>200</Data></Status>"))

    static let deviceMessage = Rule(
        "device-message", .warning, "This is a message of a device",
        meaning: "The Target of the header is a server's address, so the message was sent by a device.",
        reason: "Its commands were meant for the server. What a phone would do with them says nothing.",
        remedy: "Check what the server sends; understudy replay plays both sides.",
        broken: .commands(
            Payload.message(Payload.command("Get", "./DevInfo/Man")).text
                .replacing("<LocURI>phone</LocURI>", with: "<LocURI>https://mdm.example.test/</LocURI>")
                .replacing("<Source><LocURI>https://mdm.example.test/</LocURI>", with: "<Source><LocURI>phone</LocURI>")
        ),
        sound: .message(Payload.command("Get", "./DevInfo/Man")))

    static let leftOutSetting = Rule(
        "left-out-setting", .warning, "A setting is left out",
        meaning: "The export holds a setting whose value is encrypted, or an entry that has no settings.",
        reason: "Nothing of it can be checked, and nothing of it would be applied.",
        remedy: "Fetch the plain value from Graph (getOmaSettingPlainTextValue) and set isEncrypted to false.",
        broken: .commands(
            """
            {"omaSettings": [{"@odata.type": "#microsoft.graph.omaSettingString", "displayName": "Secret",
             "omaUri": "./DevDetail/Ext/Microsoft/DeviceName", "isEncrypted": true, "value": "****"}]}
            """),
        sound: .commands(
            """
            {"omaSettings": [{"@odata.type": "#microsoft.graph.omaSettingString", "displayName": "Name",
             "omaUri": "./DevDetail/Ext/Microsoft/DeviceName", "value": "Front desk"}]}
            """))
}
