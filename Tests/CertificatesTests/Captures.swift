import Foundation

/// The captures that lie beside the package where it is developed; they are not part of it.
enum Captures {
    static let folder: URL = {
        // <package>/Tests/CertificatesTests/Captures.swift
        var package = URL(filePath: #filePath)
        for _ in 0..<3 { package.deleteLastPathComponent() }
        return package.deletingLastPathComponent().appending(path: "shared/captures")
    }()

    /// The one recorded enrolment of a real Windows.
    static let enrolment = "001-fleet-ngrok-dump-desktop-19043"

    static var isThere: Bool { FileManager.default.fileExists(atPath: folder.path()) }

    /// What the text of the first element after a word says in base64.
    static func base64(after word: String, in path: String) -> [UInt8]? {
        guard let data = try? Data(contentsOf: folder.appending(path: path)) else { return nil }
        let document = String(decoding: data, as: UTF8.self)
        guard let start = document.firstRange(of: word)?.upperBound else { return nil }
        let text = document[start...].drop { $0 != ">" }.dropFirst().prefix { $0 != "<" }
        return Data(base64Encoded: text.filter { !$0.isWhitespace }).map { Array($0) }
    }
}
