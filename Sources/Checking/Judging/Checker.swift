import Advice
package import PINReset
package import SimulatedPhone
import Settings
import SyncML
import XML

/// Judges payloads, each on a phone that is thrown away afterwards.
///
/// It keeps its readers, and what all phones of a kind share is found once for all files; it is for one thread at a time.
package final class Checker {
    let runner: PayloadRunner
    let suppressions: Suppressions
    private let foreign: ([UInt8]) -> String?
    private let reader = MessageReader()
    private let binaryReader = WBXMLReader()

    /// - Parameters:
    ///   - phone: as it is before each file.
    ///   - service: who gives PIN reset tickets.
    ///   - foreign: what a file is that is no payload, a sentence; nil where nothing is known of it.
    package init(
        phone: Phone, _ environment: PhoneEnvironment, service: any ImmediatePINResetService,
        suppressions: Suppressions = Suppressions(), foreign: @escaping ([UInt8]) -> String? = { _ in nil }
    ) {
        runner = PayloadRunner(
            phone: phone, environment: environment, service: service, adviser: Adviser(phone.blueprint))
        self.suppressions = suppressions
        self.foreign = foreign
    }

    /// - Parameter file: what the file is called in the report.
    package func check(_ octets: [UInt8], file: String) -> FileReport {
        let drafts = drafts(of: octets)
        guard !drafts.isEmpty || IgnoreComments.mayStand(in: octets) else { return FileReport(file: file) }
        let map = SourceMap(octets)
        let comments = IgnoreComments(map)
        var report = FileReport(file: file)
        for draft in drafts {
            let range = map.range(of: draft.anchor)
            guard !suppressions.hide(draft), !comments.hide(draft, at: range) else {
                report.ignored += 1
                continue
            }
            report.findings.append(
                Finding(
                    rule: draft.rule, severity: draft.severity ?? draft.rule.severity,
                    span: map.span(of: draft.anchor, at: range),
                    address: draft.address, message: draft.message, details: draft.details, fix: map.fix(draft)))
        }
        for slip in comments.slips {
            let draft = Draft(.unknownIgnored, at: .file, "the comment hides nothing: \(slip.error)")
            guard !suppressions.hide(draft) else {
                report.ignored += 1
                continue
            }
            report.findings.append(
                Finding(
                    rule: draft.rule, severity: draft.rule.severity, span: map.text.span(slip.range),
                    message: draft.message, details: []))
        }
        report.findings = report.findings.enumerated().sorted { left, right in
            (left.element.span.start, left.offset) < (right.element.span.start, right.offset)
        }.map(\.element)
        return report
    }

    private func drafts(of octets: [UInt8]) -> [Draft] {
        switch MessageForm(of: octets) {
        case .wbxml:
            do {
                return check([try binaryReader.read(octets)])
            } catch {
                return [Draft(.brokenWBXML, at: .place(error.place), error.message)]
            }
        case .xml: break
        }
        if !Self.isMarkup(octets), let form = SettingsReader.form(of: octets) {
            if let sentence = foreign(octets) { return [Draft(.noMessage, at: .file, sentence)] }
            return SettingsCheck(runner: runner).drafts(of: octets, as: form)
        }
        if DescriptionCheck.recognizes(octets) { return DescriptionCheck.drafts(of: octets) }
        if ProvisioningCheck.recognizes(octets) { return ProvisioningCheck(runner: runner).drafts(of: octets) }
        do {
            return check(try reader.readAll(octets))
        } catch {
            return [draft(of: error, octets)]
        }
    }

    /// Whether a file begins as mark-up does; no list of settings begins so.
    private static func isMarkup(_ octets: [UInt8]) -> Bool {
        octets.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 } == UInt8(ascii: "<")
    }

    private func check(_ readings: [MessageReading]) -> [Draft] {
        var drafts: [Draft] = []
        var phone = runner.phone
        var adviser: Adviser?
        for reading in readings {
            var message = reading.message
            for tolerance in reading.tolerances where tolerance.kind != .missingCommandID {
                if let draft = Draft(tolerance) { drafts.append(draft) }
            }
            if message.header == nil {
                let ids = message.commands.isEmpty ? [] : CommandList(message.commands).entries.map(\.command.id)
                message.numberCommands()
                if ids.contains(nil) { addMissing(ids, CommandList(message.commands), reading.places, to: &drafts) }
            } else if let sentence = DeviceMessage.remark(on: message) {
                drafts.append(Draft(.deviceMessage, at: .file, sentence))
            }
            var check = MessageCheck(
                message, at: reading.places.map { Anchor.command($0, .tag) }, by: runner, asking: adviser)
            phone = check.run(on: phone)
            adviser = check.adviser
            drafts += check.drafts
        }
        return drafts
    }

    /// Bare commands without CmdID are numbered here as a server numbers them.
    private func addMissing(
        _ ids: [String?], _ numbered: CommandList, _ places: [MessagePlace], to drafts: inout [Draft]
    ) {
        for (place, id) in ids.enumerated() where id == nil && places.indices.contains(place) {
            let command = numbered.entries[place].command
            drafts.append(
                Draft(
                    .missingCmdID, at: .command(places[place], .tag), "the \(command.name) has no CmdID",
                    mend: command.id.map { .commandID($0) }, isCertain: true))
        }
    }

    private func draft(of error: SyncMLError, _ octets: [UInt8]) -> Draft {
        let anchor = Anchor.place(error.place)
        if let sentence = foreign(octets) { return Draft(.noMessage, at: .file, sentence) }
        switch error.code {
        case .wrongRoot, .missingBody, .secondMessage, .xml(.empty):
            return Draft(.noMessage, at: anchor, error.message)
        case .xml: return Draft(.notWellFormed, at: anchor, error.message)
        case .wbxml: return Draft(.brokenWBXML, at: anchor, error.message)
        }
    }
}
