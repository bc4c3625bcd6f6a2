import ArgumentParser

/// `lab device`: one device of the tenant.
struct LabDeviceGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "device",
        abstract: "Show one device, take in a record of one, let a phone in by its certificate, forget one.",
        discussion: """
            Without a subcommand the device is shown. One that is called as a subcommand is: lab device show add.

            EXAMPLES
              understudy lab device
              understudy lab device 'Lumia 950'
              understudy lab device add --platform ios --name 'Adele iPhone' --user adele@lab.example
              understudy lab device adopt DEVICE-ID --certificate phone.pem --document phone.xml
              understudy lab device remove 'Adele iPhone'
            """,
        subcommands: [
            LabDeviceCommand.self, LabDeviceAddCommand.self, LabDeviceAdoptCommand.self, LabDeviceRemoveCommand.self,
        ],
        defaultSubcommand: LabDeviceCommand.self)
}
