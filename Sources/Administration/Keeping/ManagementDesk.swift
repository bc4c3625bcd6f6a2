package import Notation

/// Where a management server asks what to tell a device, and tells what the device has said: sessions on a store.
///
/// Whatever a call returns is kept before. So a server that ends at any moment and begins again goes on where it was: what a
/// device has answered is not sent again, and a passcode that it has told is not lost.
package struct ManagementDesk: Sendable {
    private let store: any AdministrationStore
    /// The id under which devices know their server.
    private let provider: String
    private let now: @Sendable () -> Instant
    private let random: @Sendable (Int) -> [UInt8]

    package init(
        store: any AdministrationStore, provider: String, now: @escaping @Sendable () -> Instant,
        random: @escaping @Sendable (Int) -> [UInt8]
    ) {
        self.store = store
        self.provider = provider
        self.now = now
        self.random = random
    }

    /// A device of a tenant, as its sessions name it.
    package struct Place: Hashable, Sendable {
        package var tenant: ObjectID
        package var device: ObjectID

        package init(tenant: ObjectID, device: ObjectID) {
            self.tenant = tenant
            self.device = device
        }
    }

    /// Where the device is that names itself so in its messages; nil for a stranger, and for one that has left.
    package func place(of managementName: String) async -> Place? {
        for id in await store.tenantIDs {
            if let device = await store.tenant(id)?.device(managementName: managementName), device.isEnrolled {
                return Place(tenant: id, device: device.id)
            }
        }
        return nil
    }

    /// A session begins.
    package func begin(_ place: Place) async throws(AdministrationError) {
        let occasion = occasion(place)
        try await store.change(place.tenant) { tenant throws(AdministrationError) in
            tenant.beginSession(of: place.device, occasion)
        }
    }

    /// A device has told of itself what it is.
    package func describe(_ place: Place, _ description: DeviceDescription) async throws(AdministrationError) {
        guard let known = await store.tenant(place.tenant)?.devices[place.device],
            known.described(by: description) != known
        else { return }
        try await store.change(place.tenant) { tenant throws(AdministrationError) in
            tenant.devices[place.device] = tenant.devices[place.device]?.described(by: description)
        }
    }

    /// What is to be sent now. It counts as sent with this call: the next one returns only what has come since.
    @concurrent package func takeWork(_ place: Place) async throws(AdministrationError) -> [DeviceWork] {
        let (occasion, provider) = (occasion(place), provider)
        // Mostly there is nothing, and who changes something need not wait until that is seen.
        if let tenant = await store.tenant(place.tenant), tenant.work(for: place.device, provider: provider).isEmpty {
            return []
        }
        return try await store.change(place.tenant) { tenant throws(AdministrationError) in
            let work = tenant.work(for: place.device, provider: provider)
            for piece in work { tenant.send(piece, to: place.device, occasion) }
            return work
        }
    }

    /// A device has answered commands to the end.
    package func take(
        _ answers: [(subject: DeviceWork.Subject, answer: DeviceAnswer)], from place: Place
    ) async throws(AdministrationError) {
        let occasion = occasion(place)
        try await store.change(place.tenant) { tenant throws(AdministrationError) in
            for (subject, answer) in answers {
                tenant.take(answer, to: subject, from: place.device, occasion)
            }
        }
    }

    /// A session has ended as it should.
    package func end(_ place: Place) async throws(AdministrationError) {
        let occasion = occasion(place)
        try await store.change(place.tenant) { tenant throws(AdministrationError) in
            tenant.endSession(of: place.device, occasion)
        }
    }

    /// A device has said that it leaves.
    package func leave(_ place: Place) async throws(AdministrationError) {
        let occasion = occasion(place)
        try await store.change(place.tenant) { tenant throws(AdministrationError) in
            tenant.leave(place.device, occasion)
        }
    }

    private func occasion(_ place: Place) -> Occasion {
        Occasion(now: now(), actor: place.device.rawValue, random: random)
    }
}
