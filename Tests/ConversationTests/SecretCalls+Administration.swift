extension SecretCall {
    static let whole = story + administration + fleet

    /// A fleet of one, that comes, is counted and goes.
    private static let fleet: [SecretCall] = [
        SecretCall(
            "fleet run",
            [
                "-n", "1", "--server", "{discovery}", "--user", Phones.user, "--password", password, "--state", "fleet",
                "--report", "fleet.json",
            ]),
        SecretCall("fleet merge", ["fleet.json"], code: nil),
        SecretCall("fleet clean", ["--state", "fleet"]),
    ]

    /// What administrators ask by the lab's API. Whatever would end the phone's enrolment is taken back before it is sent.
    static let administration: [SecretCall] = [
        SecretCall("lab consent", ["--grant", "both"]),
        SecretCall("lab user add", ["adele@lab.example", "--name", "Adele"], code: nil),
        SecretCall("lab user add", ["bela@lab.example"]),
        SecretCall("lab user password", ["bela@lab.example", "--password", "Blue-Sky-9"]),
        SecretCall("lab user administrator", ["bela@lab.example"]),
        SecretCall("lab user list"),
        SecretCall("lab user remove", ["bela@lab.example"]),
        SecretCall("lab group add", ["Phones", "--description", "For tests"]),
        SecretCall("lab group member", ["Phones", device], code: nil),
        SecretCall("lab group member", ["Phones"]),
        SecretCall("lab group list"),
        SecretCall("lab profile add", ["Challenge", "--setting", "\(scepNode)/Install/Challenge=string:public"]),
        SecretCall("lab profile list"),
        SecretCall("lab profile show", ["Challenge"]),
        SecretCall("lab assign", ["Challenge", "Phones"]),
        SecretCall("lab status", ["Challenge"]),
        SecretCall("lab assign", ["Challenge", "Phones", "--remove"]),
        SecretCall("lab profile remove", ["Challenge"]),
        SecretCall("lab group remove", ["Phones"]),
        SecretCall("lab device show", [device], asked: .pin, code: nil),
        SecretCall("lab device add", ["--platform", "ios", "--name", "iPhone"]),
        SecretCall("lab device adopt", ["handed", "--certificate", "ca.pem"], code: nil),
        SecretCall("lab device remove", ["iPhone"]),
        SecretCall("lab reset-passcode", [device], code: nil),
        SecretCall("lab sync", [device], code: nil),
        SecretCall("lab lock", [device], code: nil),
        SecretCall("lab reboot", [device], code: nil),
        SecretCall("lab retire", [device], code: nil),
        SecretCall("lab wipe", [device], code: nil),
        SecretCall("lab cancel", [device], code: nil),
        SecretCall("lab actions"),
        SecretCall("lab throttle", ["0"]),
        SecretCall("lab audit"),
        SecretCall("lab watch", ["--past", "--until", "enrolled"], takesJSON: false),
    ]

    /// The name of the phone in the lab's lists.
    private static let device = "Lumia"
}
