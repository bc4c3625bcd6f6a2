import Administration
import JSON
import Notation
import PINReset

/// One device.
extension PortalPages {
    struct DevicePage {
        struct Fact {
            let name: String
            let value: String?
            let moment: Moment?
            /// Whether it is when the device was last there, which the script of the page keeps true.
            var isSeen = false
        }

        struct Offer {
            let question: Question
            let link: String
            /// For the dialog that asks.
            let dialog: String
            /// Why the device cannot; nil where it can.
            let obstacle: String?
        }

        struct Passcode {
            let until: String
            let readLink: String
            /// nil as long as nobody has asked to see it.
            let value: String?
            let readings: [String]
        }

        let head: DeviceHead
        let link: String
        let stateLink: String
        /// Changes with whatever the page shows, but for when the device was last there.
        let digest: String
        let removal: String
        let facts: [Fact]
        let offers: [Offer]
        let passcode: Passcode?
        /// What is missing before a reset can succeed; nil for a device that can never have one.
        let readiness: Readiness?
        let results: [ActionRow]
        let hasResults: Bool
        let profiles: [ProfileRow]
        let hasProfiles: Bool
    }

    struct Readiness {
        let isReady: Bool
        /// How that is known.
        let told: String
        let lacks: [String]
    }

    static func device(_ id: ObjectID, _ context: PortalContext) -> PortalAnswer {
        guard let device = context.tenant.devices[id] else { return notFound(context) }
        let (tenant, texts) = (context.tenant, context.texts)
        let offers = DeviceActionKind.allCases.map { kind in
            DevicePage.Offer(
                question: Question(kind, device, texts), link: PortalRoute.question(kind, id).path,
                dialog: "ask-\(kind.rawValue)", obstacle: obstacle(kind, device, texts))
        }
        let actions = tenant.actions(of: id).reversed().map { ActionRow($0, context) }
        let profiles = profileRows(of: device, context)
        let page = DevicePage(
            head: DeviceHead(device, at: .device(id), texts), link: PortalRoute.device(id).path,
            stateLink: PortalRoute.deviceState(id).path, digest: digest(of: device, context),
            removal: PortalRoute.removal(id).path, facts: facts(device, context), offers: offers,
            passcode: passcode(of: id, context), readiness: readiness(device, tenant, texts), results: actions,
            hasResults: !actions.isEmpty, profiles: profiles, hasProfiles: !profiles.isEmpty)
        return context.page("device", device.deviceName, at: .device(id), page)
    }

    /// How a device stands, for the script of its page: the page is fetched anew when that changes.
    static func deviceState(_ id: ObjectID, _ context: PortalContext) -> PortalAnswer {
        guard let device = context.tenant.devices[id] else { return notFound(context) }
        let last = context.tenant.actions(of: id).last.map { ActionRow($0, context) }
        let seen = Moment(device.lastSyncDateTime, context.texts)
        return .json([
            "digest": .string(digest(of: device, context)),
            "seen": seen.map { moment -> JSONValue in
                ["text": .string(moment.text), "machine": .string(moment.machine)]
            } ?? .null,
            "said": .string(last.map { "\($0.name): \($0.mark.word)" } ?? ""),
        ])
    }

    /// Devices come by again and again, most often for nothing: a page that was made anew each time would take from somebody
    /// what they point at or have marked.
    private static func digest(of device: ManagedDevice, _ context: PortalContext) -> String {
        let tenant = context.tenant
        var hasher = Hasher()
        for action in tenant.actions(of: device.id) { hasher.combine("\(action.id)\(action.state.rawValue)") }
        hasher.combine(tenant.passcodeShownUntil(of: device.id, at: context.now)?.text)
        hasher.combine(facts(device, context).filter { !$0.isSeen }.map(\.value))
        hasher.combine(readiness(device, tenant, context.texts)?.lacks)
        for profile in profileRows(of: device, context) {
            hasher.combine([profile.name, profile.mark.word])
            hasher.combine(profile.settings.map { [$0.name, $0.mark.word, $0.code ?? ""] })
        }
        return String(hasher.finalize(), radix: 16)
    }

    private static func facts(_ device: ManagedDevice, _ context: PortalContext) -> [DevicePage.Fact] {
        let texts = context.texts
        let state = context.tenant.managementState(of: device)
        let plain: [(String, String?)] = [
            ("user", context.user(device.user)?.userPrincipalName), ("system", system(of: device, texts)),
            ("manufacturer", device.manufacturer), ("model", device.model), ("serialNumber", device.serialNumber),
            ("imei", device.imei), ("joined", texts[device.isAzureADJoined ? "answer.yes" : "answer.no"]),
            (
                "management",
                texts[device.isEnrolled ? "managementState.\(state.rawValue)" : "managementState.gone"]
            ),
        ]
        let facts = plain.compactMap { name, value in
            value.map { DevicePage.Fact(name: texts["device.fact.\(name)"], value: $0, moment: nil) }
        }
        let moments: [(String, Moment?)] = [
            ("enrolled", Moment(device.enrolledDateTime, texts)), ("seen", Moment(device.lastSyncDateTime, texts)),
        ]
        return facts
            + moments.map { name, moment in
                DevicePage.Fact(
                    name: texts["device.fact.\(name)"], value: moment == nil ? texts["device.never"] : nil,
                    moment: moment, isSeen: name == "seen")
            }
    }

    /// Why a device cannot do something, in the visitor's language.
    static func obstacle(_ kind: DeviceActionKind, _ device: ManagedDevice, _ texts: PortalTexts) -> String? {
        ActionSupport.reason(kind, on: device).map { reason in
            texts(
                "obstacle.\(reason)",
                [
                    "device": device.deviceName, "platform": texts["platform.\(device.platform.rawValue)"],
                    "version": device.osVersion,
                ])
        }
    }

    private static func passcode(of id: ObjectID, _ context: PortalContext) -> DevicePage.Passcode? {
        let (tenant, texts) = (context.tenant, context.texts)
        guard let until = tenant.passcodeShownUntil(of: id, at: context.now),
            let shown = tenant.passcodes.rows(ofKey: id.rawValue).last
        else { return nil }
        let readings = tenant.audits.rows(ofKey: id.rawValue).filter {
            $0.activity == .passcodeRead && $0.detail == shown.id.rawValue
        }
        return DevicePage.Passcode(
            until: texts("passcode.until", ["day": texts.time(until)]),
            readLink: "\(PortalRoute.device(id).path)/passcode", value: context.passcode,
            readings: readings.map { event in
                texts(
                    "passcode.read",
                    ["name": event.initiatedBy, "time": texts.time(event.lastDateTime), "count": "\(event.count)"])
            })
    }

    /// What is missing before a reset can succeed (the end of the story: sync, then one unlock).
    private static func readiness(_ device: ManagedDevice, _ tenant: Tenant, _ texts: PortalTexts) -> Readiness? {
        guard ActionSupport.reason(.resetPasscode, on: device) == nil else { return nil }
        let lacks = tenant.resetObstacles(of: device.id).map { sentence($0, texts) }
        let yes = tenant.lastResetHasWorked(on: device.id) ? "ready.worked" : "ready.yes"
        return Readiness(isReady: lacks.isEmpty, told: texts[lacks.isEmpty ? yes : "ready.no"], lacks: lacks)
    }

    /// What PIN recovery lacks, in the visitor's language.
    static func sentence(_ obstacle: RecoveryObstacle, _ texts: PortalTexts) -> String {
        switch obstacle {
        case .consentMissing(let applications):
            texts("lacks.consent", ["applications": applications.map(\.name).joined(separator: ", ")])
        case .disabled(let applications):
            texts("lacks.enabled", ["applications": applications.map(\.name).joined(separator: ", ")])
        case .noPolicy: texts["lacks.policy"]
        case .policyPending: texts["lacks.sync"]
        case .policyRefused(let code): texts("lacks.refused", ["code": "\(code)"])
        case .ticketDenied: texts["lacks.ticket"]
        case .unknown: texts["lacks.unknown"]
        }
    }
}
