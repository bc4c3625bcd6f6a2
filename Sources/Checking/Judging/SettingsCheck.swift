import Settings
import SimulatedPhone
import SyncML

/// Lists of settings: each becomes a command, as a server sends it.
struct SettingsCheck {
    let runner: PayloadRunner

    func drafts(of octets: [UInt8], as form: SettingsReader.Form) -> [Draft] {
        let reading: SettingsReading
        do {
            reading = try SettingsReader.readAll(octets, as: form)
        } catch {
            return [Self.draft(of: error)]
        }
        var drafts = reading.faults.map(Self.draft(of:)) + reading.remarks.map(Self.draft(_:))
        guard
            !reading.faults.isEmpty || !reading.settings.isEmpty
                || reading.remarks.contains(where: { $0.contains("encrypted") })
        else {
            return [
                Draft(
                    .noMessage, at: .file,
                    "the JSON holds no settings: neither omaSettings nor an omaUri stands where a profile has them")
            ]
        }
        let message = SettingCommands.message(of: reading.settings, on: runner.phone)
        let anchors = reading.settings.map { setting in
            setting.line.map { Anchor.line($0, text: setting.address) } ?? .file
        }
        var check = MessageCheck(message, at: anchors, isSettings: true, by: runner)
        _ = check.run(on: runner.phone)
        drafts += check.drafts
        return drafts
    }

    private static func draft(of error: SettingsError) -> Draft {
        Draft(.brokenSettings, at: error.line.map { Anchor.line($0, text: nil) } ?? .file, error.message)
    }

    /// A remark begins with its line where that is known: `line 7: the setting …`.
    private static func draft(_ remark: String) -> Draft {
        guard let match = remark.prefixMatch(of: #/line (\d+): /#), let line = Int(match.1) else {
            return Draft(.leftOutSetting, at: .file, remark)
        }
        return Draft(.leftOutSetting, at: .line(line, text: nil), String(remark[match.range.upperBound...]))
    }
}
