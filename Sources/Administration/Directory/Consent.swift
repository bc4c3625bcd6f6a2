package import PINReset

extension Tenant {
    /// The service principal of an application, if an administrator has let it in.
    package func servicePrincipal(of application: PINResetApplication) -> ServicePrincipal? {
        servicePrincipals.rows { $0.application == application }.first
    }

    /// The applications that the tenant has consented to.
    ///
    /// Inferred: that the service principal is there and enabled is consent. The document has administrators look for just
    /// that (S6), and no text names anything else that the service looks at.
    package var consentedApplications: Set<PINResetApplication> {
        Set(servicePrincipals.rows { $0.accountEnabled }.map(\.application))
    }

    /// The applications that still lack consent, in the order in which the document has them (S4, S5).
    package var missingApplications: [PINResetApplication] {
        PINResetApplication.allCases.filter { !consentedApplications.contains($0) }
    }

    /// An administrator accepts for the whole tenant. Who accepts again changes nothing but that it is enabled.
    /// - Returns: the application's service principal.
    @discardableResult
    package mutating func consent(to application: PINResetApplication, _ occasion: Occasion) -> ServicePrincipal {
        if var known = servicePrincipal(of: application) {
            if !known.accountEnabled { audit(.consentGiven, known.id, application.clientID, occasion) }
            known.accountEnabled = true
            servicePrincipals.put(known)
            return known
        }
        return admit(application, occasion)
    }

    /// An administrator accepts in a browser (S4): who may is asked at the moment at which it counts.
    /// - Throws: `.forbidden` for whoever is no administrator of the tenant, or not any more.
    @discardableResult
    package mutating func accept(
        _ application: PINResetApplication, by principalName: String, _ occasion: Occasion
    ) throws(AdministrationError) -> ServicePrincipal {
        guard mayConsent(principalName) else {
            throw AdministrationError(
                .forbidden, "Only an administrator of the tenant may accept for it. Ask one.")
        }
        return consent(to: application, occasion)
    }

    /// Takes in the service principal of an application: consent, where it is switched on.
    /// - Throws: `.conflict` for an application that has one.
    package mutating func add(
        _ application: PINResetApplication, isEnabled: Bool, _ occasion: Occasion
    ) throws(AdministrationError) -> ServicePrincipal {
        guard servicePrincipal(of: application) == nil else {
            throw AdministrationError(
                .conflict,
                "The service principal cannot be created because the service principal name \(application.clientID) is already "
                    + "in use.")
        }
        return admit(application, isEnabled: isEnabled, occasion)
    }

    private mutating func admit(
        _ application: PINResetApplication, isEnabled: Bool = true, _ occasion: Occasion
    ) -> ServicePrincipal {
        let principal = ServicePrincipal(
            id: occasion.newID(), application: application, accountEnabled: isEnabled, createdDateTime: occasion.now,
            consentedBy: occasion.actor)
        servicePrincipals.put(principal)
        if isEnabled { audit(.consentGiven, principal.id, application.clientID, occasion) }
        return principal
    }

    /// Switches an application on or off, as *Enabled for users to sign in* does.
    package mutating func setEnabled(
        _ isEnabled: Bool, servicePrincipal id: ObjectID, _ occasion: Occasion
    ) throws(AdministrationError) {
        guard let principal = servicePrincipals[id] else { throw .unknown("service principal", id) }
        guard principal.accountEnabled != isEnabled else { return }
        servicePrincipals[id]?.accountEnabled = isEnabled
        audit(isEnabled ? .consentGiven : .consentRevoked, id, principal.application.clientID, occasion)
    }

    /// Takes an application out of the tenant, with all it was granted.
    package mutating func removeServicePrincipal(
        _ id: ObjectID, _ occasion: Occasion
    ) throws(AdministrationError) {
        guard let principal = servicePrincipals[id] else { throw .unknown("service principal", id) }
        servicePrincipals[id] = nil
        permissionGrants.remove { $0.client == id || $0.resource == id }
        appRoleAssignments.remove { $0.principal == id || $0.resource == id }
        audit(.consentRevoked, id, principal.application.clientID, occasion)
    }

    /// Notes a permission that was granted between two service principals.
    package mutating func add(_ grant: OAuth2PermissionGrant) throws(AdministrationError) {
        for id in [grant.client, grant.resource] where servicePrincipals[id] == nil {
            throw .unknown("service principal", id)
        }
        guard ["AllPrincipals", "Principal"].contains(grant.consentType) else {
            throw AdministrationError(
                .badRequest, "consentType is '\(grant.consentType)'; it can be AllPrincipals or Principal.")
        }
        try AdministrationError.require(text: grant.scope, "scope")
        try AdministrationError.require(room: permissionGrants.count, AdministrationBounds.grants, "grants")
        guard permissionGrants.count(ofKey: grant.parties) == 0 else {
            throw AdministrationError(.conflict, "Permission entry already exists: both were granted this before.")
        }
        permissionGrants.put(grant)
    }

    /// Notes a role that was given.
    package mutating func add(_ assignment: AppRoleAssignment) throws(AdministrationError) {
        for id in [assignment.principal, assignment.resource] where servicePrincipals[id] == nil {
            throw .unknown("service principal", id)
        }
        try AdministrationError.require(room: appRoleAssignments.count, AdministrationBounds.grants, "assignments")
        guard appRoleAssignments.count(ofKey: assignment.parties) == 0 else {
            throw AdministrationError(.conflict, "Permission being assigned already exists on the object.")
        }
        appRoleAssignments.put(assignment)
    }
}
