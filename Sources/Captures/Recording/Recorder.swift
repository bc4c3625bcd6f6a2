internal import Foundation
package import Notation
internal import Synchronization
package import Wire

/// Writes the files of a recording. All are their owner's only, and none is ever written over that holds a message.
package final class Recorder: Sendable {
    private struct State {
        /// The number of the last exchange.
        var last: Int
        var description: RecordingDescription
        /// What stands beside the exchange that was noted last, and its number.
        var noted: (number: Int, circumstances: RecordedExchange.Circumstances)?
    }

    private let folder: String
    private let state: Mutex<State>
    /// What to tell the user where others could enter the folder before.
    package let note: String?

    /// - Parameters:
    ///   - folder: made where it is missing; what it holds already is counted on from, never overwritten.
    ///   - run: what is to be known of what is recorded now; its first number is found here.
    /// - Throws: also where the folder holds a recording of a later format.
    package init(_ folder: String, _ run: RecordingDescription.Run) throws(WireError) {
        self.folder = folder
        let last: Int
        do {
            note = try PrivateFolder(folder).note
            let names = try FileManager.default.contentsOfDirectory(atPath: folder)
            last = names.compactMap(RecordingFolder.number(of:)).max() ?? 0
        } catch {
            let reason = (error as? PrivateFileError)?.message ?? "it cannot be read; name another"
            throw WireError(
                .notRecorded, url: folder, message: "the folder for the recording cannot be used: \(reason)")
        }
        var description = try Self.description(in: folder) ?? RecordingDescription(version: run.version)
        description.version = run.version
        // A run that has recorded nothing need not be told.
        description.runs.removeAll { $0.first > last }
        var run = run
        run.first = last + 1
        description.runs.append(run)
        state = Mutex(State(last: last, description: description))
        try write(description)
    }

    /// What the folder says of itself already; nil where it says nothing.
    private static func description(in folder: String) throws(WireError) -> RecordingDescription? {
        let path = "\(folder)/\(RecordingDescription.fileName)"
        do {
            guard let octets = try PrivateFile.read(path) else { return nil }
            let source = CaptureSource(
                CaptureFile(name: RecordingDescription.fileName, octets: octets), CaptureLimits())
            return try RecordingDescriptionReader.read(source).description
        } catch {
            let reason = (error as? CaptureError)?.message ?? (error as? PrivateFileError)?.message ?? "\(error)"
            throw WireError(
                .notRecorded, url: path,
                message: "it holds a recording that cannot be counted on from: \(reason); or name another folder")
        }
    }

    /// The number of the next exchange.
    func nextNumber() -> Int {
        state.withLock { state in
            state.last += 1
            return state.last
        }
    }

    /// Writes a message.
    func write(_ name: String, _ octets: [UInt8], for url: String) throws(WireError) {
        do {
            try PrivateFile.create("\(folder)/\(name)", octets)
        } catch {
            throw .notRecorded(url, "\(error)")
        }
    }

    /// Notes by what TLS an answer came, and who the phone said it is.
    func add(tls: String, certificate: String?, for url: String) throws(WireError) {
        let changed = state.withLock { state -> RecordingDescription? in
            guard var run = state.description.runs.last else { return nil }
            if !run.tls.contains(tls) { run.tls.append(tls) }
            if let certificate, !run.certificates.contains(certificate) { run.certificates.append(certificate) }
            guard run != state.description.runs.last else { return nil }
            state.description.runs[state.description.runs.count - 1] = run
            return state.description
        }
        if let changed { try write(changed) }
    }

    private func write(_ description: RecordingDescription) throws(WireError) {
        try replace(description.file.name, description.file.octets)
    }

    private func replace(_ name: String, _ octets: [UInt8]) throws(WireError) {
        do {
            try PrivateFile.replace("\(folder)/\(name)", octets)
        } catch {
            throw .notRecorded(folder, "\(error)")
        }
    }
}

/// What the phone's answers depend on beside the messages.
extension Recorder {
    /// A session is about to begin: the next request opens it.
    /// - Parameter keep: writes the phone as it is now into a file of its own at this path.
    package func sessionBegins(keepingPhone keep: (_ path: String) throws -> Void) throws(WireError) {
        let number = state.withLock { $0.last + 1 }
        let name = RecordingFolder.name(number, .phone)
        do {
            // A session before it, of which no request went out, has left its phone there.
            if FileManager.default.fileExists(atPath: "\(folder)/\(name)") {
                try FileManager.default.removeItem(atPath: "\(folder)/\(name)")
            }
            try keep("\(folder)/\(name)")
        } catch {
            throw .notRecorded(folder, "\(error)")
        }
        try put(number, RecordedExchange.Circumstances(phone: name))
    }

    /// The phone has run the answer that came last.
    /// - Parameters:
    ///   - instant: what time it was for the phone.
    ///   - ticket: whether the PIN reset service gave a ticket; nil where it was not asked.
    package func hasRun(at instant: Instant, ticket: Bool?) throws(WireError) {
        let number = state.withLock { $0.last }
        try put(number, RecordedExchange.Circumstances(instant: instant, ticket: ticket))
    }

    private func put(_ number: Int, _ circumstances: RecordedExchange.Circumstances) throws(WireError) {
        let whole = state.withLock { state in
            let before = state.noted?.number == number ? state.noted?.circumstances : nil
            let whole = circumstances.completed(by: before)
            state.noted = (number, whole)
            return whole
        }
        try replace(RecordingFolder.name(number, .circumstances), whole.octets)
    }
}

extension WireError {
    fileprivate static func notRecorded(_ place: String, _ reason: String) -> WireError {
        WireError(
            .notRecorded, url: place, message: "\(reason); nothing was sent that would be missing in the recording")
    }
}
