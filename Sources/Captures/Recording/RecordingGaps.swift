/// What is missing of a `--record` folder, by the numbers in the names of its files, which come in their order.
struct RecordingGaps {
    /// The exchange whose files come, and which of them have come.
    private var number: Int?
    private var hasRequest = false
    private var hasEnd = false
    /// Whether something that only a recording has stands beside the messages; else the numbers promise nothing.
    private var isRecording = false
    private var found: [CaptureWarning] = []
    /// More than these nobody reads.
    private static let most = 100

    /// Takes the name of the next file.
    mutating func note(_ name: String) {
        if RecordingFolder.isDescription(name) || RecordingFolder.isCircumstances(name) { isRecording = true }
        guard let part = RecordingFolder.part(of: name), let number = RecordingFolder.number(of: name) else { return }
        if number != self.number { begin(number) }
        switch part {
        case .request: hasRequest = true
        case .response:
            hasEnd = true
            if !hasRequest { tell(number, .request, "the request is not in the recording, though its answer is") }
        case .failure: hasEnd = true
        case .circumstances, .phone: break
        }
    }

    /// What is missing; nothing where no recording of our own was read.
    var warnings: [CaptureWarning] { isRecording ? found : [] }

    /// The last exchange may have no answer: the program was ended before it came.
    private mutating func begin(_ next: Int) {
        if let number {
            if hasRequest, !hasEnd {
                tell(number, .response, "the recording holds neither this answer nor why there is none")
            }
            if next > number + 1 {
                let count = next - number - 1
                let what = count == 1 ? "this exchange" : "\(count) exchanges from this on"
                tell(number + 1, .request, "the recording does not hold \(what), and goes on with \(next)")
            }
        }
        (number, hasRequest, hasEnd) = (next, false, false)
    }

    private mutating func tell(_ number: Int, _ part: RecordingFolder.Part, _ message: String) {
        guard found.count < Self.most else { return }
        found.append(
            CaptureWarning(
                .exchangeMissing, at: CapturePlace(RecordingFolder.name(number, part)),
                "\(message); what hangs on it cannot be compared"))
    }
}
