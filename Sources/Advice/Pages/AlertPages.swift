/// The alerts of OMA-DM by their codes (OMA-TS-DM_RepPro-V1_2_1 section 6.6.2; OMA-TS-DM_Protocol-V1_2_1 section 8).
enum AlertPages {
    static func page(_ number: Int) -> AdvicePage? {
        guard let row = rows[number] else { return nil }
        return AdvicePage(.alert, String(number), title: row.title, meaning: row.meaning, remedy: row.remedy)
    }

    private static let rows: [Int: (title: String, meaning: String, remedy: String)] = [
        1100: (
            "Display", "A server wants a text to be shown to the person at the device.",
            "Windows answers 406: it shows none."
        ),
        1101: (
            "Confirm or reject", "A server asks the person at the device yes or no.",
            "Windows answers 406: it asks nobody."
        ),
        1102: ("Text input", "A server asks the person at the device for a text.", "Windows answers 406."),
        1103: ("Single choice", "A server lets the person choose one of several.", "Windows answers 406."),
        1104: ("Multiple choice", "A server lets the person choose some of several.", "Windows answers 406."),
        1200: (
            "Server-initiated management", "The session was begun because the server has asked for it, by a push.",
            "Send the commands that wait for the device."
        ),
        1201: (
            "Client-initiated management",
            "The session was begun by the device: its schedule, a person, or something to report.",
            "Look at the 1224 and 1226 beside it, then send the commands that wait."
        ),
        1222: (
            "Next message", "The sender has more to say or waits for more: it asks for the next message.",
            "Answer with the next part, or with an empty message."
        ),
        1223: (
            "Session abort", "The sender ends the session at once.",
            "What was not answered has not been done; begin a new session."
        ),
        1224: (
            "Client event",
            "The device tells what is the case at the beginning of a session, such as who is signed in.",
            "The Type in its Meta says what: com.microsoft/MDM/LoginStatus, for one. Answer 200."
        ),
        1225: (
            "No end of data", "The last part of a large value has not come, and another command stands in its place.",
            "Send the value from its beginning."
        ),
        1226: (
            "Generic alert", "A CSP reports something by itself: how a job ended, that the account is about to go.",
            "Type and Source of its item say what and of which node. Answer 200, else it comes again."
        ),
    ]
}
