import ManagementTree

/// DeviceLock: the PIN policies of Windows Phone 8.1, kept for old servers (Microsoft, *DeviceLock CSP*).
///
/// What a server stores under Provider is one of the sources of `PolicyMerge`; DeviceValue tells what is in force.
struct DeviceLockProvider: Provider {
    func read(
        _ node: NodeLocation, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) -> NodeValue? {
        guard node.place.hasPrefix("DeviceValue/"), let policy = node.name else { return nil }
        return PolicyMerge(phone).result(of: policy).map { .int($0) }
    }
}
