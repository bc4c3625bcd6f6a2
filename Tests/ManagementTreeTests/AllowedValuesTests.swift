import ManagementTree
import Testing

@Suite("Values that a leaf takes")
struct AllowedValuesTests {
    struct Row: CustomTestStringConvertible, Sendable {
        var name: String
        var allowed: AllowedValues
        var taken: [String]
        var refused: [String]

        var testDescription: String { name }
    }

    @Test(
        "A value is taken or refused by the rule",
        arguments: [
            Row(
                name: "one range", allowed: AllowedValues(.ranges([4...127])), taken: ["4", "127", "+5", "050"],
                refused: ["3", "128", "", "four", "4.0", " 4", "-5", "99999999999999999999"]),
            Row(
                name: "a range and a number apart", allowed: AllowedValues(.ranges([0...0, 4...16])),
                taken: ["0", "4", "16"], refused: ["1", "3", "17"]),
            Row(
                name: "negative numbers", allowed: AllowedValues(.ranges([-5...(-1)])), taken: ["-5", "-1"],
                refused: ["0", "-6", "5"]),
            Row(
                name: "texts", allowed: AllowedValues(.enumeration(["0", "1", "Left"])), taken: ["0", "1", "Left"],
                refused: ["2", "left", "", "00"]),
            Row(
                name: "words alone, in any case", allowed: AllowedValues(.enumeration(["Pptp", "Ikev2", "Automatic"])),
                taken: ["Ikev2", "IKEv2", "PPTP", "automatic"], refused: ["IKE", "Ikev2 ", "", "0"]),
            Row(
                name: "bits", allowed: AllowedValues(.flags([1, 2, 8])), taken: ["0", "1", "3", "11"],
                refused: ["4", "12", "-1", "x", ""]),
            Row(
                name: "numbers in a list", allowed: AllowedValues(.ranges([1...9]), delimiter: ";"),
                taken: ["", "1", "1;2;9", ";1;"], refused: ["0", "1;10", "1,2", "1; 2"]),
            Row(
                name: "texts in a list", allowed: AllowedValues(.enumeration(["a", "b"]), delimiter: ","),
                taken: ["a,b", "b"], refused: ["a,c", "a;b"]),
            Row(
                name: "a separator of several characters",
                allowed: AllowedValues(.enumeration(["a-b", "c"]), delimiter: "--"), taken: ["a-b--c", "c"],
                refused: ["a--b", "d"]),
            Row(
                name: "a form that is not checked", allowed: AllowedValues(.unchecked(kind: "RegEx [0-9]")),
                taken: ["", "anything"], refused: []),
        ])
    func judged(_ row: Row) {
        for text in row.taken {
            #expect(row.allowed.objection(to: text) == nil, "\(text)")
        }
        for text in row.refused {
            #expect(row.allowed.objection(to: text) != nil, "\(text)")
        }
    }

    @Test("The objection names the value and the rule")
    func objection() {
        #expect(AllowedValues(.ranges([0...0, 4...16])).objection(to: "3") == "3 is outside 0, 4 to 16")
        #expect(AllowedValues(.enumeration(["0", "1"])).objection(to: "2") == "2 is none of 0, 1")
        #expect(AllowedValues(.flags([1, 2])).objection(to: "4") == "4 has bits outside 1, 2")
        #expect(AllowedValues(.ranges([1...2])).objection(to: "x") == "x is not a number")
    }

    @Test(
        "A rule reads as people say it",
        arguments: [
            (AllowedValues(.ranges([4...127])), "4 to 127"), (AllowedValues(.enumeration(["0", "1"])), "one of 0, 1"),
            (AllowedValues(.flags([1, 4])), "bits 1, 4"), (AllowedValues(.unchecked(kind: "ADMX")), "ADMX"),
            (AllowedValues(.ranges([7...7])), "7"),
        ])
    func summary(_ row: (allowed: AllowedValues, text: String)) {
        #expect(row.allowed.summary == row.text)
    }

    @Test("A range as wide as numbers go is described, not counted")
    func widest() {
        let allowed = AllowedValues(.ranges([Int.min...Int.max]))
        #expect(allowed.summary == "\(Int.min) to \(Int.max)")
        #expect(allowed.objection(to: "5") == nil)
    }
}
