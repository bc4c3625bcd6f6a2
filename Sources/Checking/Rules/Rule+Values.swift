/// Values and commands that can hardly be meant so.
extension Rule {
    static let ofValues = [secondsForMinutes, escapedTwice, oddValue, addNotRepeatable, takenAway]

    static let secondsForMinutes = Rule(
        "seconds-for-minutes", .warning, "The value looks like seconds, and the node counts minutes",
        meaning: "The number is a large multiple of 60, as seconds of whole minutes are.",
        reason: "A phone takes it: 900 is a quarter of an hour in seconds and fifteen hours in minutes.",
        remedy: "Divide by 60, or switch the finding off where the long time is meant.",
        broken: .commands(
            Payload.write("Replace", Payload.lock + "DevicePasswordEnabled", "int", "0")
                + Payload.write("Replace", Payload.lock + "MaxInactivityTimeDeviceLock", "int", "900", id: "2")),
        sound: .replace(Payload.lock + "MaxInactivityTimeDeviceLock", "int", "5"))

    static let escapedTwice = Rule(
        "escaped-twice", .warning, "Something is escaped twice",
        meaning: "The value begins with &lt; after the XML was read, or the address holds %25 or &amp; of its own.",
        reason:
            "The node gets the escape as letters: a policy that wants <enabled/> is given the text &lt;enabled/&gt;.",
        remedy:
            "In a file escape once: &lt; for < in a value, %20 for a blank in an address. Intune escapes by itself; write "
            + "its values plain.",
        broken: .replace("./DevDetail/Ext/Microsoft/DeviceName", "chr", "&amp;lt;name/&amp;gt;"),
        sound: .replace("./DevDetail/Ext/Microsoft/DeviceName", "chr", "Front desk"))

    static let oddValue = Rule(
        "odd-value", .warning, "The value is not written as the node has it",
        meaning:
            "A number or truth value has blanks or line breaks around it, or the CSP remarks something else on the value.",
        reason: "This phone leaves the blanks out. Others compare the text as it is, and refuse it.",
        remedy: "Write the value without anything around it.",
        broken: .replace(Payload.camera, "int", " 0\n"),
        sound: .replace(Payload.camera, "int", "0"))

    static let addNotRepeatable = Rule(
        "add-not-repeatable", .warning, "The Add fails when it is sent again",
        meaning: "The payload adds a leaf that could as well be replaced.",
        reason:
            "Servers send a profile again: when it changes, when the phone reports, after it was restored. The first Add "
            + "gets 200, every further one 418, and the portal shows an error.",
        remedy: "Use Replace. It makes a node that is missing, and changes one that is there.",
        broken: .add(Payload.camera, "int", "0"),
        sound: .replace(Payload.camera, "int", "0"))

    static let takenAway = Rule(
        "taken-away", .warning, "Later versions do without the node",
        meaning:
            "The node is kept for what was before: its documents say that it goes, or what takes its place, or its "
            + "description calls it deprecated (MSFT:Deprecated).",
        reason:
            "It works on this phone. A payload that is to live longer than one version, or to reach other devices, stops "
            + "working without a change of its own.",
        remedy: "Use the node that the finding names; explain --search finds others for the purpose.",
        broken: .get("./Vendor/MSFT/DeviceLock/Provider"),
        sound: .get("./Vendor/MSFT/DeviceStatus/OS/Edition"))
}
