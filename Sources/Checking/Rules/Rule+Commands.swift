/// Commands that the phone refuses although it knows their node.
extension Rule {
    static let ofCommands = [
        accessDenied, interiorNode, alreadyThere, wrongFormat, valueMissing, valueNotAllowed, notNow, noRoom,
        notSupported,
        commandFails, unnumberedCommand, noTarget, unknownCommand,
    ]

    static let accessDenied = Rule(
        "access-denied", .error, "The node does not admit the command",
        meaning: "The node's description names the verbs that it takes, and this is not one of them.",
        reason:
            "A phone answers 405. What can be read need not be writable, and what can be executed need not be readable.",
        remedy: "understudy explain with the address tells which verbs the node takes.",
        broken: .replace("./DevInfo/Man", "chr", "Contoso"),
        sound: .get("./DevInfo/Man"))

    static let interiorNode = Rule(
        "interior-node", .error, "The node has no value",
        meaning: "The node is an interior one: it holds other nodes, and cannot be given a value.",
        reason: "A phone answers 405 to a Replace of it.",
        remedy: "Name the leaf below it that is meant.",
        broken: .replace("./Device/Vendor/MSFT/Policy/Config/Camera", "int", "0"),
        sound: .replace(Payload.camera, "int", "0"))

    static let alreadyThere = Rule(
        "already-there", .error, "The node is there already",
        meaning: "An Add is for a node that the phone has, from the beginning or by an earlier command.",
        reason: "A phone answers 418 and changes nothing.",
        remedy: "Use Replace: it changes a node that is there, and in most CSPs makes one that is not.",
        broken: .commands(
            Payload.write("Add", Payload.camera, "int", "0") + Payload.write("Add", Payload.camera, "int", "1", id: "2")
        ),
        sound: .add(Payload.camera, "int", "0"))

    static let wrongFormat = Rule(
        "wrong-format", .error, "The format is not the node's",
        meaning: "Meta/Format says another format than the node has, or the value cannot be read as one of the node's.",
        reason: "A phone answers 415. A text (chr) is taken where it reads as the node's own format; nothing else is.",
        remedy:
            "Write the node's format: int, bool, chr, b64, bin, xml or node. In Intune choose the type that belongs to it.",
        broken: .replace(Payload.camera, "bool", "false"),
        sound: .replace(Payload.camera, "int", "0"))

    static let valueMissing = Rule(
        "value-missing", .error, "The command has no value",
        meaning: "An Add or Replace of a leaf has no Data, and the node's format needs one.",
        reason: "A phone answers 412, an incomplete command.",
        remedy: "Give the Item a Data element; for an empty text an empty one.",
        broken: .commands(Payload.command("Replace", Payload.camera)),
        sound: .replace(Payload.camera, "int", "0"))

    static let valueNotAllowed = Rule(
        "value-not-allowed", .error, "The value is none that the node takes",
        meaning:
            "The value is outside the range or list of the node, or its CSP refuses it for another reason that is told.",
        reason: "A phone answers 500 and keeps the value that it had.",
        remedy: "Take one of the values that the finding names.",
        broken: .replace(Payload.lock + "MinDevicePasswordLength", "int", "40"),
        sound: .commands(
            Payload.write("Replace", Payload.lock + "DevicePasswordEnabled", "int", "0")
                + Payload.write("Replace", Payload.lock + "MinDevicePasswordLength", "int", "6", id: "2")))

    static let notNow = Rule(
        "not-now", .error, "The phone does not take the command as it is now",
        meaning: "Node and value are right, and what the phone is or has at the moment forbids the command.",
        reason: "A phone answers 405. The same command may succeed on a phone that is in another state.",
        remedy:
            "The finding says what stands in the way: set that first, or check with a phone in a state folder (--state).",
        broken: .exec("./Vendor/MSFT/RemoteLock/Lock"), sound: .get("./Vendor/MSFT/RemoteLock"), on: .withoutPIN)

    static let noRoom = Rule(
        "no-room", .error, "There is no room for it",
        meaning: "No more nodes may stand at the place, or the value or the answer is larger than a phone takes.",
        reason:
            "A phone answers 420 where its storage or the number of nodes is exhausted, 413 where something is too large.",
        remedy: "Delete the node that is there, or send less.",
        broken: .commands(
            Payload.write("Add", "./Vendor/MSFT/DeviceLock/Provider/One/DevicePasswordEnabled", "int", "0")
                + Payload.write(
                    "Add", "./Vendor/MSFT/DeviceLock/Provider/Two/DevicePasswordEnabled", "int", "0", id: "2")),
        sound: .add(Payload.camera, "int", "0"))

    static let notSupported = Rule(
        "not-supported", .error, "Windows does not support what is asked",
        meaning:
            "The verb, the property behind ?prop= or the list behind ?list= is one of OMA-DM that Windows does not have, or "
            + "the Alert is none for a phone.",
        reason: "A phone answers 406, an optional feature that is not supported.",
        remedy:
            "Use Get and Replace in place of Copy, and no other properties than Name, Title, Format, Type, ACL, Size.",
        broken: .commands(Payload.command("Copy", "./DevInfo/Man")),
        sound: .get("./DevInfo/Man"))

    static let commandFails = Rule(
        "command-fails", .error, "The command fails on this phone",
        meaning: "The phone took the command and could not do it.",
        reason:
            "A phone answers 500. LockAndRecoverPIN, for one, fails where EnablePinRecovery is not on for the phone's "
            + "tenant, where the phone is not joined, and where the PIN reset service gives no ticket.",
        remedy: "The finding says what was missing; send that first, in the same payload or before.",
        broken: .exec("./Vendor/MSFT/RemoteLock/LockAndRecoverPIN"),
        sound: .commands(
            Payload.write("Replace", Payload.hello + "EnablePinRecovery", "bool", "true")
                + Payload.command("Exec", "./Vendor/MSFT/RemoteLock/LockAndRecoverPIN", id: "2")))

    static let unnumberedCommand = Rule(
        "unnumbered-command", .error, "A command of a message has no CmdID",
        meaning: "The message has a header, so it is sent as it is, and one of its commands has no CmdID.",
        reason: "Windows answers 400 with an empty CmdRef, and does not run the command.",
        remedy: "Give every command a CmdID that no other of the message has.",
        broken: .message("<Get><Item><Target><LocURI>./DevInfo/Man</LocURI></Target></Item></Get>"),
        sound: .message(Payload.command("Get", "./DevInfo/Man")))

    static let noTarget = Rule(
        "no-target", .error, "The command names no node",
        meaning: "The command has no Item, or its Item no Target with a LocURI.",
        reason: "A phone answers 400.",
        remedy: "Give it an Item with Target/LocURI. Source is for what a phone sends.",
        broken: .commands("<Get><CmdID>1</CmdID><Item><Source><LocURI>./DevInfo/Man</LocURI></Source></Item></Get>"),
        sound: .get("./DevInfo/Man"))

    static let unknownCommand = Rule(
        "unknown-command", .error, "This is no command of OMA-DM",
        meaning:
            "An element stands where a command should, and its name is none of the commands. Names count with their case.",
        reason: "A phone answers 400.",
        remedy:
            "Write Add, Replace, Delete, Get, Exec, Atomic, Sequence or Alert. An Item without its command lacks the command "
            + "around it.",
        broken: .message("<replace><CmdID>1</CmdID></replace>"),
        sound: .message(Payload.command("Get", "./DevInfo/Man")))
}
