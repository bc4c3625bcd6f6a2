internal import Foundation

/// An authority that lasts: two PEM files in a folder.
extension LabAuthority {
    /// The file that a phone is told to trust.
    package static let certificateFile = "lab-ca.pem"
    private static let keyFile = "lab-ca.key.pem"

    /// Reads the authority of a folder, or makes one there.
    package static func keep(inFolder folder: String, now: Int64) throws(LabError) -> LabAuthority {
        let base = URL(fileURLWithPath: folder, isDirectory: true)
        let certificate = base.appendingPathComponent(certificateFile)
        let key = base.appendingPathComponent(keyFile)
        let texts: (String, String)?
        do {
            try FileManager.default.createDirectory(at: base, withIntermediateDirectories: true)
            texts =
                FileManager.default.fileExists(atPath: key.path)
                ? (try String(contentsOf: certificate, encoding: .utf8), try String(contentsOf: key, encoding: .utf8))
                : nil
        } catch {
            throw LabError(.folder, "The folder '\(folder)' cannot be used for the authority: \(error)")
        }
        if let texts { return try read(certificate: texts.0, key: texts.1) }
        let authority = try make(now: now)
        try authority.write(authority.pem, to: certificate, mode: 0o644)
        try authority.write(authority.keyPEM, to: key, mode: 0o600)
        return authority
    }

    /// Writes the root's certificate to a file.
    package func writeCertificate(to path: String) throws(LabError) {
        try write(pem, to: URL(fileURLWithPath: path), mode: 0o644)
    }

    private func write(_ text: String, to file: URL, mode: Int) throws(LabError) {
        let isWritten = FileManager.default.createFile(
            atPath: file.path, contents: Data(text.utf8), attributes: [.posixPermissions: mode])
        guard isWritten else {
            throw LabError(.folder, "'\(file.path)' cannot be written. Choose another place for the authority.")
        }
    }
}
