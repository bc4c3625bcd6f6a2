import ManagementTree

/// NetworkProxy: the proxy for Ethernet and Wi-Fi where a network has none of its own, which is stored (Microsoft,
/// *NetworkProxy CSP*).
struct NetworkProxyProvider: Provider {
    let makesNodes = false

    /// What a server has set of it, a sentence for each way to a proxy.
    func sights(in phone: Phone) -> [String] {
        let top = phone.tree.node(at: ["Vendor", "MSFT", "NetworkProxy"], in: .device)
        let server = top?.child("ProxyServer")
        var sights: [String] = []
        if top?.child("AutoDetect")?.value?.number == 0 { sights.append("looks for no proxy script in the network") }
        if let script = text("SetupScriptUrl", of: top) { sights.append("takes its proxy from the script \(script)") }
        if let proxy = text("ProxyAddress", of: server) {
            let local = server?.child("UseProxyForLocalAddresses")?.value?.number == 1
            let exceptions = text("Exceptions", of: server).map { ", but not for \($0)" } ?? ""
            sights.append("uses the proxy \(proxy)\(local ? ", for local addresses as well" : "")\(exceptions)")
        }
        return sights
    }

    /// What a leaf says; nil where it is empty, or nobody has set it.
    private func text(_ name: NodeName, of parent: TreeNode?) -> String? {
        parent?.child(name)?.value.flatMap { $0.text.isEmpty ? nil : $0.text }
    }
}
