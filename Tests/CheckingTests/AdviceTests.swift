import Checking
import Testing
import XML

/// The address of the reset-passcode document, as people type it.
@Suite("Advice on a path")
struct AdviceTests {
    static let tenant = "7c4f1de2-0b35-4a86-9f0e-5d2a7be0c913"
    static let right = "./Device/Vendor/MSFT/PassportForWork/\(tenant)/Policies/EnablePinRecovery"

    struct Slip: Sendable, CustomTestStringConvertible {
        var path: String
        var rule: String
        var words: String
        /// The address that the fix writes; nil for none.
        var fix: String?

        var testDescription: String { path }
    }

    static let slips = [
        Slip(
            path: "./Device/Vendor/MSFT/PassportForWork/*tenant ID*/Policies/EnablePinRecovery", rule: "other-tenant",
            words: "Directory ID", fix: right),
        Slip(
            path: "./Device/Vendor/MSFT/PassportForWork/TenantId/Policies/EnablePinRecovery", rule: "other-tenant",
            words: "no id of a tenant", fix: right),
        Slip(
            path: "./Device/Vendor/MSFT/PassportForWork/{\(tenant)}/Policies/EnablePinRecovery", rule: "other-tenant",
            words: "without braces", fix: right),
        // By its words, in another CSP and in another place.
        Slip(
            path: "./Device/Vendor/MSFT/RemoteLock/\(tenant)/Policies/EnablePinRecovery", rule: "unknown-path",
            words: "did you mean \(right)?", fix: right),
        Slip(
            path: "./Device/Vendor/MSFT/Policy/Config/PassportForWork/EnablePinRecovery", rule: "unknown-path",
            words: "did you mean \(right)?", fix: right),
        Slip(
            path: "./Device/Vendor/MSFT/PassportForWork/\(tenant)/Policies/EnablePinRecover", rule: "unknown-path",
            words: "did you mean 'EnablePinRecovery'?",
            fix: right),
        Slip(
            path: "./Device/Vendor/MSFT/PassportForWork/\(tenant)/Policies/EnablePin Recovery", rule: "unknown-path",
            words: "blank", fix: right),
        Slip(
            path: "./Device/Vendor/MSFT/passportforwork/\(tenant)/Policies/enablepinrecovery", rule: "name-case",
            words: "PassportForWork",
            fix: right),
        Slip(
            path: "./Device/Vendor/MSFT/PassportForWrok/\(tenant)/Policies/EnablePinRecovery", rule: "unknown-path",
            words: "did you mean 'PassportForWork'?",
            fix: right),
        Slip(
            path: "./PassportForWork/\(tenant)/Policies/EnablePinRecovery", rule: "unknown-path",
            words: "did you mean ./Vendor/MSFT/PassportForWork",
            fix: "./Vendor/MSFT/PassportForWork/\(tenant)/Policies/EnablePinRecovery"),
        // What is no address, or one for the other scope.
        Slip(path: "\(right)/", rule: "bad-address", words: "did you mean \(right)?", fix: right),
        Slip(
            path: right.replacing("./Device", with: ".//Device"), rule: "bad-address", words: "did you mean \(right)?",
            fix: right),
        Slip(
            path: right.replacing("./Device", with: "/Device"), rule: "bad-address", words: "did you mean \(right)?",
            fix: right),
        Slip(
            path: right.replacing("\(tenant)/", with: "/"), rule: "bad-address", words: "did you mean \(right)?",
            fix: right),
        Slip(
            path: right.replacing(tenant, with: "%tenantid%"), rule: "bad-address", words: "did you mean \(right)?",
            fix: right),
    ]

    @Test("Each slip in the address gets its advice", arguments: slips)
    func slip(_ slip: Slip) throws {
        let text = """
            <Replace><CmdID>1</CmdID><Item><Target><LocURI>\(slip.path)</LocURI></Target>
            <Meta><Format xmlns="syncml:metinf">bool</Format></Meta><Data>true</Data></Item></Replace>
            """
        let report = try Bench.check(text)
        let finding = try #require(report.findings.first { $0.rule.id == slip.rule }, "\(report.findings)")
        #expect(([finding.message] + finding.details).joined(separator: "\n").contains(slip.words), "\(finding)")
        #expect(finding.span.start.line == 1 && finding.span.start.column == 48)
        guard let address = slip.fix else { return }
        var fix = try #require(finding.fix)
        #expect(fix.replacements.map(\.text) == [address])
        // No other finding would write another address.
        #expect(report.findings.compactMap(\.fix).flatMap(\.replacements).allSatisfy { $0.text == address })
        fix.isCertain = true
        let mended = Fix.apply([fix], to: Array(text.utf8))
        let after = try Bench.checker().check(mended.octets, file: "mended.xml")
        #expect(after.findings.isEmpty, "\(after.findings)")
    }

    /// A command on an address that nobody knows, and what its fix writes; nil for none.
    static let verbs: [(command: String, fix: String?)] = [
        ("<Exec><CmdID>1</CmdID><Item>@./Vendor/MSFT/Reboot/Reboot@</Item></Exec>", "./Vendor/MSFT/Reboot/RebootNow"),
        (
            "<Replace><CmdID>1</CmdID><Item>@./Vendor/MSFT/Policy/Config/Contoso/L_PolicyConfigurationMode@"
                + "<Data>1</Data></Item></Replace>", nil
        ),
        ("<Replace><CmdID>1</CmdID><Item>@./DevInfo/Mna@<Data>1</Data></Item></Replace>", nil),
        ("<Get><CmdID>1</CmdID><Item>@./DevInfo/Mna@</Item></Get>", "./DevInfo/Man"),
    ]

    @Test("What is offered takes the command, and is more than what is there of the address", arguments: verbs)
    func admitted(_ row: (command: String, fix: String?)) throws {
        let parts = row.command.split(separator: "@")
        let finding = try #require(
            try Bench.check("\(parts[0])<Target><LocURI>\(parts[1])</LocURI></Target>\(parts[2])").findings.first)
        #expect(finding.rule.id == "unknown-path" && finding.fix?.replacements.map(\.text) == row.fix.map { [$0] })
    }

    @Test("A policy for the device that is written for a user is offered where it is")
    func scope() throws {
        let address = "./User/Vendor/MSFT/Policy/Config/Camera/AllowCamera"
        let finding = try #require(try Bench.check(CheckerTests.replace(address, "int", "0")).findings.first)
        let meant = "./Device/Vendor/MSFT/Policy/Config/Camera/AllowCamera"
        #expect(finding.fix?.replacements.map(\.text) == [meant], "\(finding)")
    }

    @Test("A node's name where a tenant's id belongs is offered in its own place")
    func otherPlace() throws {
        let finding = try #require(
            try Bench.check(
                "<Exec><CmdID>1</CmdID><Item><Target><LocURI>./Vendor/MSFT/PassportForWork/LockAndRecoverPIN</LocURI>"
                    + "</Target></Item></Exec>"
            ).findings.first)
        #expect(finding.fix?.replacements.map(\.text) == ["./Vendor/MSFT/RemoteLock/LockAndRecoverPIN"], "\(finding)")
    }

    @Test("Where one node alone may stand, the one that does is named and offered")
    func standing() throws {
        let address = "./Device/Vendor/MSFT/DMClient/Provider/Contoso/Poll/NumberOfFirstRetries"
        let payload = CheckerTests.replace(address, "int", "5").replacing("Replace>", with: "Add>")
        let report = try Bench.checker(for: .enrolled).check(Array(payload.utf8), file: "payload.xml")
        let finding = try #require(report.findings.first)
        #expect(finding.rule.id == "no-room" && finding.message.contains("'Example' does already"), "\(finding)")
        #expect(
            finding.fix?.replacements.map(\.text) == [address.replacing("Contoso", with: "Example")], "\(finding)")
    }

    @Test("A node with others below it is not offered for a value")
    func interior() throws {
        let finding = try #require(
            try Bench.check(
                CheckerTests.replace("./Device/Vendor/MSFT/Policy/Config/Contoso/Camera", "int", "0")
            ).findings.first)
        #expect(finding.rule.id == "unknown-path")
        let fixes = finding.fix?.replacements.map(\.text) ?? []
        #expect(!fixes.contains { $0.hasSuffix("Config/Camera") }, "\(fixes)")
    }
}
