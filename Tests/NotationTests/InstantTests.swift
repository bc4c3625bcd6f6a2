import Notation
import Testing

struct InstantTests {
    @Test(arguments: [
        ("Tue, 25 Apr 2017 00:00:00 GMT", "2017-04-25T00:00:00Z"),
        ("Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37Z"),
        ("Sat, 31 Dec 2016 23:59:59 GMT", "2016-12-31T23:59:59Z"), ("Sunday, 06-Nov-94 08:49:37 GMT", nil),
        ("Sun Nov  6 08:49:37 1994", nil), ("Sun, 6 Nov 1994 08:49:37 GMT", nil),
        ("Sun, 30 Feb 1994 08:49:37 GMT", nil),
        ("Sun, 06 Nov 1994 24:00:00 GMT", nil), ("Sun, 06 Nov 1994 08:49:37 CET", nil),
        ("Sun, 06 Now 1994 08:49:37 GMT", nil),
        ("Sun, ü6 Nov 1994 08:49:37 GMT", nil), ("", nil), ("2017-04-25T00:00:00Z", nil),
    ])
    func `a date of HTTP is read in the form that servers write today`(_ date: String, _ instant: String?) {
        #expect(Instant(httpDate: date)?.text == instant)
    }
}
