/// What works and does nothing.
extension Rule {
    static let ofEffects = [
        otherTenant, notJoined, deviceLockOff, enabledMeansOff, overruled, notYet, ignoredByEdition, noEffect,
    ]

    static let otherTenant = Rule(
        "other-tenant", .warning, "The policy is for another tenant",
        meaning:
            "The address names the directory that the policy is for, and this phone is joined to another; or a placeholder "
            + "of a document, or an id in braces, stands in its place.",
        reason:
            "The phone answers 200 and keeps the value, and never looks at it: only the node of its own tenant counts.",
        remedy:
            "Write the Directory ID of Azure AD, 8-4-4-4-12 hexadecimal digits without braces. --tenant says to which "
            + "directory the phone is joined.",
        broken: .replace("./Device/Vendor/MSFT/PassportForWork/TenantId/Policies/EnablePinRecovery", "bool", "true"),
        sound: .replace(Payload.hello + "EnablePinRecovery", "bool", "true"))

    static let notJoined = Rule(
        "not-joined", .warning, "The policy is for phones that are joined to Azure AD",
        meaning: "A PassportForWork policy is set on a phone that is joined to no directory.",
        reason: "The value is kept and has no effect, because such a phone has no Windows Hello for Business.",
        remedy: "Join the phone, or set the DeviceLock policies, which count for every phone.",
        broken: .replace(Payload.hello + "EnablePinRecovery", "bool", "true"),
        sound: .replace(Payload.camera, "int", "0"), on: .notJoined)

    static let deviceLockOff = Rule(
        "device-lock-off", .warning, "The DeviceLock policy is off",
        meaning: "Length, history and their like are set, and DevicePasswordEnabled is not 0.",
        reason:
            "The phone answers 200. The policies of this group count only while DevicePasswordEnabled is 0, which means on.",
        remedy: "Set DevicePasswordEnabled to 0 in the same payload.",
        broken: .replace(Payload.lock + "MinDevicePasswordLength", "int", "6"),
        sound: .commands(
            Payload.write("Replace", Payload.lock + "DevicePasswordEnabled", "int", "0")
                + Payload.write("Replace", Payload.lock + "MinDevicePasswordLength", "int", "6", id: "2")))

    static let enabledMeansOff = Rule(
        "enabled-means-off", .warning, "DevicePasswordEnabled 1 turns the password off",
        meaning: "DevicePasswordEnabled is set to 1.",
        reason: "Against its name, 0 means on and 1 means off. Length and classes of characters then read 0.",
        remedy: "Write 0 where a PIN is to be required.",
        broken: .replace(Payload.lock + "DevicePasswordEnabled", "int", "1"),
        sound: .replace(Payload.lock + "DevicePasswordEnabled", "int", "0"))

    static let overruled = Rule(
        "overruled", .warning, "Another value is in force",
        meaning:
            "The value is kept, and another source, the other scope, a further policy or the model itself decides otherwise.",
        reason: "The phone answers 200. What is in force is the outcome of all sources by the policy's merge rule.",
        remedy: "The finding says which value is in force and whose it is; change that one.",
        broken: .commands(
            Payload.write("Replace", Payload.lock + "DevicePasswordEnabled", "int", "0")
                + Payload.write("Replace", Payload.lock + "MaxInactivityTimeDeviceLock", "int", "15", id: "2")),
        sound: .commands(
            Payload.write("Replace", Payload.lock + "DevicePasswordEnabled", "int", "0")
                + Payload.write("Replace", Payload.lock + "MaxInactivityTimeDeviceLock", "int", "5", id: "2")))

    static let notYet = Rule(
        "not-yet", .warning, "The value takes effect later",
        meaning: "The value counts, and what it brings about waits for something that a person does at the phone.",
        reason:
            "EnablePinRecovery makes its protector only while the Hello container is open; a phone that is locked makes it at "
            + "the next unlock, and until then LockAndRecoverPIN fails.",
        remedy: "Nothing needs to be changed; do not reset the PIN before the phone was unlocked once.",
        broken: .commands(
            Payload.command("Exec", "./Vendor/MSFT/RemoteLock/Lock")
                + Payload.write("Replace", Payload.hello + "EnablePinRecovery", "bool", "true", id: "2")),
        sound: .replace(Payload.hello + "EnablePinRecovery", "bool", "true"))

    static let ignoredByEdition = Rule(
        "ignored-by-edition", .warning, "This edition ignores the policy",
        meaning: "The policy is for another edition of Windows than this one: Mobile Enterprise, or a PC's.",
        reason:
            "Most policies of updates belong to the edition that enterprises license. A phone without it keeps the value and "
            + "updates as before: a warning. A policy that this Windows does not have at all is answered with 404: an error.",
        remedy: "Upgrade the edition by WindowsLicensing, or check with the profile of a phone that has it.",
        broken: .replace("./Device/Vendor/MSFT/Policy/Config/Update/ActiveHoursStart", "int", "8"),
        sound: .replace(Payload.camera, "int", "0"))

    static let noEffect = Rule(
        "no-effect", .warning, "The value has no effect",
        meaning: "The phone keeps the value and nothing follows from it, for the reason that the finding gives.",
        reason: "The phone answers 200, and a server shows success.",
        remedy: "Leave the setting out, or change what keeps it from counting.",
        broken: .replace(Payload.hello + "UsePassportForWork", "bool", "false"),
        sound: .replace(Payload.hello + "UsePassportForWork", "bool", "true"))
}
