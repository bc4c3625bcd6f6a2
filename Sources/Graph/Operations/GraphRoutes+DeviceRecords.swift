internal import Administration
internal import JSON

/// The lab's own: records of devices that nobody comes by for, beside the phones that enrol.
extension GraphRoutes {
    private static let form: [JSONSchema.Member] = [
        .required("deviceName", .text, "Its name."),
        .required(
            "operatingSystem", .choice(DevicePlatform.recordable.map(\.operatingSystem)),
            "What it runs; a phone with Windows 10 Mobile enrols by itself."),
        .optional("osVersion", .text, "The version of it; a usual one if left out."),
        .optional("userPrincipalName", .text, "Whose it is: a user by principal name or id."),
        .optional("manufacturer", .text, "Who made it."), .optional("model", .text, "What it is."),
        .optional("serialNumber", .text, "Its serial number."), .optional("imei", .text, "Its IMEI."),
    ]

    static let deviceRecords: [GraphOperation] = [
        GraphOperation(
            .post, "/deviceManagement/managedDevices", "createManagedDevice",
            "The lab's own, not Graph's: take in a record of a device with iOS, macOS, Android, or Windows on a PC. Groups "
                + "hold it and profiles count it; nobody comes by for it.",
            permission: .write("DeviceManagementManagedDevices"), request: .object(form),
            answer: .created(.managedDevice), failures: [.badRequest, .full]
        ) { call throws(GraphError) in
            let body = try GraphBody(call.body, what: "managedDevice", known: Set(form.map(\.name)))
            let name = try body.required("operatingSystem", try body.text("operatingSystem"))
            guard let platform = DevicePlatform(operatingSystem: name) else {
                throw body.wrong(
                    "operatingSystem", DevicePlatform.recordable.map(\.operatingSystem).joined(separator: ", "))
            }
            var record = DeviceRecord(
                deviceName: try body.required("deviceName", try body.text("deviceName")), platform: platform,
                osVersion: try body.text("osVersion"), user: try user(body, call.tenant))
            record.manufacturer = try body.text("manufacturer")
            record.model = try body.text("model")
            record.serialNumber = try body.text("serialNumber")
            record.imei = try body.text("imei")
            let (new, occasion) = (record, call.occasion)
            let kept = try call.change { tenant throws(AdministrationError) in try tenant.add(new, occasion) }
            return .object(Rendering.object(kept, in: call.tenant))
        }
    ]

    private static func user(_ body: GraphBody, _ tenant: Tenant) throws(GraphError) -> ObjectID? {
        guard let name = try body.text("userPrincipalName") else { return nil }
        guard let user = tenant.users[ObjectID(name)] ?? tenant.user(named: name) else {
            throw GraphError(
                .badRequest, "There is no user '\(name)'. Name one by principal name or id, or make one first.")
        }
        return user.id
    }
}
