import ArgumentParser
import GraphClient

/// `lab device add`.
struct LabDeviceAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Take in a record of an iPhone, a Mac, an Android device or a PC.",
        discussion: """
            So that groups hold what real ones hold: profiles count it as not applicable, or pending on a PC, and Reset passcode is \
            refused for it with the reason. Nobody comes by for it: what is asked of it stays pending until it is canceled. \
            Phones with Windows 10 Mobile are not added; they enrol.

            EXAMPLES
              understudy lab device add --platform ios --name 'Adele iPhone' --user adele@lab.example
              understudy lab device add --platform windows --name DESKTOP-4F2K9 --os-version 10.0.15063.1088
            """)

    /// What such a device runs, as a person writes it; the API has Graph's words.
    enum Platform: String, CaseIterable, ExpressibleByArgument {
        case ios, macos, android, windows

        var operatingSystem: String {
            switch self {
            case .ios: "iOS"
            case .macos: "macOS"
            case .android: "Android"
            case .windows: "Windows"
            }
        }
    }

    @Option(help: "What it runs: ios, macos, android or windows.")
    var platform: Platform

    @Option(help: "The device's name.")
    var name: String

    @Option(help: ArgumentHelp("Whose it is, by principal name or id; nobody's if not given.", valueName: "upn"))
    var user: String?

    @Option(help: ArgumentHelp("The version of its system; a usual one if not given.", valueName: "version"))
    var osVersion: String?

    @Option(help: "Who made it.")
    var manufacturer: String?

    @Option(help: "What it is, such as 'iPhone 8'.")
    var model: String?

    @Option(help: "Its serial number.")
    var serialNumber: String?

    @OptionGroup var lab: LabAccess

    func run() async throws {
        try await lab.administer { graph in
            let device = try await graph.makeDevice(
                name, operatingSystem: platform.operatingSystem,
                [
                    "userPrincipalName": user, "osVersion": osVersion, "manufacturer": manufacturer, "model": model,
                    "serialNumber": serialNumber,
                ])
            let owner = device.userPrincipalName.map { " of \(Console.visible($0))" } ?? ""
            let system = Console.visible("\(device.operatingSystem) \(device.osVersion)")
            return LabOutcome(
                ["Took in \(Console.visible(device.name))\(owner), \(system): \(device.id)"], device)
        }
    }
}

/// `lab device remove`.
struct LabDeviceRemoveCommand: LabRemoveCommand {
    typealias Entity = GraphDevice
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Forget a device: its actions, its passcode, its place in groups.",
        discussion: """
            A phone that is still enrolled is not told: it comes by as before, and gets nothing more from administrators \
            until it enrols again. `lab retire` has it leave.

            EXAMPLES
              understudy lab device remove 'Adele iPhone'
            """)

    @Argument(help: "The device by name or id.")
    var name: String

    @OptionGroup var lab: LabAccess
}
