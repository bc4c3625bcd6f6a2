/// One of the readers, for who wants this one whatever a file looks like. Recognition keeps most files from most readers;
/// with this a fuzzer reaches each.
package struct ChosenReader: Sendable {
    /// Its place in the list of readers.
    private let index: Int

    /// The names of all readers: those of their types.
    package static var names: [String] { CaptureReaders.all.map { String(describing: $0) } }

    /// - Returns: nil where no reader is called so.
    package init?(_ name: String) {
        guard let index = Self.names.firstIndex(of: name) else { return nil }
        self.index = index
    }

    /// Reads a file as a capture of one file, but for its recognition.
    /// - Throws: `CaptureError` where the file is broken, and where there is nothing to replay in it.
    package func read(_ file: CaptureFile, limits: CaptureLimits = CaptureLimits()) throws(CaptureError) -> Recording {
        var stream = CaptureStream(limits, window: nil)
        let source = CaptureSource(file, limits)
        try stream.add(try CaptureContents.read(source, by: CaptureReaders.all[index]), of: file.name)
        while try stream.goOn() {}
        return try Recording(finishing: &stream)
    }
}
