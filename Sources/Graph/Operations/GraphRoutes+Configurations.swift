internal import Administration
internal import JSON

/// Custom profiles (Graph: *deviceConfiguration*).
extension GraphRoutes {
    private static let profiles = "/deviceManagement/deviceConfigurations"
    private static let read = GraphPermission.read("DeviceManagementConfiguration")
    private static let write = GraphPermission.write("DeviceManagementConfiguration")
    private static let form = JSONSchema.named("windows10CustomConfiguration")

    static let configurations: [GraphOperation] = [
        GraphOperation(
            .get, profiles, "listDeviceConfigurations", "All profiles.", permission: read,
            answer: .page(.deviceConfiguration)
        ) { call throws(GraphError) in
            .objects(call.tenant.configurations.rows.map { shown($0, call) })
        },
        GraphOperation(
            .post, profiles, "createDeviceConfiguration", "Make a custom profile.", permission: write, request: form,
            answer: .created(.deviceConfiguration), failures: [.badRequest, .full]
        ) { call throws(GraphError) in
            let body = try GraphBody(call.body, .deviceConfiguration)
            try checkType(body)
            let new = DeviceConfiguration(
                id: call.occasion.newID(), displayName: try body.required("displayName", try body.text("displayName")),
                description: try body.text("description"), createdDateTime: call.occasion.now,
                omaSettings: try settings(body) ?? [])
            try call.change { tenant throws(AdministrationError) in try tenant.add(new) }
            return .object(Rendering.object(new, in: call.tenant))
        },
        .one("\(profiles)/{id}", "getDeviceConfiguration", "One profile.", permission: read, .deviceConfiguration) {
            call throws(GraphError) in shown(try profile(call), call)
        },
        GraphOperation(
            .patch, "\(profiles)/{id}", "updateDeviceConfiguration",
            "Change a profile. With other settings it is another version, which goes out again.", permission: write,
            request: form, answer: .object(.deviceConfiguration), failures: [.notFound, .badRequest, .full]
        ) { call throws(GraphError) in
            let body = try GraphBody(call.body, .deviceConfiguration)
            if body.has("@odata.type") { try checkType(body) }
            let (id, now) = (call.id(), call.occasion.now)
            let (name, description) = (try body.text("displayName"), try body.text("description"))
            let settings = try settings(body)
            try call.change { tenant throws(AdministrationError) in
                try tenant.update(id, at: now) { profile in
                    if let name { profile.displayName = name }
                    if body.has("description") { profile.description = description }
                    if let settings { profile.omaSettings = settings }
                }
            }
            return .object(Rendering.object(try profile(call), in: call.tenant))
        },
        .removal(
            "\(profiles)/{id}", "deleteDeviceConfiguration",
            "Remove a profile. What it has brought stays on the phones.", permission: write
        ) { tenant, id, _ throws(AdministrationError) in try tenant.removeConfiguration(id) },
        GraphOperation(
            .post, "\(profiles)/{id}/assign", "assignDeviceConfiguration",
            "Assign a profile, in the place of what it was assigned to.", permission: write,
            request: .object([
                .required("assignments", .list(.named("deviceConfigurationAssignment")), "To whom.")
            ]),
            answer: .list(.deviceConfigurationAssignment), failures: [.notFound, .badRequest]
        ) { call throws(GraphError) in
            let body = try GraphBody(call.body, what: "assign", known: ["assignments"])
            let listed = try body.required("assignments", try body.list("assignments"))
            let targets = try listed.map { value throws(GraphError) in
                let assignment = try GraphBody(value, .deviceConfigurationAssignment)
                return try AssignmentTarget(assignment.required("target", assignment["target"]))
            }
            let id = call.id()
            try call.change { tenant throws(AdministrationError) in try tenant.assign(id, to: targets) }
            let found = try profile(call)
            notify(found, &call)
            return .objects(assignments(of: found))
        },
        GraphOperation(
            .get, "\(profiles)/{id}/assignments", "listDeviceConfigurationAssignments",
            "To whom a profile is assigned.", permission: read, answer: .page(.deviceConfigurationAssignment),
            failures: [.notFound]
        ) { call throws(GraphError) in
            .objects(assignments(of: try profile(call)))
        },
        GraphOperation(
            .get, "\(profiles)/{id}/deviceStatuses", "listDeviceStatuses",
            "How a profile stands on each device; those that it is not for are counted too.", permission: read,
            answer: .page(.deviceConfigurationDeviceStatus), failures: [.notFound]
        ) { call throws(GraphError) in
            let found = try profile(call)
            let tenant = call.tenant
            return .rows(GraphObjects(tenant.devices(of: found)) { Rendering.status(of: found, on: $0, in: tenant) })
        },
        .one(
            "\(profiles)/{id}/deviceStatusOverview", "getDeviceStatusOverview",
            "On how many devices a profile stands how.", permission: read, .deviceConfigurationDeviceOverview
        ) { call throws(GraphError) in Rendering.overview(of: try profile(call), in: call.tenant) },
    ]

    private static func checkType(_ body: GraphBody) throws(GraphError) {
        guard body.odataType?.lowercased() == "windows10customconfiguration" else {
            throw GraphError(
                .badRequest,
                "The lab has custom profiles for Windows 10 only. Write @odata.type "
                    + "#microsoft.graph.windows10CustomConfiguration.")
        }
    }

    private static func settings(_ body: GraphBody) throws(GraphError) -> [OmaSetting]? {
        try body.list("omaSettings")?.map { value throws(GraphError) in try OmaSetting(value) }
    }

    /// The profile that the path names.
    private static func profile(_ call: GraphCall) throws(GraphError) -> DeviceConfiguration {
        try call.find(\.configurations, "deviceConfiguration")
    }

    private static func shown(_ profile: DeviceConfiguration, _ call: GraphCall) -> GraphObject {
        call.expanded(Rendering.object(profile, in: call.tenant), "assignments", assignments(of: profile))
    }

    private static func assignments(of profile: DeviceConfiguration) -> [GraphObject] {
        profile.assignments.map { Rendering.object($0, of: profile.id) }
    }

    /// An assignment is told to the devices that it reaches, as Intune does.
    private static func notify(_ configuration: DeviceConfiguration, _ call: inout GraphCall) {
        for device in call.tenant.devices(of: configuration) where device.isEnrolled {
            if let name = device.managementName { call.effects.append(.push(managementName: name)) }
        }
    }
}
