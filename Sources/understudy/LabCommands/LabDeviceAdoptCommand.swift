import Agent
import ArgumentParser
import Foundation
import JSON
import Notation
import Wire

/// `lab device adopt`: a phone that never asked the lab for a certificate.
struct LabDeviceAdoptCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "adopt",
        abstract: "Let a phone in by a certificate that was made by hand, and write its provisioning document.",
        discussion: """
            The phone is named by the device id that its `status` tells. Its certificate must be signed by the lab's authority, \
            lab-ca.pem and lab-ca.key.pem in the lab's folder; any tool can do that. A phone that is known begins anew, \
            and its old certificate opens nothing more.

            EXAMPLES
              understudy status --state handed | grep 'Device id'
              openssl req -newkey rsa:2048 -nodes -keyout phone.key -subj /CN=handed -out phone.csr
              openssl x509 -req -in phone.csr -CA understudy-lab/lab-ca.pem -CAkey understudy-lab/lab-ca.key.pem \\
                -days 365 -out phone.pem
              understudy lab device adopt DEVICE-ID --certificate phone.pem --user adele@lab.example --document phone.xml
              openssl pkcs12 -export -inkey phone.key -in phone.pem -passout file:password -out phone.pfx
              understudy enroll --document phone.xml --identity phone.pfx --identity-password-file password --state handed
            """)

    @Argument(help: ArgumentHelp("The phone's device id.", valueName: "device-id"))
    var device: String

    @Option(help: ArgumentHelp("A PEM file with the phone's certificate; its key is not needed.", valueName: "file"))
    var certificate: String

    @Option(help: ArgumentHelp("Whose phone it is: a user principal name.", valueName: "upn"))
    var user: String?

    @Option(help: "As lists show it until the phone has told its name; its device id if not given.")
    var name: String?

    @Option(
        help: ArgumentHelp(
            "The build of Windows that it has, such as 10.0.15063.297, until it tells: what cannot be done on it is refused at "
                + "once then.",
            valueName: "version"))
    var osVersion: String?

    @Option(
        help: ArgumentHelp(
            "Where the provisioning document is written that `enroll --document` takes.", valueName: "file"))
    var document: String?

    @Flag(help: "Write over a document that is there.")
    var overwrite = false

    @OptionGroup var lab: LabAccess

    func validate() throws {
        guard document != nil || !overwrite else { throw ValidationError("--overwrite is for the file of --document") }
    }

    func run() async throws {
        try await lab.output.reporting {
            let place = document.map { OutputPlace(path: $0, mayReplace: overwrite) }
            // A phone that is let in begins anew, so what would fail afterwards is looked at before.
            try place?.checkFree()
            let answer = try await lab.answer(
                .put, "/lab/devices/\(device.percentEncoded)", (try body(), "application/json"))
            guard case .string(let text)? = answer["document"] else {
                throw Failure(
                    outcome: .protocolBroken, message: "the answer holds no document; is that the lab's server?")
            }
            try place?.write(file: Array(text.utf8))
            guard !lab.output.json else {
                if case .object(let members) = answer { return CommandResult(body: members) }
                return CommandResult()
            }
            let file = document ?? "FILE"
            Console.print("The lab lets \(Console.visible(device)) in by its certificate. On the phone:")
            Console.print("  understudy enroll --document \(file) --identity CERTIFICATE-AND-KEY --state FOLDER")
            if document == nil { Console.print("The document is written with --document \(file).") }
            return CommandResult()
        }
    }

    private func body() throws -> [UInt8] {
        var members: [String: JSONValue] = [
            "certificate": .string(try InputFile.text(of: certificate, option: "--certificate"))
        ]
        members["user"] = user.map { .string($0) }
        members["name"] = name.map { .string($0) }
        members["osVersion"] = osVersion.map { .string($0) }
        return Array(try JSONEncoder().encode(JSONValue.object(members)))
    }
}
