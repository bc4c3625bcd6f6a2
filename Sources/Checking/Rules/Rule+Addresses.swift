/// Addresses that lead nowhere on this phone.
extension Rule {
    static let ofAddresses = [
        unknownPath, wrongScope, notOnThisDevice, laterVersion, notBuiltIn, notIngested, belowLeaf, badAddress,
        noSuchNode,
    ]

    static let unknownPath = Rule(
        "unknown-path", .error, "No node has this address",
        meaning: "No description of the phone knows a name in the address.",
        reason:
            "A phone answers 404, whatever is asked. Windows compares names letter by letter but for their case; a letter "
            + "too few, a blank, or another CSP's way to the node are enough.",
        remedy:
            "Take the nearest name where one is told. understudy explain with the part that is right lists what stands "
            + "below it.",
        broken: .replace("./Device/Vendor/MSFT/Policy/Config/Camera/AllowCamra", "int", "0"),
        sound: .replace(Payload.camera, "int", "0"))

    static let wrongScope = Rule(
        "wrong-scope", .error, "The node is in the other scope",
        meaning: "The address is for a user and the node exists for the device only, or the other way round.",
        reason: "A phone answers 405 to a verb in the scope that the CSP does not have.",
        remedy:
            "Write ./Device in place of ./User, or ./User in place of ./Device; an address with neither means the device.",
        broken: .get("./User/Vendor/MSFT/RemoteWipe/doWipe"),
        sound: .get("./Device/Vendor/MSFT/RemoteWipe"))

    static let notOnThisDevice = Rule(
        "not-on-this-device", .error, "This device does not have the node",
        meaning: "The node is described, for other devices: desktops only, other editions, or phones only.",
        reason:
            "A phone answers 404, because for it the node does not exist. Portals then show the setting as failed or as "
            + "not applicable.",
        remedy: "Assign the setting to the devices that have it. --device checks for another one.",
        broken: .get("./Vendor/MSFT/UnifiedWriteFilter/CurrentSession"),
        sound: .get("./Vendor/MSFT/DeviceStatus/OS/Edition"))

    static let laterVersion = Rule(
        "later-version", .error, "The node came with a later version",
        meaning: "The build of this device is older than the one that brought the node.",
        reason: "It answers 404, as to a path that never was.",
        remedy: "Leave the node out for devices of this version, or check for a later one with --device.",
        broken: .replace("./Vendor/MSFT/PassportForWork/DynamicLock/DynamicLock", "bool", "true"),
        sound: .replace(Payload.hello + "EnablePinRecovery", "bool", "true"))

    static let notBuiltIn = Rule(
        "not-built-in", .error, "Phones have the node, and no description of it is here",
        meaning: "The CSP is one that phones had, and its nodes are not built into Understudy.",
        reason: "Without a description nobody can say what a phone would answer; here it answers 404.",
        remedy: "Give the CSP's DDF file by --ddf.",
        broken: .get("./Vendor/MSFT/CM_CellularEntries/Internet"),
        sound: .get("./Vendor/MSFT/DMClient/Provider"))

    static let notIngested = Rule(
        "not-ingested", .error, "No ADMX file has brought the policy",
        meaning:
            "The address is that of an app's policy, such as Config/App~Policy~Category/Name, and no ADMX file that the "
            + "device has brings its area.",
        reason:
            "Such policies are there once a server has added the app's ADMX file below Policy/ConfigOperations/ADMXInstall, "
            + "and for as long as the file stays. Before that a desktop answers 404.",
        remedy:
            "Add the file before the policies, in the same payload or in one that the device gets earlier. Where another "
            + "profile brings it, apply that with --state, and check with the same --state; or leave the rule out by --ignore.",
        broken: .replace(Payload.quietDesk, "chr", "&lt;enabled/&gt;"),
        sound: .commands(
            Payload.deskFile + Payload.write("Replace", Payload.quietDesk, "chr", "&lt;enabled/&gt;", id: "2")),
        on: .desktop)

    static let belowLeaf = Rule(
        "below-leaf", .error, "The address goes on below a leaf",
        meaning: "A name in the address is that of a node with a value, and nothing stands below such a node.",
        reason: "A phone answers 404, or 405 where something should be made there.",
        remedy: "End the address at the leaf, or look up where the name behind it belongs.",
        broken: .get("./DevInfo/Man/Name"),
        sound: .get("./DevInfo/Man"))

    static let badAddress = Rule(
        "bad-address", .error, "The text is no address",
        meaning:
            "The LocURI breaks the rules for addresses: it begins with a slash, is empty, has a broken escape, or is longer "
            + "or deeper than a device takes.",
        reason: "A phone answers 400, or 414 to one that is too long.",
        remedy: "Write ./, then the names with / between, and %20 for a blank that is meant.",
        broken: .get("/DevInfo/Man"),
        sound: .get("./DevInfo/Man"))

    static let noSuchNode = Rule(
        "no-such-node", .error, "The node is not there",
        meaning: "The address is right, and on a phone as it is when the command comes nothing stands there.",
        reason: "Only an Add, or a Replace where the CSP admits it, makes a node. Everything else gets 404.",
        remedy: "Add the node first, or expect 404 of a phone that does not have it yet.",
        broken: .get(Payload.camera),
        sound: .commands(
            Payload.write("Replace", Payload.camera, "int", "0") + Payload.command("Get", Payload.camera, id: "2")))
}

/// A policy of an ADMX file, and the command that brings the file.
extension Payload {
    fileprivate static let quietDesk = "./Device/Vendor/MSFT/Policy/Config/Desk~Policy~Desk/Quiet"
    fileprivate static let deskFile = write(
        "Add", "./Device/Vendor/MSFT/Policy/ConfigOperations/ADMXInstall/Desk/Policy/Desk1", "chr",
        """
        &lt;policyDefinitions>&lt;categories>&lt;category name="Desk"/>&lt;/categories>&lt;policies>&lt;policy \
        name="Quiet" class="Machine" key="Software\\Contoso">&lt;parentCategory ref="Desk"/>&lt;/policy>\
        &lt;/policies>&lt;/policyDefinitions>
        """)
}
