import ManagementTree

/// PassportForWork: Windows Hello for Business (Microsoft, *PassportForWork CSP*). Its numbers are read where a PIN is
/// judged or made; what happens at once is the recovery protector.
struct PassportForWorkProvider: Provider {
    func didChange(
        _ node: NodeLocation, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) {
        guard node.key == "EnablePinRecovery" || node.description.isInterior else { return }
        phone.reviewProtector(now: environment.now)
    }
}
