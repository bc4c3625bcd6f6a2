import Administration

/// The page to which the link of a failed action leads (S11): why, what the phone said, and what to do.
extension PortalPages {
    private struct Failure {
        let action: ActionRow
        let explanation: String
        /// As the server keeps it; nil where there is nothing more to say.
        let told: String?
        let code: String?
        /// What the code says of itself; nil where there are no words for it.
        let meaning: String?
        let steps: [String]
        let again: String?
    }

    static func failure(_ action: ObjectID, of id: ObjectID, _ context: PortalContext) -> PortalAnswer {
        let (tenant, texts) = (context.tenant, context.texts)
        guard let device = tenant.devices[id], let found = tenant.actions[action], found.device == id,
            found.detailsPath != nil
        else { return notFound(context) }
        let row = ActionRow(found, context)
        let isReset = found.kind == .resetPasscode
        let steps = isReset ? tenant.obstacles(of: found).map { sentence($0, texts) } : []
        let page = Failure(
            action: row,
            explanation: texts(
                found.state == .notSupported ? "failure.notSupported" : "failure.failed",
                ["action": row.name, "device": row.deviceName]),
            told: found.reason, code: found.errorCode == 0 ? nil : code(found.errorCode),
            meaning: texts.meaning(of: found.errorCode), steps: steps + other(found, device, texts),
            again: obstacle(found.kind, device, texts) == nil ? PortalRoute.question(found.kind, id).path : nil)
        return context.page(
            "failure", "\(row.name): \(row.mark.word)", at: .failure(id, action: action), page)
    }

    /// What else can be done about one that failed.
    private static func other(_ action: DeviceAction, _ device: ManagedDevice, _ texts: PortalTexts) -> [String] {
        switch action.kind {
        case .retire where device.platform == .windowsMobile && device.isAzureADJoined: [texts["failure.retireJoined"]]
        case .resetPasscode: []
        case .syncDevice, .remoteLock, .wipe, .retire, .rebootNow: [texts["failure.tryAgain"]]
        }
    }
}
