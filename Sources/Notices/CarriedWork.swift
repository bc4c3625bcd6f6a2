/// A work of others that is part of the program, with its version and what its licence wants told.
package struct CarriedWork: Equatable, Sendable {
    /// Its name: a package's, a library's.
    package var name: String
    /// The version that was built in; empty where none is known.
    package var version: String
    /// Its licences and notices, as they stand where it comes from.
    package var texts: [String]

    package init(name: String, version: String, texts: [String]) {
        self.name = name
        self.version = version
        self.texts = texts
    }

    /// All that the program carries, itself first, as the plug-in EmbedNotices found it where the program was built.
    package static let all: [CarriedWork] = embeddedNotices.reduce(into: []) { works, notice in
        let text = notice.text.withUTF8Buffer { String(decoding: $0, as: UTF8.self) }
        if let last = works.indices.last, works[last].name == notice.work {
            works[last].texts.append(text)
        } else {
            works.append(CarriedWork(name: notice.work, version: notice.version, texts: [text]))
        }
    }
}
