import ManagementTree

extension Phone {
    /// The number that a server has written for a policy of the device; nil where none was written.
    func policy(_ area: NodeName, _ name: NodeName) -> Int? {
        tree.node(at: ["Vendor", "MSFT", "Policy", "Config", area, name], in: .device)?.value?.number
    }
}
