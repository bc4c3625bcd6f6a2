import Agent
import Captures
import SimulatedPhone
import Store
import Wire

/// Puts what a session's answers depend on beside the messages of a recording.
struct RecordingWitness: SessionWitness {
    let recorder: Recorder

    func sessionBegins(on phone: Phone) throws(WireError) {
        try recorder.sessionBegins { path in try PhoneSnapshot.write(phone, to: path) }
    }

    func hasRun(in environment: PhoneEnvironment) throws(WireError) {
        try recorder.hasRun(at: environment.now, ticket: environment.outside.hasTicket)
    }
}
