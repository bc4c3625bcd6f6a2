/// What each status of OMA-DM means and what to do about it, in our own words.
enum StatusMeanings {
    struct Row: Sendable {
        var meaning: String
        var remedy: String

        init(_ meaning: String, _ remedy: String) {
            self.meaning = meaning
            self.remedy = remedy
        }
    }

    /// All of them, by their numbers.
    static let rows: [UInt16: Row] = success.merging(client) { own, _ in own }.merging(server) { own, _ in own }
        .merging(unused) { own, _ in own }

    private static let success: [UInt16: Row] = [
        200: Row(
            "The command was done.", "Nothing. Whether it has an effect is another matter: apply --explain tells."),
        202: Row(
            "The command was taken and goes on after the answer.",
            "Wait for the alert 1226 that tells how it ended, or ask for the CSP's status node."),
        212: Row(
            "The sender of the message is who it says, for the rest of the session.",
            "Nothing. Later messages of the session need no credential."),
        213: Row(
            "A part of a large value has come and is kept; the value is not written yet.",
            "Send the next part in the next message, the last one without MoreData."),
        214: Row("Somebody has cancelled the command before it was done.", "Ask again, or leave it."),
        215: Row(
            "The command was not run: one before it, or the whole message, could not be taken.",
            "Look at the status that is neither 215 nor 216: it says what went wrong. Then send all of them again."),
        216: Row(
            "The command stood in an Atomic that failed; what it did was undone, or it was not run.",
            "Look for the command in the Atomic that has another status: mend that one and send the Atomic again."),
        304: Row("A person has answered no, or nothing has changed.", "Nothing."),
    ]

    private static let client: [UInt16: Row] = [
        400: Row(
            "The command is malformed: it has no CmdID or no target, its element is none of OMA-DM, or the address "
                + "is none.",
            "Compare it with an example that works: explain URI prints one. Give every command a CmdID of its own."),
        401: Row(
            "The credential of the message is wrong.",
            "Answer the challenge in the status: hash user name, password and its nonce anew."),
        403: Row("The request was understood and is refused.", "Ask for something else; the same again gets the same."),
        404: Row(
            "There is no such node: the address is misspelt, the phone has no such CSP, the node is of a later "
                + "version or "
                + "another edition, or nobody has added it.",
            "explain URI says where the address parts from what there is and what was probably meant. Where the node "
                + "can be "
                + "made, send an Add first."),
        405: Row(
            "The node is there, but not for this command: its description does not admit it, it is permanent, it is "
                + "of the "
                + "other scope, or the phone is in a state in which it is refused.",
            "explain URI lists what each command gets. For RemoteLock/Lock: the phone has no PIN."),
        406: Row(
            "An optional part of the protocol is asked for that the phone does not have: Copy, a property, a kind of "
                + "list, an "
                + "alert, a way to sign in.",
            "Use what every phone has: Get and Replace for a Copy, ?list=StructData for a list."),
        407: Row(
            "The message has no credential, and one is needed.",
            "Send the credential that the challenge in the status asks for."),
        408: Row("A person did not answer in time.", "Ask again later."),
        411: Row(
            "The first part of a large value does not say how long the whole is.",
            "Put Meta/Size with the length of the whole into the first part."),
        412: Row(
            "Something is missing in the command: the value, items of an alert, or MoreData stands where it cannot.",
            "Send Data with the value; send a value in parts in a command of its own."),
        413: Row(
            "The message or a value is larger than the other side takes.",
            "Send less at once: fewer commands, or the value in parts; or raise MaxMsgSize and MaxObjSize."),
        414: Row(
            "The address is longer or deeper than the device takes.",
            "See that no value has slipped into the address; a name has at most 4 KiB, an address 64 names."),
        415: Row(
            "Format or type do not fit the node, or the value is none of its format.",
            "Set Meta/Format to the node's own (explain URI says it) and write the value so: int in digits, bool "
                + "true or "
                + "false, b64 in base64."),
        416: Row("The size that is declared is more than can be taken.", "Send a smaller value."),
        417: Row("The device is busy.", "Send the command again later."),
        418: Row(
            "The node of an Add is there already.",
            "Send a Replace: it changes the value, and makes a missing node wherever an Add could. A server that "
                + "sends Add "
                + "again and again does well to take 418 for success."),
        420: Row(
            "The phone has no room: its storage for management is full, or no more nodes may stand at the place.",
            "Delete what is not needed, then send it again."),
        424: Row(
            "The parts of a large value are together not as long as was declared.",
            "Compare Meta/Size with the octets of all parts and send the value from its beginning."),
        425: Row(
            "The server may not do that: an access control list, or the account's role, forbids it.",
            "See with which account the server speaks; what another server has made may be its own."),
        426: Row("A part of a value was not taken.", "Send the value from its beginning."),
    ]

    private static let server: [UInt16: Row] = [
        500: Row(
            "The CSP tried and failed, or does not take the value; Windows says so of whatever has no code of its own.",
            "apply --explain, or explain URI, tells the reason: a value out of its range, a phone that is not ready, a "
                + "command that must stand in an Atomic."),
        501: Row("The command is not implemented.", "Use another one."),
        503: Row("The service is not there now.", "Send it again later."),
        505: Row("The version of the mark-up (VerDTD) is not supported.", "Send VerDTD 1.2."),
        506: Row(
            "Something went wrong while the command was run.", "Send it again; if it stays, look at what it asks for."),
        507: Row(
            "The Atomic failed: one of its commands did, and all of them were undone.",
            "Look for the command in it that has neither 215 nor 216: its status says what went wrong."),
        510: Row("The store of the device failed.", "Send it again; if it stays, the device is damaged."),
        513: Row("The version of the protocol (VerProto) is not supported.", "Send VerProto DM/1.2, or DM/1.1."),
        516: Row(
            "An Atomic failed, and what was done could not be undone.",
            "Ask for the nodes of the Atomic to see how they are now."),
        517: Row(
            "The answer to an Atomic does not fit one message.", "Make the Atomic smaller, or raise MaxMsgSize."),
    ]

    /// What the base of the protocol has for synchronizing data or for the web; a phone sends none of them.
    private static let unused: [UInt16: Row] = Dictionary(
        uniqueKeysWithValues: meanings.map { number, meaning in
            (
                number,
                Row(
                    meaning,
                    "Device management does not use it. A peer that sends it says something else than this phone "
                        + "would: look into its log."
                )
            )
        })

    private static let meanings: [UInt16: String] = [
        101: "The command is being run.", 201: "The item was added.", 203: "The answer comes from a copy.",
        204: "There is no content; a phone says 200 with empty Data.", 205: "The content is to be fetched anew.",
        206: "A part of the content was sent.", 207: "A conflict was solved by merging.",
        208: "A conflict was solved for the client.", 209: "A conflict was solved by a second copy.",
        210: "The item was deleted and not archived.", 211: "The item was not there to be deleted.",
        300: "There are several to choose from.", 301: "It is elsewhere for good.", 302: "It is elsewhere for now.",
        303: "Another address has the answer.", 305: "A proxy is to be used.", 402: "Somebody has to pay first.",
        409: "The command is in conflict with how things are.", 410: "It was there and is gone for good.",
        419: "A conflict was solved for the server.", 421: "The language of a search is not known.",
        422: "The address of a script is wrong.", 423: "A soft deletion is in conflict.",
        427: "What is to be deleted has something in it.", 428: "It could not be moved.",
        502: "A server on the way got a bad answer.", 504: "A server on the way got no answer in time.",
        508: "All data have to be synchronized anew.", 509: "The number is kept for later.",
        511: "The server failed.", 512: "Synchronizing failed.",
        514: "The command cannot be cancelled any more, or was cancelled.",
    ]
}
