import Foundation

/// The enrolments of a Windows in files: one of the project, and the captured one that may lie beside it.
enum Captures {
    /// The folders with an enrolment's messages.
    static let enrollments: [URL] = {
        // <package>/Tests/CertificatesTests/Captures.swift
        var package = URL(filePath: #filePath)
        for _ in 0..<3 { package.deleteLastPathComponent() }
        let captured = package.deletingLastPathComponent()
            .appending(path: "shared/captures/001-fleet-ngrok-dump-desktop-19043")
        let isThere = FileManager.default.fileExists(atPath: captured.path())
        return [package.appending(path: "Tests/Fixtures/desktop")] + (isThere ? [captured] : [])
    }()

    /// What the text of the first element after a word says in base64.
    static func base64(after word: String, in file: URL) -> [UInt8]? {
        guard let data = try? Data(contentsOf: file) else { return nil }
        let document = String(decoding: data, as: UTF8.self)
        guard let start = document.firstRange(of: word)?.upperBound else { return nil }
        let text = document[start...].drop { $0 != ">" }.dropFirst().prefix { $0 != "<" }
        return Data(base64Encoded: text.filter { !$0.isWhitespace }).map { Array($0) }
    }
}
