import Administration
import Notation
import PINReset
import Settings
import SyncML

/// Tenants with something in every table.
enum FilledTenant {
    static let id: ObjectID = "7c4f1de2-0b35-4a86-9f0e-5d2a7be0c913"
    static let phone: ObjectID = "dddddddd-0000-4000-8000-000000000001"
    static let start = Instant(seconds: 1_520_000_000)

    static func occasion(after seconds: Int64 = 0) -> Occasion {
        Occasion(now: start.adding(seconds: seconds), actor: "admin@lab.example") { count in
            (0..<count).map { _ in UInt8.random(in: .min ... .max) }
        }
    }

    static func empty(_ id: ObjectID = id) -> Tenant {
        Tenant(
            Organization(id: id, displayName: "Lab", verifiedDomains: ["lab.example"], createdDateTime: start))
    }

    /// What the rules make of people, a phone, consent, a profile and its answers, and a reset with this passcode.
    static func fill(_ tenant: inout Tenant, passcode: String = "471123") throws(AdministrationError) {
        let occasion = occasion()
        let adele = DirectoryUser(id: "u1", displayName: "Adele", userPrincipalName: "adele@lab.example")
        try tenant.add(adele)
        try tenant.add(
            DirectoryGroup(id: "g1", displayName: "People", mailNickname: "people", createdDateTime: start))
        try tenant.add(member: adele.id, to: "g1")
        try tenant.enroll(device(user: adele.id), occasion)
        let service = tenant.consent(to: .service, occasion)
        let client = tenant.consent(to: .client, occasion)
        try tenant.add(
            OAuth2PermissionGrant(
                id: "o1", client: client.id, consentType: "AllPrincipals", resource: service.id, scope: "x"))
        try tenant.add(
            AppRoleAssignment(
                id: "r1", appRole: "0", principal: client.id, resource: service.id, createdDateTime: start))
        let values: [OmaValue] = [
            .string("s"), .integer(-1), .boolean(true), .base64("AAEC", fileName: "b"), .xml("<a/>", fileName: nil),
            .dateTime(start), .floatingPoint(1.5),
        ]
        let settings = values.enumerated().map {
            OmaSetting(displayName: "\($0)", omaURI: "./\($0)", value: $1)
        }
        try tenant.add(
            DeviceConfiguration(id: "p1", displayName: "Profile", createdDateTime: start, omaSettings: settings))
        try tenant.assign("p1", to: [.group("g1"), .allDevices])
        for work in tenant.work(for: phone, provider: "Lab") {
            tenant.send(work, to: phone, occasion)
            let answer = DeviceAnswer(statuses: settings.map { DeviceAnswer.Status("Add", $0.omaURI, 200) })
            tenant.take(answer, to: work.subject, from: phone, occasion)
        }
        try reset(&tenant, passcode, occasion)
    }

    /// A reset from the request to the phone's answer.
    static func reset(
        _ tenant: inout Tenant, _ passcode: String, _ occasion: Occasion
    ) throws(AdministrationError) {
        let action = try tenant.request(.resetPasscode, on: phone, occasion)
        for work in tenant.work(for: phone, provider: "Lab") { tenant.send(work, to: phone, occasion) }
        let answer = DeviceAnswer(
            statuses: [DeviceAnswer.Status("Exec", nil, 200)],
            results: [DeviceAnswer.Result(ActionCommand.newPINValue, passcode)])
        tenant.take(answer, to: .action(action.id), from: phone, occasion)
    }

    static func device(user: ObjectID?) -> ManagedDevice {
        ManagedDevice(
            id: phone, directoryID: "e1", azureADDeviceID: "f1", deviceName: "Phone", platform: .windowsMobile,
            osVersion: "10.0.15063.297", user: user, enrolledDateTime: start, managementName: "urn:phone:1")
    }
}
