extension Recording {
    /// Reads the files of one capture, in the order in which they are given.
    ///
    /// Of several files, those that hold nothing to replay are told as warnings.
    /// - Throws: `CaptureError` where a file is broken, and where there is nothing to replay in any.
    package static func read(
        _ files: [CaptureFile], limits: CaptureLimits = CaptureLimits()
    ) throws(CaptureError) -> Recording {
        var stream = CaptureStream(limits, window: nil)
        for file in files { try stream.add(file, isOnly: files.count == 1) }
        let (sessions, others) = try stream.finish()
        var recording = Recording(
            forms: stream.forms, sessions: sessions, others: others, warnings: stream.takeWarnings())
        recording.description = stream.description
        return recording
    }

    /// Reads the files of a folder, in the order that their names mean.
    package static func read(
        folder files: [CaptureFile], limits: CaptureLimits = CaptureLimits()
    ) throws(CaptureError) -> Recording {
        try read(CaptureFile.inOrder(files), limits: limits)
    }
}
