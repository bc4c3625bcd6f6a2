/// The phones that the lab knows, within its bounds.
struct LabRegister: Sendable {
    private let bounds: LabBounds
    private var known: [String: LabDevice] = [:]
    /// Phones that have not enrolled, in the order in which they came.
    private var strangers: [String] = []
    /// Which phone was given the certificate of a thumbprint.
    private var holders: [String: String] = [:]
    /// Octets that the answers of all phones take up.
    private(set) var keptOctets = 0

    init(_ bounds: LabBounds) {
        self.bounds = bounds
    }

    /// All phones by id.
    var devices: [LabDevice] { known.values.sorted { $0.id < $1.id } }

    /// The ids of those that somebody wants.
    func ids(where isWanted: (LabDevice) -> Bool) -> [String] { known.values.filter(isWanted).map(\.id) }

    /// When the oldest of the PINs was reported that are kept with phones; nil where none is.
    var firstPasscodeTime: Int64? { known.values.lazy.compactMap(\.passcodeTime).min() }

    subscript(id: String) -> LabDevice? { known[id] }

    /// Whether a certificate is one that a phone was given.
    func isKnown(certificate thumbprint: String) -> Bool { holder(ofCertificate: thumbprint) != nil }

    /// The phone whose certificate it is.
    func holder(ofCertificate thumbprint: String) -> String? { holders[thumbprint] }

    /// Keeps a phone as it is now.
    /// - Returns: the phone that was forgotten for it, where one was.
    mutating func keep(_ device: LabDevice) -> String? {
        var forgotten: String?
        if known[device.id] == nil, device.state == .stranger {
            strangers.append(device.id)
            if strangers.count > bounds.strangers {
                let first = strangers.removeFirst()
                set(nil, first)
                forgotten = first
            }
        }
        set(device, device.id)
        return forgotten
    }

    /// Whether a phone may enrol.
    /// - Throws: the fault for the id of a phone that another user has enrolled, and for one phone too many.
    func checkEnrollment(_ device: LabDevice) throws(LabFault) {
        let old = known[device.id]
        if let old, old.state == .enrolled, old.user != device.user {
            throw LabFault.authorization(
                "The device '\(device.id)' is enrolled for another user. Unenrol it there first.")
        }
        guard old != nil || known.count - strangers.count < bounds.devices else {
            throw LabFault(
                "Authorization", errorType: "DeviceCapReached", reason: "The lab takes \(bounds.devices) devices.")
        }
    }

    /// Takes in a phone that may enrol. Who enrols again begins anew: what was queued was for the phone as it was.
    mutating func enroll(_ device: LabDevice) {
        if known[device.id]?.state == .stranger { strangers.removeAll { $0 == device.id } }
        set(device, device.id)
    }

    /// Puts in a phone that was kept.
    mutating func restore(_ device: LabDevice) { set(device, device.id) }

    /// A phone with a new certificate. The rest is as it was.
    func renewed(_ device: LabDevice) -> LabDevice {
        var kept = known[device.id] ?? device
        kept.thumbprint = device.thumbprint
        return kept
    }

    private mutating func set(_ device: LabDevice?, _ id: String) {
        let old = known[id]
        keptOctets += (device?.keptOctets ?? 0) - (old?.keptOctets ?? 0)
        if old?.thumbprint != device?.thumbprint {
            if let thumbprint = old?.thumbprint { holders[thumbprint] = nil }
            if let thumbprint = device?.thumbprint { holders[thumbprint] = id }
        }
        known[id] = device
    }
}
