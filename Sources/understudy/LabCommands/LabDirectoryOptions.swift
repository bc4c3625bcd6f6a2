import ArgumentParser
import Foundation
import Lab
import PINReset

/// The options of `lab serve` for the directory that the lab has, and its consent to the PIN reset service.
struct LabDirectoryOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The id of the lab's Azure AD directory, for consent.", valueName: "guid"))
    var tenant = LabConfiguration.usualTenant

    @Option(
        name: .customLong("administrator"),
        help: ArgumentHelp(
            "Who may consent for the directory, once for each; if none is given \(ConfiguredDirectory.administrator), "
                + "with the API's token as password.", valueName: "upn:password"))
    var administrators: [String] = []

    @Flag(help: "Begin with the directory's consent to both applications of the PIN reset service.")
    var consented = false

    @Flag(help: "Have the PIN reset service give nobody a ticket, whatever was consented to.")
    var denyTickets = false

    func validate() throws {
        guard UUID(uuidString: tenant) != nil else {
            throw ValidationError("--tenant \(tenant) is not a GUID; write it as \(LabConfiguration.usualTenant)")
        }
        guard administrators.allSatisfy(LabAdmission.isPerson) else {
            throw ValidationError("--administrator: write it as upn:password")
        }
    }

    func apply(to configuration: inout LabConfiguration) {
        configuration.administrators = LabAdmission.passwords(administrators)
        configuration.tenant = tenant
        configuration.deniesTickets = denyTickets
        if consented { configuration.consented = Set(PINResetApplication.allCases) }
    }

    /// The applications to which the directory has not consented when the lab begins.
    var openConsents: [PINResetApplication] { consented ? [] : PINResetApplication.allCases }

    /// Who may consent; nil for the one whose password is the token.
    var administrator: String? { administrators.first.map { String($0.prefix { $0 != ":" }) } }
}
