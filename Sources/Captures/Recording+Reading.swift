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
        return try Recording(finishing: &stream)
    }

    /// What a stream holds in the end that has handed nothing out before.
    /// - Throws: `CaptureError` where there is nothing to replay.
    package init(finishing stream: inout CaptureStream) throws(CaptureError) {
        let (sessions, others) = try stream.finish()
        self.init(forms: stream.forms, sessions: sessions, others: others, warnings: stream.takeWarnings())
        description = stream.description
        damage = stream.damage
        unreadable = stream.unreadable
    }

    /// Reads the files of a folder, in the order that their names mean.
    package static func read(
        folder files: [CaptureFile], limits: CaptureLimits = CaptureLimits()
    ) throws(CaptureError) -> Recording {
        try read(CaptureFile.inOrder(files), limits: limits)
    }
}
