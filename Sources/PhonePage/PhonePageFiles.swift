package import Notation

/// The files of the phone's page in a browser: HTML, styles, scripts, texts. There is nothing secret in them.
package enum PhonePageFiles {
    package static var all: [EmbeddedFile] { embeddedFiles }
}
