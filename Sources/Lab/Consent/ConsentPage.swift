internal import Certificates
internal import Notation
internal import PINReset
internal import Portal

/// The pages of signing in and of consent: plain HTML from the binary, without any script.
struct ConsentPage: Equatable, Sendable {
    var status = 200
    var title: String
    /// Mark-up; every text in it is escaped.
    var content: String

    /// Asks who somebody is.
    /// - Parameters:
    ///   - address: the page's own, where its form goes.
    ///   - complaint: what was wrong with the last try.
    static func signIn(to request: ConsentRequest, address: String, complaint: String? = nil) -> ConsentPage {
        ConsentPage(
            status: complaint == nil ? 200 : 403, title: "Sign in",
            content: (complaint.map { "<p class=\"bad\">\(escaped($0))</p>" } ?? "")
                + "<p>Sign in as an administrator of the directory, to decide about "
                + "<b>\(escaped(request.application.name))</b>.</p>"
                + form(
                    address,
                    "<label>User name<input name=\"user\" autocomplete=\"username\" autofocus required></label>"
                        + "<label>Password<input name=\"password\" type=\"password\" autocomplete=\"current-password\" "
                        + "required></label><button>Sign in</button>"))
    }

    /// Asks somebody who enrols for the password that the directory has.
    static func password(of user: String, address: String, complaint: String? = nil) -> ConsentPage {
        ConsentPage(
            status: complaint == nil ? 200 : 403, title: "Sign in",
            content: (complaint.map { "<p class=\"bad\">\(escaped($0))</p>" } ?? "")
                + "<p>Sign in as <b>\(escaped(user))</b>, to have a device managed.</p>"
                + form(
                    address,
                    "<label>Password<input name=\"password\" type=\"password\" autocomplete=\"current-password\" "
                        + "autofocus required></label><button>Sign in</button>"))
    }

    /// Asks an administrator for consent.
    /// - Parameter proof: what must come back with the answer.
    static func question(
        _ request: ConsentRequest, to person: LabPerson, address: String, proof: String
    ) -> ConsentPage {
        let application = request.application
        return ConsentPage(
            title: "Permissions requested",
            content: "<p><b>\(escaped(application.name))</b> (\(escaped(application.clientID))) wants to:</p>"
                + "<ul><li>\(escaped(application.wish))</li><li>Have access to \(escaped(application.resource)).</li></ul>"
                + "<p>You are \(escaped(person.name)). If you accept, it is so for everybody in the directory "
                + "\(escaped(person.tenant)).</p>"
                + form(
                    address,
                    "<input type=\"hidden\" name=\"proof\" value=\"\(escaped(proof))\">"
                        + "<button name=\"decision\" value=\"accept\">Accept</button> "
                        + "<button name=\"decision\" value=\"cancel\" class=\"second\">Cancel</button>"))
    }

    /// Somebody who is no administrator has signed in.
    static func notAllowed(_ person: LabPerson, _ request: ConsentRequest) -> ConsentPage {
        ConsentPage(
            status: 403, title: "Needs an administrator",
            content: "<p>You are \(escaped(person.name)), and only an administrator of the directory may decide about "
                + "<b>\(escaped(request.application.name))</b>. Ask one to open this address.</p>")
    }

    /// The address, or what came with it, is wrong.
    static func refusal(_ reason: String, status: Int = 400) -> ConsentPage {
        ConsentPage(status: status, title: "This does not work", content: "<p class=\"bad\">\(escaped(reason))</p>")
    }

    /// Where the browser ends up, as in the cloud (S7): there is no page at the address of either application. Of what the
    /// address says only what we know stands in it: anybody can make such an address.
    /// - Parameter query: what came back.
    static func redirected(_ query: FormFields) -> ConsentPage {
        let target = PINResetApplication.allCases.map(\.redirectURI).first { $0 == query["redirect_uri"] }
        return ConsentPage(
            status: 404, title: "Page not found",
            content: "<p>This is normal. In the cloud the browser would be at "
                + "<code>\(escaped(target ?? "the application's address"))</code> now, where there is nothing to see "
                + "either.</p>"
                + (query["error"] == nil
                    ? "<p>What you have accepted is consented to. Both applications must have it before a PIN can be "
                        + "reset: see <a href=\"\(PortalRoute.applications.path)\">Enterprise applications</a> in the "
                        + "portal.</p>"
                    : "<p>No consent was given, because you have cancelled.</p>"))
    }

    private static func form(_ address: String, _ fields: String) -> String {
        "<form method=\"post\" action=\"\(escaped(address))\">\(fields)</form>"
    }

    private static func escaped(_ text: String) -> String { Markup.escaped(text) }

    // MARK: The whole

    private static let style = """
        body{font:16px/1.5 system-ui,sans-serif;margin:0;background:#f2f2f2;color:#1b1b1b}
        main{max-width:27rem;margin:4rem auto;padding:2rem;background:#fff;border:1px solid #ccc}
        h1{font-size:1.4rem;font-weight:600;margin:0 0 1rem}
        label{display:block;margin:0 0 1rem}
        input{display:block;width:100%;box-sizing:border-box;font:inherit;padding:.4rem;border:1px solid #666}
        button{font:inherit;padding:.4rem 1.6rem;border:1px solid #005a9e;background:#005a9e;color:#fff}
        button.second{background:#fff;color:#1b1b1b;border-color:#666}
        a{color:#005a9e}.bad{color:#a80000}
        code{overflow-wrap:anywhere}
        small{color:#555}
        @media(prefers-color-scheme:dark){body{background:#1b1b1b;color:#eee}main{background:#2b2b2b;border-color:#555}
        input,button.second{background:#1b1b1b;color:#eee}.bad{color:#ff9a9a}a{color:#6cb8f6}small{color:#aaa}}
        """

    var html: String {
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">"
            + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
            + "<title>\(Self.escaped(title)) - Understudy lab</title><style>\(Self.style)</style></head>"
            + "<body><main><h1>\(Self.escaped(title))</h1>\(content)<p><small>Understudy lab. This is not "
            + "Microsoft.</small></p></main></body></html>\n"
    }

    /// What a browser may do with the page: show it with its own style, and send its forms back here (CSP Level 3).
    static let policy: String = {
        let hash = Base64.encode(Digest.sha256(Array(style.utf8)))
        return "default-src 'none'; style-src 'sha256-\(hash)'; form-action 'self'; base-uri 'none'; "
            + "frame-ancestors 'none'"
    }()
}
