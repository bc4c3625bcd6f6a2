import Administration
import Notation

/// What a device and its server said to each other lately.
extension PortalPages {
    struct ConversationView {
        let head: DeviceHead
        /// Below it the page's script asks for messages.
        let place: String
    }

    /// The frame of the conversation; its messages come by a script, which is the phone page's.
    static func conversation(_ id: ObjectID, _ context: PortalContext) -> PortalAnswer {
        guard let device = context.tenant.devices[id], !device.isRecord else { return notFound(context) }
        let route = PortalRoute.conversation(id)
        let view = ConversationView(
            head: DeviceHead(device, at: route, context.texts), place: PortalRoute.device(id).path)
        return context.page("conversation", device.deviceName, at: route, view)
    }
}
