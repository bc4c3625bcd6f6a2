internal import Administration
internal import Notation

extension LabTenancy {
    /// Takes away the passcodes whose time is over, of all tenants.
    /// - Returns: whether there were any.
    func expirePasscodes() async throws(AdministrationError) -> Bool {
        let now = now()
        var isDue = false
        for id in await store.tenantIDs {
            if let end = await store.tenant(id)?.nextPasscodeEnd, end <= now { isDue = true }
        }
        if isDue { try await store.expirePasscodes(at: now) }
        return isDue
    }
}
