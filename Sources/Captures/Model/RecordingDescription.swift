/// What stands beside the messages of a recording, so that it replays exactly: `recording.json` in a `--record` folder.
package struct RecordingDescription: Equatable, Sendable {
    /// The format that is written; a later one is refused, because what it means is not known.
    package static let format = 1
    package static let fileName = "recording.json"

    /// The version of the program that wrote it.
    package var version: String
    /// The name of the profile, or of its file.
    package var profile: String?
    package var seed: UInt64?
    /// The file in the folder that holds the phone as it was when the recording began.
    package var phone: String?
    /// Such as `TLSv1.2`; nil where none was spoken.
    package var tls: String?
    /// The SHA-1 thumbprint of the certificate that the phone showed, in hexadecimal.
    package var certificate: String?

    package init(
        version: String, profile: String? = nil, seed: UInt64? = nil, phone: String? = nil, tls: String? = nil,
        certificate: String? = nil
    ) {
        self.version = version
        self.profile = profile
        self.seed = seed
        self.phone = phone
        self.tls = tls
        self.certificate = certificate
    }

    /// As the file that is written.
    package var file: CaptureFile {
        let texts = [
            ("version", version), ("profile", profile), ("phone", phone), ("tls", tls), ("certificate", certificate),
        ].compactMap { name, value in value.map { (name, JSONText.quoted($0)) } }
        let members =
            [("understudyRecording", String(Self.format))] + texts + (seed.map { [("seed", String($0))] } ?? [])
        let text = members.map { "  \"\($0.0)\": \($0.1)" }.joined(separator: ",\n")
        return CaptureFile(name: Self.fileName, octets: Array("{\n\(text)\n}\n".utf8))
    }
}
