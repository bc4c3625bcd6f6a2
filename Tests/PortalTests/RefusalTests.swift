import Administration
import Notation
import Portal
import Testing

/// What a form that was refused says, in the visitor's language.
@Suite("Refusals in the portal")
struct RefusalTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let path: String
        var fields: [String: String] = [:]
        let status: Int
        let english: String
        let italian: String
        var testDescription: String { path + english }
    }

    private static let device = "/devices/\(PortalSample.iPad)"
    private static let administrator = "/users/22222222-2222-4222-8222-222222222222"
    private static let group = "/groups/\(PortalSample.people)"
    private static let long = String(repeating: "x", count: AdministrationBounds.text + 1)

    static let rows: [Row] = [
        Row(
            path: "\(device)/actions", fields: ["kind": "resetPasscode"], status: 400,
            english: "tablet runs iOS. A new passcode needs", italian: "tablet esegue iOS. Per un nuovo passcode serve"),
        Row(
            path: "/users", fields: ["name": "A", "principalName": "ADELE@lab.example"], status: 409,
            english: "Another user has the user name &#39;ADELE@lab.example&#39;.",
            italian: "Un altro utente ha il nome utente &#39;ADELE@lab.example&#39;."),
        Row(
            path: "/users", fields: ["name": "", "principalName": "x@lab.example"], status: 400,
            english: "A user needs a name", italian: "Un utente richiede un nome"),
        Row(
            path: "\(administrator)/role", fields: ["kind": "take"], status: 400,
            english: "&#39;admin@lab.example&#39; is the last administrator who may sign in.",
            italian: "&#39;admin@lab.example&#39; è l&#39;ultimo amministratore che può accedere."),
        Row(
            path: "\(administrator)/role", fields: ["kind": "give"], status: 400,
            english: "&#39;admin@lab.example&#39; is an administrator already.",
            italian: "&#39;admin@lab.example&#39; è già amministratore."),
        Row(
            path: "/users/\(PortalSample.adele)/role", fields: ["kind": "take"], status: 404,
            english: "&#39;adele@lab.example&#39; is no administrator any more.",
            italian: "&#39;adele@lab.example&#39; non è più amministratore."),
        Row(
            path: "\(group)/members", fields: ["member": "adele@lab.example"], status: 400,
            english: "&#39;adele@lab.example&#39; is in the group already.",
            italian: "&#39;adele@lab.example&#39; fa già parte del gruppo."),
        Row(
            path: "\(group)/leave", fields: ["member": PortalSample.phone.rawValue], status: 404,
            english: "It is not in the group any more.", italian: "Non fa più parte del gruppo."),
        Row(
            path: "/groups", fields: ["name": long], status: 400, english: "at most 4096 octets",
            italian: "al massimo 4096 ottetti"),
        Row(
            path: "/profiles",
            fields: ["name": "P", "label.0": "S", "uri.0": "./Vendor/MSFT/X", "type.0": "integer", "value.0": "4x"],
            status: 400, english: "at most 1000 settings, a value at most 1 MiB, all together 4 MiB",
            italian: "al massimo 1000 impostazioni, un valore 1 MiB, l&#39;insieme 4 MiB"),
    ]

    /// The page that comes of a form.
    private static func page(_ row: Row, in language: String) throws -> PortalPage {
        var sample = try PortalSample()
        sample.language = language
        return try PortalSample.page(of: sample.send(row.path, row.fields.map { ($0.key, $0.value) }).answer)
    }

    @Test(arguments: rows) func `it is said in the portal's own words, and nothing else is`(_ row: Row) throws {
        for (language, told) in [("en", row.english), ("it", row.italian)] {
            let page = try Self.page(row, in: language)
            let alert = try #require(page.html.firstMatch(of: #/role="alert">(.*?)<\/p>/#)?.1)
            #expect(page.status == row.status && alert.contains(told), "\(alert)")
            #expect(!alert.contains("lang="), "\(alert)")
        }
    }

    @Test func `an action that was sent is not canceled, and that is said`() throws {
        var sample = try PortalSample()
        sample.language = "it"
        try sample.send("/devices/\(PortalSample.phone)/actions", [("kind", "remoteLock")])
        sample.sync()
        let action = try #require(sample.tenant.actions(of: PortalSample.phone).last)
        let late = try sample.send("/devices/\(PortalSample.phone)/cancel", [("action", action.id.rawValue)])
        let page = try PortalSample.page(of: late.answer)
        #expect(page.status == 409 && page.html.contains("annullare solo un&#39;azione in sospeso"))
    }

    @Test func `where only the kind of error has words, Graph's sentence stands behind, marked as English`() throws {
        var sample = try PortalSample()
        sample.language = "it"
        let gone = try sample.send("/devices/gone/actions", [("kind", "wipe")])
        let page = try PortalSample.page(of: gone.answer)
        #expect(page.status == 404 && page.html.contains("L&#39;elemento richiesto non esiste più."))
        #expect(page.html.contains("lang=\"en\">") && page.html.contains("gone"))
    }

    @Test func `what could not be kept is said with the reason`() throws {
        var sample = try PortalSample()
        sample.language = "it"
        let error = AdministrationError(.notKept, "The disk is full.")
        let page = try PortalSample.page(of: PortalPages.refused(error, sample.context("")))
        #expect(page.status == 500 && page.html.contains("non ha potuto salvare"))
        #expect(page.html.contains("<span class=\"soft small\" lang=\"en\">The disk is full.</span>"))
    }
}
