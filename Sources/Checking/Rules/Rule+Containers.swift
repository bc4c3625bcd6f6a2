/// What an Atomic does not admit, and what becomes of messages as a whole.
extension Rule {
    static let ofContainers = [getInAtomic, nestedContainer, addThenReplace, atomicFails, outsideAtomic, headerRefused]

    private static func atomic(_ commands: String) -> Payload {
        .commands("<Atomic><CmdID>9</CmdID>\(commands)</Atomic>")
    }

    static let getInAtomic = Rule(
        "get-in-atomic", .error, "A Get stands in an Atomic",
        meaning: "An Atomic holds a Get.",
        reason:
            "Windows does not support it: the Get gets 500, the Atomic 507, and all that the other commands did is undone. "
            + "Other clients of OMA-DM allow it.",
        remedy: "Put the Get behind the Atomic, or use Sequence where only the order matters.",
        broken: atomic(Payload.command("Get", "./DevInfo/Man")),
        sound: .commands("<Sequence><CmdID>9</CmdID>\(Payload.command("Get", "./DevInfo/Man"))</Sequence>"))

    static let nestedContainer = Rule(
        "nested-container", .error, "A container stands in an Atomic",
        meaning: "An Atomic holds another Atomic, or a Sequence.",
        reason: "Windows does not support it: the inner one gets 500, the outer 507, and nothing is done.",
        remedy: "Put the commands of the inner one directly into the outer; an Atomic runs them in their order.",
        broken: atomic(
            "<Atomic><CmdID>8</CmdID>\(Payload.write("Replace", Payload.camera, "int", "0"))</Atomic>"),
        sound: atomic(Payload.write("Replace", Payload.camera, "int", "0")))

    static let addThenReplace = Rule(
        "add-then-replace", .error, "An Atomic adds and replaces one node",
        meaning: "An Add and a Replace of the same node stand in one Atomic.",
        reason: "Windows does not support it, and the Atomic fails with 507.",
        remedy: "Add the node with the value that it is to have in the end.",
        broken: atomic(
            Payload.write("Add", Payload.camera, "int", "0")
                + Payload.write("Replace", Payload.camera, "int", "1", id: "2")),
        sound: atomic(Payload.write("Add", Payload.camera, "int", "0")))

    static let atomicFails = Rule(
        "atomic-fails", .error, "The Atomic fails as a whole",
        meaning: "Each command of the Atomic would do, and what they make together does not.",
        reason:
            "The Atomic gets 507, its commands 216, and the phone is as before. An interval between tries of a renewal that is "
            + "longer than its period, for one, is refused when the Atomic ends.",
        remedy: "The finding says what does not fit together.",
        broken: atomic(Payload.longInterval),
        sound: atomic(Payload.write("Add", Payload.camera, "int", "0")), on: .enrolled)

    static let outsideAtomic = Rule(
        "outside-atomic", .warning, "The commands are to stand in an Atomic",
        meaning:
            "What is written belongs together, such as the nodes of a VPN profile, a mail account, a certificate to install "
            + "or the DeviceLock policies, and stands in no Atomic.",
        reason:
            "This phone takes each command alone. The documents want them in one Atomic and do not say what else happens: a "
            + "phone may refuse them, or act on half of a profile.",
        remedy: "Put an <Atomic> with a CmdID around the commands; nothing of it is kept where one of them fails.",
        broken: .commands(Payload.vpnServer), sound: atomic(Payload.vpnServer))

    static let headerRefused = Rule(
        "header-refused", .error, "The phone does not take the message",
        meaning:
            "The header names a version of the protocol that Windows does not speak, or the message holds more commands "
            + "than a phone takes.",
        reason: "The header gets 505, 513 or 413, and nothing of the message is run.",
        remedy: "Write VerDTD 1.2 and VerProto DM/1.2.",
        broken: .message(Payload.command("Get", "./DevInfo/Man"), verDTD: "2.0"),
        sound: .message(Payload.command("Get", "./DevInfo/Man")))
}

extension Payload {
    fileprivate static let vpnServer = write(
        "Add", "./Vendor/MSFT/VPNv2/Contoso/NativeProfile/Servers", "chr", "vpn.example.test")
    fileprivate static let longInterval =
        write("Replace", "./Vendor/MSFT/CertificateStore/MY/WSTEP/Renew/RenewPeriod", "int", "10")
        + write("Replace", "./Vendor/MSFT/CertificateStore/MY/WSTEP/Renew/RetryInterval", "int", "20", id: "2")
}
