internal import Administration
internal import Notation
package import PINReset

/// What directories have consented to, and who did it: all that the PIN reset service knows of anybody. It is what the
/// tenants in the store hold, under the names that the pages and the service have for it.
package actor LabConsents {
    /// One consent to one application.
    package struct Consent: Equatable, Sendable {
        /// The directory's id: a GUID in lower case.
        package var tenant: String
        package var application: PINResetApplication
        /// The administrator; nil where the lab was set up so.
        package var administrator: String?
        /// Seconds since 1970.
        package var time: Int64
    }

    private let tenancy: LabTenancy
    private var brake = AttemptBrake()

    init(_ tenancy: LabTenancy) {
        self.tenancy = tenancy
    }

    /// In the order in which they were given, directory by directory.
    package var consents: [Consent] {
        get async {
            var found: [Consent] = []
            for id in await tenancy.store.tenantIDs {
                let given = await tenancy.store.tenant(id)?.servicePrincipals.rows { $0.accountEnabled } ?? []
                found += given.map { principal in
                    Consent(
                        tenant: id.rawValue, application: principal.application,
                        administrator: principal.consentedBy == LabTenancy.lab ? nil : principal.consentedBy,
                        time: principal.createdDateTime.seconds)
                }
            }
            return found
        }
    }

    /// Notes a consent; one that is there already stays as it is.
    /// - Throws: `.forbidden` for whoever is no administrator any more, whatever the page has told them before.
    func accept(_ application: PINResetApplication, by person: LabPerson) async throws(AdministrationError) {
        let occasion = tenancy.occasion(person.name)
        let name = person.name
        try await tenancy.store.change(ObjectID(person.tenant)) { tenant throws(AdministrationError) in
            _ = try tenant.accept(application, by: name, occasion)
        }
    }

    /// The directories with what they have consented to, as the PIN reset service wants to know it.
    package var tenants: [PINResetTenant] {
        get async {
            var found: [PINResetTenant] = []
            for id in await tenancy.store.tenantIDs {
                let given = await tenancy.store.tenant(id)?.consentedApplications ?? []
                found.append(PINResetTenant(id: id.rawValue, consentedApplications: given))
            }
            return found
        }
    }

    /// Of the password that somebody has now; nil for none.
    func passwordDigest(of name: String, in tenant: String) async -> [UInt8]? {
        await tenancy.store.tenant(ObjectID(tenant))?.user(named: name)?.password?.digest
    }

    /// Whether somebody may try a password now. It counts as wrong until `haveSignedIn`, so that many at once get no further.
    func trySignIn(from address: String, now: Int64) -> Bool { brake.tries(address, now: now) }

    /// The last try of an address was right.
    func haveSignedIn(from address: String) { brake.forgive(address) }
}
