import Foundation

/// `check` of 1,000 files beside `xmllint --noout` (Debian's libxml2-utils) on the same: two programs, their starts among it.
enum CheckSpeed {
    private static let count = 1000
    private static let rounds = 7

    static func run() throws {
        try run("check of \(count) files") { profile($0) }
        // Nobody knows these areas: all names there are have to be looked at for what was meant.
        try run("check of \(count) files with an area that nobody knows") { profile($0, unknown: 1 + $0 % 20) }
    }

    private static func run(_ name: String, _ text: (Int) -> String) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "understudy-check-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var files: [String] = []
        for number in 0..<count {
            let file = folder.appending(path: "\(number).xml")
            try Data(text(number).utf8).write(to: file)
            files.append(file.path())
        }
        guard let linter = Program.first(["/usr/bin/xmllint", "/usr/local/bin/xmllint"]) else {
            return print("check: xmllint is not installed (apt-get install libxml2-utils)")
        }
        // Named one by one they would measure the parser of arguments, whose work grows with the square of their number.
        let check = try Program.understudy(["check", folder.path()])
        let lint = Program(path: linter, arguments: ["--noout"] + files)
        let times = try Program.best(of: [check, lint], rounds: rounds)
        print(Program.line(name, times[0], "xmllint --noout", times[1], budget: 3))
    }

    /// A custom profile as people keep them: five settings.
    /// - Parameter unknown: the number of an area that nobody knows, in which the last setting stands.
    private static func profile(_ number: Int, unknown: Int? = nil) -> String {
        let lock = "./Device/Vendor/MSFT/Policy/Config/DeviceLock/"
        let settings = [
            (lock + "DevicePasswordEnabled", 0), (lock + "MinDevicePasswordLength", 4 + number % 4),
            (lock + "DevicePasswordHistory", number % 50), (lock + "AllowSimpleDevicePassword", 0),
            (
                "./Device/Vendor/MSFT/Policy/Config/\(unknown.map { "Contoso\($0)" } ?? "Camera")/AllowCamera",
                number % 2
            ),
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
}
