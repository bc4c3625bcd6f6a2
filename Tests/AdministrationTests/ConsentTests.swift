import Administration
import Notation
import PINReset
import Testing

@Suite("Consent to the two applications")
struct ConsentTests {
    @Test(
        "S4, S5, S6: each is listed after consent with its date, and what is missing is named in the document's order")
    func missing() throws {
        var sample = try SampleTenant()
        #expect(sample.tenant.missingApplications == [.service, .client])
        sample.tenant.consent(to: .client, SampleTenant.occasion(after: 7))
        #expect(sample.tenant.missingApplications == [.service])
        sample.tenant.consent(to: .service, SampleTenant.occasion(after: 9))
        #expect(sample.tenant.missingApplications.isEmpty)
        let listed = sample.tenant.servicePrincipals.rows
        #expect(
            listed.map(\.application.name)
                == ["Microsoft Pin Reset Client Production", "Microsoft Pin Reset Service Production"])
        #expect(listed.map(\.createdDateTime.seconds) == [7, 9].map { SampleTenant.start.seconds + $0 })
    }

    @Test(
        "S4, S5: the applications are those of the document",
        arguments: [
            (
                PINResetApplication.service, "b8456c59-1230-44c7-a4a2-99b085333e84", "https://graph.windows.net",
                "https://cred.microsoft.com"
            ),
            (
                .client, "9115dd05-fad5-4f9c-acc7-305d08b1b04e", "https://cred.microsoft.com/",
                "ms-appx-web://Microsoft.AAD.BrokerPlugin/9115dd05-fad5-4f9c-acc7-305d08b1b04e"
            ),
        ])
    func applications(application: PINResetApplication, id: String, resource: String, redirect: String) {
        #expect(application.clientID == id)
        #expect(application.resource == resource)
        #expect(application.redirectURI == redirect)
        #expect(PINResetApplication(clientID: id.uppercased()) == application)
    }

    @Test(
        "S4: only an administrator of the tenant may accept",
        arguments: [
            ("admin@lab.example", true), ("ADMIN@lab.example", true), ("adele@lab.example", false),
            ("admin@other.example", false), ("off@lab.example", false), ("", false),
        ])
    func who(name: String, mayConsent: Bool) throws {
        var sample = try SampleTenant()
        try sample.tenant.add(
            DirectoryUser(
                id: "33333333-3333-4333-8333-333333333333", displayName: "Off", userPrincipalName: "off@lab.example",
                accountEnabled: false, isAdministrator: true))
        #expect(sample.tenant.mayConsent(name) == mayConsent)
        guard mayConsent else {
            let refusal = #expect(throws: AdministrationError.self) {
                try sample.tenant.accept(.service, by: name, SampleTenant.occasion())
            }
            #expect(refusal?.code == .forbidden)
            #expect(sample.tenant.servicePrincipals.count == 0)
            return
        }
        try sample.tenant.accept(.service, by: name, SampleTenant.occasion())
        #expect(sample.tenant.consentedApplications == [.service])
    }

    @Test("Accepting twice changes nothing; switched off it is no consent; removed it is gone with its grants")
    func revoked() throws {
        var sample = try SampleTenant()
        let service = sample.tenant.consent(to: .service, SampleTenant.occasion())
        let before = sample.tenant
        #expect(sample.tenant.consent(to: .service, SampleTenant.occasion(after: 5)) == service)
        #expect(sample.tenant == before)
        try sample.tenant.setEnabled(false, servicePrincipal: service.id, SampleTenant.occasion())
        #expect(sample.tenant.missingApplications.contains(.service))
        sample.tenant.consent(to: .service, SampleTenant.occasion())
        #expect(!sample.tenant.missingApplications.contains(.service))
        let client = sample.tenant.consent(to: .client, SampleTenant.occasion())
        try sample.tenant.add(
            OAuth2PermissionGrant(
                id: "g", client: client.id, consentType: "AllPrincipals", resource: service.id, scope: "User.Read"))
        try sample.tenant.removeServicePrincipal(service.id, SampleTenant.occasion())
        #expect(sample.tenant.permissionGrants.count == 0)
        #expect(sample.tenant.missingApplications == [.service])
        #expect(
            sample.tenant.audits.rows.map(\.activity)
                == [.consentGiven, .consentRevoked, .consentGiven, .consentGiven, .consentRevoked])
    }
}
