import Foundation
import TestSupport
import Testing

/// Which program the tests start: a release can be killed as well as what was built with them.
@Suite("The program that is tested")
struct BuiltProgramTests {
    @Test("It is the one that the environment names")
    func named() throws {
        #expect(try BuiltProgram.find(in: [BuiltProgram.variable: "/bin/sh"]).path() == "/bin/sh")
    }

    @Test("One that is not there, or is a folder, is an error that names it", arguments: ["/nowhere/u", "/tmp"])
    func missing(_ path: String) {
        let error = #expect(throws: BuiltProgram.Missing.self) {
            try BuiltProgram.find(in: [BuiltProgram.variable: path])
        }
        #expect(error?.description.contains("UNDERSTUDY_PROGRAM=\(path)") == true)
    }

    @Test(
        "Where none is named it is the one beside the tests",
        arguments: [[:], [BuiltProgram.variable: ""]] as [[String: String]])
    func built(_ environment: [String: String]) throws {
        #expect(try BuiltProgram.find(in: environment).lastPathComponent == "understudy")
    }
}
