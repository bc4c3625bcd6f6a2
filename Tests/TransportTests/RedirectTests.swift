import Testing
import Transport
import Wire

struct RedirectTests {
    static let request = WireRequest(
        .post, "https://mdm.example.com/a/b?c=d", headers: ["Authorization": "Bearer x", "Accept": "text/xml"],
        body: [1, 2, 3])

    static func answer(_ status: Int, _ location: String?) -> WireResponse {
        WireResponse(status: status, headers: location.map { ["location": $0] } ?? [:])
    }

    @Test(arguments: [200, 204, 300, 304, 305, 400, 500])
    func `what is no redirection is the last answer, whatever it says of a location`(status: Int) throws {
        let response = Self.answer(status, "https://other.example.com/")
        for policy in [RedirectPolicy.refuse, .follow(max: 5)] {
            let next = try policy.next(after: response, to: Self.request, hops: 0)
            #expect(next == nil)
        }
    }

    @Test(arguments: [301, 302, 303, 307, 308])
    func `a redirection is refused by its place unless it was asked for`(status: Int) {
        let error = #expect(throws: WireError.self) {
            try RedirectPolicy.refuse.next(
                after: Self.answer(status, "https://b.example.com/x"), to: Self.request, hops: 0)
        }
        #expect(error?.code == .redirected)
        #expect(error?.message.contains("https://b.example.com/x") == true)
    }

    @Test(
        "the message is sent again, whole, to the place that the server names",
        arguments: [301, 302, 307, 308],
        [
            ("https://mdm.example.com/new", "https://mdm.example.com/new"),
            ("/new?x=y", "https://mdm.example.com/new?x=y"),
            ("new", "https://mdm.example.com/a/new"), ("//mdm.example.com/z", "https://mdm.example.com/z"),
            ("https://MDM.example.com:443/q", "https://MDM.example.com:443/q"),
        ])
    func follows(status: Int, place: (location: String, url: String)) throws {
        let policy = RedirectPolicy.follow(max: 3)
        let next = try policy.next(after: Self.answer(status, place.location), to: Self.request, hops: 2)
        var expected = Self.request
        expected.url = place.url
        #expect(next == expected)
    }

    @Test(
        "another server gets nothing of what is for this one: a message is not sent again",
        arguments: [301, 302, 307, 308],
        [
            "https://other.example.com/", "https://mdm.example.com:8443/", "//mdm.example.com.evil.example/",
            "https://mdm.example.com@evil.example/", "https://mdm.example.com%2eevil.example/",
        ])
    func elsewhere(status: Int, location: String) throws {
        let error = #expect(throws: WireError.self) {
            try RedirectPolicy.follow(max: 3).next(
                after: Self.answer(status, location), to: Self.request, hops: 0)
        }
        #expect(error?.code == .redirected)
        #expect(error?.message.contains(location) == true, "the sentence names the place")
    }

    @Test("a GET without a body is made there, but shows neither a token nor a certificate")
    func nothingShown() throws {
        var request = WireRequest(.get, "https://mdm.example.com/login")
        request.headers = ["authorization": "Bearer x", "Cookie": "a=b", "Accept": "text/html"]
        let answer = Self.answer(302, "https://login.example.com/")
        let next = try RedirectPolicy.follow(max: 3).next(after: answer, to: request, hops: 0)
        #expect(next?.url == "https://login.example.com/")
        #expect(next?.headers == ["Accept": "text/html"])
        #expect(next?.isAnonymous == true)
    }

    @Test("within this machine, where there is no TLS, the same server may send the phone on")
    func withoutTLS() throws {
        let request = WireRequest(.post, "http://127.0.0.1:8080/dm", body: [1])
        let policy = RedirectPolicy.follow(max: 1)
        #expect(
            try policy.next(after: Self.answer(307, "/dm/"), to: request, hops: 0)?.url == "http://127.0.0.1:8080/dm/")
    }

    @Test(arguments: [
        (307, "http://mdm.example.com/", 0), (307, "ftp://mdm.example.com/", 0), (307, nil, 0), (307, "https://", 0),
        (303, "https://mdm.example.com/", 0), (307, "https://mdm.example.com/", 3),
    ])
    func `none is followed out of https, to nowhere, into another method, or without end`(
        status: Int, location: String?, hops: Int
    ) {
        let policy = RedirectPolicy.follow(max: 3)
        #expect(throws: WireError(.redirected, url: "", message: "")) {
            try policy.next(after: Self.answer(status, location), to: Self.request, hops: hops)
        }
    }

    @Test
    func `a GET may be answered with See Other`() throws {
        let policy = RedirectPolicy.follow(max: 1)
        let request = WireRequest(.get, "https://mdm.example.com/")
        let next = try policy.next(after: Self.answer(303, "/x"), to: request, hops: 0)
        #expect(next?.url == "https://mdm.example.com/x")
    }
}
