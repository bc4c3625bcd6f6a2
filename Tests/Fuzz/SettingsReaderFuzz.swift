internal import Settings
internal import SyncML

/// What libFuzzer calls: any bytes must give settings, each of them a command, or an error that says something.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    _ = SettingsReader.form(of: bytes)
    for form in [SettingsReader.Form.json, .rows] {
        do throws(SettingsError) {
            for setting in try SettingsReader.read(bytes, as: form).settings {
                let message = Message(commands: [setting.command(id: "1", exists: false)])
                _ = MessageWriter().write(message)
            }
        } catch {
            guard !error.message.isEmpty else { fatalError("an error without words") }
        }
    }
    return 0
}
