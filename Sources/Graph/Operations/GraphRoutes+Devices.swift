internal import Administration
internal import JSON

/// Devices and what is asked of them (Graph: *managedDevice*).
extension GraphRoutes {
    private static let managed = "/deviceManagement/managedDevices"
    private static let read = GraphPermission.read("DeviceManagementManagedDevices")
    private static let write = GraphPermission.write("DeviceManagementManagedDevices")
    private static let privileged = GraphPermission(["DeviceManagementManagedDevices.PrivilegedOperations.All"])

    static let devices: [GraphOperation] =
        [
            GraphOperation(
                .get, managed, "listManagedDevices", "All devices; what was asked of them is shown for one alone.",
                permission: read, answer: .page(.managedDevice)
            ) { call throws(GraphError) in
                let call = call
                return .rows(
                    GraphObjects(call.tenant.devices.rows) { shown(Rendering.object($0, in: call.tenant), $0, call) })
            },
            GraphOperation(
                .get, "\(managed)/{id}", "getManagedDevice",
                "One device with the last action of each kind. Showing a passcode is noted in the audit list.",
                permission: read, answer: .object(.managedDevice), failures: [.notFound], isKept: true
            ) { call throws(GraphError) in
                let device = try call.find(\.devices, "managedDevice")
                var object = Rendering.object(device, in: call.tenant)
                if call.shows("deviceActionResults") { object["deviceActionResults"] = results(device, &call) }
                object["resetPasscodeObstacles"] = Rendering.resetObstacles(device, in: call.tenant)
                return .object(shown(object, device, call))
            },
            GraphOperation.removal(
                "\(managed)/{id}", "deleteManagedDevice", "Forget a device and all that is kept of it.",
                permission: write
            ) { tenant, id, _ throws(AdministrationError) in try tenant.removeDevice(id) },
            GraphOperation(
                .get, "\(managed)/{id}/deviceConfigurationStates", "listDeviceConfigurationStates",
                "How each profile that is assigned to a device stands, with every setting.", permission: read,
                answer: .page(.deviceConfigurationState), failures: [.notFound]
            ) { call throws(GraphError) in
                let device = try call.find(\.devices, "managedDevice")
                let profiles = call.tenant.assignedProfiles(of: device)
                return .objects(
                    profiles.configurations.map { Rendering.state(of: $0, among: profiles, in: call.tenant) })
            },
            GraphOperation(
                .get, "\(managed)/{id}/users", "listManagedDeviceUsers", "The user of a device.", permission: read,
                answer: .page(.user), failures: [.notFound]
            ) { call throws(GraphError) in
                .objects(users(of: try call.find(\.devices, "managedDevice"), call.tenant))
            },
            GraphOperation(
                .post, "\(managed)/{id}/cancelAction", "cancelAction",
                "The lab's own: take back an action that is pending.",
                permission: privileged,
                request: .object([.required("actionId", .text, "Its id, as deviceActionResults shows it.")]),
                answer: .nothing, failures: [.notFound, .badRequest, .wrongState]
            ) { call throws(GraphError) in
                let body = try GraphBody(call.body, what: "cancelAction", known: ["actionId"])
                let (id, occasion) = (try body.required("actionId", try body.id("actionId")), call.occasion)
                guard call.tenant.actions[id]?.device == call.id() else {
                    throw GraphError(.notFound, "Resource '\(id)' does not exist: the device has no such action.")
                }
                try call.change { tenant throws(AdministrationError) in try tenant.cancel(id, occasion) }
                return .nothing
            },
            GraphOperation(
                .get, "/deviceManagement/deviceActions", "listDeviceActions",
                "The lab's own: what was asked of all devices, the newest first; a passcode is shown with its device only.",
                permission: read, answer: .page(.deviceAction)
            ) { call throws(GraphError) in
                let (tenant, base) = (call.tenant, call.base)
                return .rows(GraphObjects(newestFirst(tenant)) { Rendering.object($0, in: tenant, base: base) })
            },
            GraphOperation(
                .get, "/deviceManagement/remoteActionAudits", "listRemoteActionAudits",
                "What was asked of devices, consented to, who was given a role, and which passcodes were read, and by whom.",
                permission: read, answer: .page(.remoteActionAudit)
            ) { call throws(GraphError) in
                let tenant = call.tenant
                return .rows(GraphObjects(tenant.audits.rows) { Rendering.object($0, in: tenant) })
            },
        ] + DeviceActionKind.allCases.map(action)

    /// The operation that asks a device for something.
    private static func action(_ kind: DeviceActionKind) -> GraphOperation {
        let isWipe = kind == .wipe
        return GraphOperation(
            .post, "\(managed)/{id}/\(kind.rawValue)", kind.rawValue, summary(kind), permission: privileged,
            request: isWipe
                ? .object([
                    .optional("keepUserData", .flag, "Whether the user's data shall survive."),
                    .optional("keepEnrollmentData", .flag, "Only false: such a wipe is not for phones."),
                    .optional("persistEsimDataPlan", .flag, "Whether a data plan shall survive; phones have none."),
                    .optional("macOsUnlockCode", .text, "For Macs."),
                ]) : nil,
            isRequestOptional: true, answer: .nothing, failures: [.notFound, .notSupported, .badRequest]
        ) { call throws(GraphError) in
            let device = try call.find(\.devices, "managedDevice")
            let keepsUserData = isWipe ? try wipeKeepsUserData(call.body) : false
            let occasion = call.occasion
            _ = try call.change { tenant throws(AdministrationError) in
                try tenant.request(kind, on: device.id, keepUserData: keepsUserData, occasion)
            }
            if let name = device.managementName { call.effects.append(.push(managementName: name)) }
            return .nothing
        }
    }

    private static func wipeKeepsUserData(_ body: JSONValue?) throws(GraphError) -> Bool {
        guard let body, body != .null else { return false }
        let read = try GraphBody(
            body, what: "wipe",
            known: ["keepUserData", "keepEnrollmentData", "persistEsimDataPlan", "macOsUnlockCode"])
        guard try read.flag("keepEnrollmentData") != true else {
            throw GraphError(.badRequest, "keepEnrollmentData is true, and phones cannot keep it. Write false.")
        }
        return try read.flag("keepUserData") ?? false
    }

    private static func summary(_ kind: DeviceActionKind) -> String {
        switch kind {
        case .syncDevice: "Have the device come by."
        case .remoteLock: "Lock the screen."
        case .resetPasscode: "Make a new passcode; it is shown with the device for seven days."
        case .wipe: "Reset the device."
        case .retire: "Have the device leave management."
        case .rebootNow: "Start the device anew."
        }
    }

    /// The last action of each kind. A passcode is read by this, and that is noted.
    private static func results(_ device: ManagedDevice, _ call: inout GraphCall) -> JSONValue {
        .array(
            call.tenant.lastActions(of: device.id).map { action in
                let passcode = call.tenant.readPasscode(of: action.id, call.occasion)
                let until =
                    passcode == nil
                    ? nil : call.tenant.passcodeShownUntil(of: device.id, at: call.occasion.now)
                var object = Rendering.object(action, passcode: passcode, until: until)
                object["detailsUrl"] = Rendering.text(action.detailsPath.map { call.base + $0 })
                return .object(object)
            })
    }

    private static func shown(_ object: GraphObject, _ device: ManagedDevice, _ call: GraphCall) -> GraphObject {
        call.expanded(object, "users", users(of: device, call.tenant))
    }

    /// All actions by the time at which they were asked for; of one second those that came later first.
    private static func newestFirst(_ tenant: Tenant) -> [DeviceAction] {
        tenant.actions.rows.enumerated().sorted { first, second in
            (first.element.startDateTime, first.offset) > (second.element.startDateTime, second.offset)
        }.map(\.element)
    }

    private static func users(of device: ManagedDevice, _ tenant: Tenant) -> [GraphObject] {
        device.user.flatMap { tenant.users[$0] }.map { [Rendering.object($0)] } ?? []
    }
}
