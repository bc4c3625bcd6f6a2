import Foundation

/// `check` of 1,000 files beside `xmllint --noout` (Debian's libxml2-utils) on the same: two programs, their starts among it.
enum CheckSpeed {
    private static let count = 1000
    private static let rounds = 7

    static func run() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "understudy-check-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var files: [String] = []
        for number in 0..<count {
            let file = folder.appending(path: "\(number).xml")
            try Data(profile(number).utf8).write(to: file)
            files.append(file.path())
        }
        let program = (CommandLine.arguments[0] as NSString).deletingLastPathComponent + "/understudy"
        guard let linter = ["/usr/bin/xmllint", "/usr/local/bin/xmllint"].first(where: isProgram), isProgram(program)
        else {
            return print("check: xmllint is not installed (apt-get install libxml2-utils), or understudy is not built")
        }
        var best = (check: Double.infinity, lint: Double.infinity)
        for _ in 0..<rounds {
            best.check = min(best.check, try seconds(program, ["check"] + files))
            best.lint = min(best.lint, try seconds(linter, ["--noout"] + files))
        }
        let ratio = (best.check / best.lint * 100).rounded() / 100
        print(
            "check of \(count) files: \(Int(best.check * 1000)) ms, xmllint --noout \(Int(best.lint * 1000)) ms, ratio \(ratio) "
                + "(budget 3)")
    }

    /// A custom profile as people keep them: five settings.
    private static func profile(_ number: Int) -> String {
        let lock = "./Device/Vendor/MSFT/Policy/Config/DeviceLock/"
        let settings = [
            (lock + "DevicePasswordEnabled", 0), (lock + "MinDevicePasswordLength", 4 + number % 4),
            (lock + "DevicePasswordHistory", number % 50), (lock + "AllowSimpleDevicePassword", 0),
            ("./Device/Vendor/MSFT/Policy/Config/Camera/AllowCamera", number % 2),
        ]
        // One root, or xmllint would end at the second command.
        return "<Atomic>\n<CmdID>9</CmdID>\n"
            + settings.enumerated().map { index, setting in
                """
                <Replace>
                  <CmdID>\(index + 1)</CmdID>
                  <Item>
                    <Target>
                      <LocURI>\(setting.0)</LocURI>
                    </Target>
                    <Meta>
                      <Format xmlns="syncml:metinf">int</Format>
                    </Meta>
                    <Data>\(setting.1)</Data>
                  </Item>
                </Replace>

                """
            }.joined() + "</Atomic>\n"
    }

    private static func isProgram(_ path: String) -> Bool { FileManager.default.isExecutableFile(atPath: path) }

    private static func seconds(_ program: String, _ arguments: [String]) throws -> Double {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let time = try ContinuousClock().measure {
            try process.run()
            process.waitUntilExit()
        }
        return time / .seconds(1)
    }
}
