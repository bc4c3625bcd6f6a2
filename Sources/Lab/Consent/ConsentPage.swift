internal import Certificates
internal import Notation

/// A page of signing in or of consent: plain HTML from the binary, without any script.
struct ConsentPage: Sendable {
    var status = 200
    /// As HTML has it: `en`.
    let language: String
    let title: String
    /// Mark-up; every text in it is escaped.
    let content: String
    let footer: String

    private static let style = """
        body{font:16px/1.5 system-ui,sans-serif;margin:0;background:#f2f2f2;color:#1b1b1b}
        main{max-width:27rem;margin:4rem auto;padding:2rem;background:#fff;border:1px solid #ccc}
        h1{font-size:1.4rem;font-weight:600;margin:0 0 1rem}
        label{display:block;margin:0 0 1rem}
        input{display:block;width:100%;box-sizing:border-box;font:inherit;padding:.4rem;border:1px solid #666}
        button{font:inherit;padding:.4rem 1.6rem;border:1px solid #005a9e;background:#005a9e;color:#fff}
        button.second{background:#fff;color:#1b1b1b;border-color:#666}
        a{color:#005a9e}.bad{color:#a80000}
        main{overflow-wrap:anywhere}
        small{color:#555}
        @media(prefers-color-scheme:dark){body{background:#1b1b1b;color:#eee}main{background:#2b2b2b;border-color:#555}
        input,button.second{background:#1b1b1b;color:#eee}.bad{color:#ff9a9a}a{color:#6cb8f6}small{color:#aaa}}
        """

    var html: String {
        "<!DOCTYPE html><html lang=\"\(language)\"><head><meta charset=\"utf-8\">"
            + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
            + "<title>\(Markup.escaped(title)) - Understudy lab</title><style>\(Self.style)</style></head>"
            + "<body><main><h1>\(Markup.escaped(title))</h1>\(content)<p><small>"
            + "\(Markup.escaped(footer))</small></p></main></body></html>\n"
    }

    /// What a browser may do with the page: show it with its own style, and send its forms back here (CSP Level 3).
    static let policy: String = {
        let hash = Base64.encode(Digest.sha256(Array(style.utf8)))
        return "default-src 'none'; style-src 'sha256-\(hash)'; form-action 'self'; base-uri 'none'; "
            + "frame-ancestors 'none'"
    }()
}
