import ManagementTree

/// PassportForWork: Windows Hello for Business (Microsoft, *PassportForWork CSP*). Its numbers are read where a PIN is
/// judged or made; what happens at once is the recovery protector.
struct PassportForWorkProvider: Provider {
    let makesNodes = false

    func didChange(
        _ node: NodeLocation, _ change: NodeChange, in phone: inout Phone, _ environment: PhoneEnvironment
    ) -> Situation {
        if node.place == "*/Policies/EnablePinRecovery" || node.description.isInterior {
            phone.reviewProtector(now: environment.now)
        }
        return .done
    }
}
