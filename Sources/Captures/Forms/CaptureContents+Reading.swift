internal import Archives

extension CaptureContents {
    /// Tells what a file is, and reads it.
    static func read(_ file: CaptureFile, _ limits: CaptureLimits) throws(CaptureError) -> CaptureContents {
        let place = CapturePlace(file.name)
        // One that describes a recording says how it is broken.
        let isOurs = RecordingFolder.isDescription(file.name) || RecordingFolder.isCircumstances(file.name)
        guard !file.octets.isEmpty || isOurs else { throw CaptureError(.empty, at: place, "the file is empty") }
        guard file.octets.count <= limits.maximumFileBytes else {
            throw CaptureError(
                .tooLarge, at: place,
                "the file has \(file.octets.count) octets, more than the \(limits.maximumFileBytes) that are read; split it"
            )
        }
        let source = CaptureSource(try unpacked(file, limits), limits)
        if let description = ForeignForm.description(of: source) { throw source.error(.holdsNoMessages, description) }
        if let reader = CaptureReaders.reader(of: source) { return try read(source, by: reader) }
        throw source.error(
            .notRecognized,
            "nothing in it is known here as a capture; give messages (SyncML as XML or WBXML), HTTP text, HAR, a Fiddler "
                + "archive, mitmproxy's flows, or what --record wrote")
    }

    /// Reads a file of a known form.
    static func read(
        _ source: CaptureSource, by reader: any CaptureReader.Type
    ) throws(CaptureError) -> CaptureContents {
        var contents = try reader.read(source)
        if contents.parts.allSatisfy(\.body.isEmpty) {
            // Heads alone, as people keep them beside bodies, are none that was cut.
            contents.brokenOff = nil
        } else if contents.form.isText, let last = contents.parts.indices.last {
            contents.parts[last].isLast = true
        }
        return contents
    }

    /// A file that was compressed as a whole, once.
    private static func unpacked(_ file: CaptureFile, _ limits: CaptureLimits) throws(CaptureError) -> CaptureFile {
        guard file.octets.starts(with: [0x1F, 0x8B]) else { return file }
        let place = CapturePlace(file.name)
        let octets: [UInt8]
        do throws(Inflate.Fault) {
            octets = try Inflate.read(file.octets[...], .gzip, maximum: limits.unpackedBytes(of: file.octets.count))
        } catch {
            switch error {
            case .tooLarge:
                throw CaptureError(.tooLarge, at: place, "unpacked it is larger than what is read; unpack it")
            case .cut, .broken:
                throw CaptureError(.damaged, at: place, "it is compressed (gzip) and broken; copy it anew")
            }
        }
        guard !octets.starts(with: [0x1F, 0x8B]) else {
            throw CaptureError(.tooLarge, at: place, "it is compressed more than once; unpack it")
        }
        return CaptureFile(name: file.name, octets: octets)
    }
}
