package import Notation

/// The files of the phone's page in a browser: HTML, styles, scripts, texts. There is nothing secret in them.
package enum PhonePageFiles {
    /// Every file, by its place below the page's folder.
    package static var all: [EmbeddedFile] { embeddedFiles }
}
