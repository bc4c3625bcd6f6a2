import ArgumentParser
import GraphClient

/// A command that asks one device for something.
protocol LabActionCommand: AsyncParsableCommand {
    static var action: GraphDeviceAction { get }
    /// nil for the only one that there is.
    var device: String? { get }
    var waiting: LabWaiting { get }
    var lab: LabAccess { get }
    var keepUserData: Bool { get }
}

extension LabActionCommand {
    var keepUserData: Bool { false }

    func run() async throws {
        try await lab.administer { graph in
            let found = try await graph.device(named: device)
            return try await waiting.ask(graph, Self.action, of: found, keepUserData: keepUserData)
        }
    }

    /// - Parameter abstract: what it has a device do.
    static func configured(_ name: String, _ abstract: String) -> CommandConfiguration {
        CommandConfiguration(
            commandName: name, abstract: abstract,
            discussion: """
                A phone that runs is told at once; another gets it when it next comes by. A device that cannot is refused with \
                the reason.

                EXAMPLES
                  understudy lab \(name) 'Lumia 950'
                  understudy lab \(name) 'Lumia 950' --wait --wait-for 60
                """)
    }
}

/// `lab sync`.
struct LabSyncCommand: LabActionCommand {
    static let action = GraphDeviceAction.syncDevice
    static let configuration = configured("sync", "Have a device come by.")

    @Argument(help: "The device by name or id, see `lab devices`; the only one if not given.") var device: String?
    @OptionGroup var waiting: LabWaiting
    @OptionGroup var lab: LabAccess
}

/// `lab lock`.
struct LabLockCommand: LabActionCommand {
    static let action = GraphDeviceAction.remoteLock
    static let configuration = configured("lock", "Lock a device's screen.")

    @Argument(help: "The device by name or id, see `lab devices`; the only one if not given.") var device: String?
    @OptionGroup var waiting: LabWaiting
    @OptionGroup var lab: LabAccess
}

/// `lab reboot`.
struct LabRebootCommand: LabActionCommand {
    static let action = GraphDeviceAction.rebootNow
    static let configuration = configured("reboot", "Start a device anew.")

    @Argument(help: "The device by name or id, see `lab devices`; the only one if not given.") var device: String?
    @OptionGroup var waiting: LabWaiting
    @OptionGroup var lab: LabAccess
}

/// `lab retire`.
struct LabRetireCommand: LabActionCommand {
    static let action = GraphDeviceAction.retire
    static let configuration = configured("retire", "Have a device leave management; what is its user's stays.")

    @Argument(help: "The device by name or id, see `lab devices`; it must be named.") var name: String
    @OptionGroup var waiting: LabWaiting
    @OptionGroup var lab: LabAccess

    var device: String? { name }
}

/// `lab wipe`.
struct LabWipeCommand: LabActionCommand {
    static let action = GraphDeviceAction.wipe
    static let configuration = configured("wipe", "Reset a device to what it was when it was new.")

    @Argument(help: "The device by name or id, see `lab devices`; it must be named.") var name: String
    @Flag(help: "Let the user's data survive, on devices that can (version 1709 and later).") var keepUserData = false
    @OptionGroup var waiting: LabWaiting
    @OptionGroup var lab: LabAccess

    var device: String? { name }
}
