internal import Notation
internal import SyncML

/// The way of a session through a tenant: it begins, work is sent, answers come, it ends.
extension Tenant {
    /// How often a profile that a phone has refused is sent, in a session each.
    ///
    /// Inferred: Intune tries again; how often is not told for profiles. The notification of an action is repeated three
    /// times at most.
    package static let deliveries = 3

    /// A session begins: whatever was sent in an earlier one and never answered is sent once more. What was refused is tried
    /// again, a few times.
    package mutating func beginSession(of device: ObjectID, _ occasion: Occasion) {
        for action in actions(of: device) {
            change(action.id, by: .interrupt, occasion)
            if action.kind == .syncDevice { change(action.id, by: .send, occasion) }
        }
        for report in reports.rows(ofKey: device.rawValue) {
            let isToBeTried = report.hasFailed && report.failures < Self.deliveries
            guard report.phase == .sent || isToBeTried else { continue }
            reports[report.id]?.beginAnew()
        }
    }

    /// A command is about to go to a device.
    package mutating func send(_ work: DeviceWork, to device: ObjectID, _ occasion: Occasion) {
        switch work.subject {
        case .action(let action):
            guard actions[action]?.device == device else { return }
            change(action, by: .send, occasion)
        case .configuration(let id):
            guard let configuration = configurations[id] else { return }
            let known = reports[ObjectID(id, device)].flatMap { $0.version == configuration.version ? $0 : nil }
            var report =
                known ?? ConfigurationReport(device: device, configuration: id, version: configuration.version)
            report.phase = .sent
            report.settings = zip(configuration.omaSettings, work.verbs).map {
                ConfigurationReport.Setting(comparedURI: $0.comparedURI, isReplace: $1 == .replace)
            }
            reports.put(report)
        }
    }

    /// A device has answered a command to the end.
    package mutating func take(
        _ answer: DeviceAnswer, to subject: DeviceWork.Subject, from device: ObjectID, _ occasion: Occasion
    ) {
        switch subject {
        case .action(let action): takeAnswer(answer, toAction: action, device, occasion)
        case .configuration(let configuration): takeAnswer(answer, toProfile: configuration, device, occasion)
        }
    }

    /// A session has ended as it should.
    package mutating func endSession(of device: ObjectID, _ occasion: Occasion) {
        devices[device]?.lastSyncDateTime = occasion.now
        for action in actions(of: device) where action.kind == .syncDevice && action.state == .active {
            change(action.id, by: .succeed, occasion)
        }
    }

    private mutating func takeAnswer(
        _ answer: DeviceAnswer, toAction id: ObjectID, _ device: ObjectID, _ occasion: Occasion
    ) {
        guard let action = actions[id], action.device == device, action.state == .active else { return }
        switch ActionCommand.verdict(action.kind, answer) {
        case .done:
            change(id, by: .succeed, occasion)
            if action.kind == .wipe { endTime(of: device, because: "The device was wiped.", isWiped: true, occasion) }
        case .passcode(let value):
            keep(ShownPasscode(id: id, device: device, value: value, receivedAt: occasion.now))
            change(id, by: .succeed, occasion)
        case .underWay: change(id, by: .accept, occasion)
        // Nobody knows whether it was done: it is sent once more, but not in this session, or there would be no end to it.
        case .unanswered: break
        case .notSupported(let code, let reason):
            change(id, by: .refuse, errorCode: ReportedError.number(code), reason: reason, occasion)
        case .failed(let code, let reason):
            let whole = ([reason] + hints(action)).joined(separator: " ")
            change(id, by: .fail, errorCode: ReportedError.number(code), reason: whole, occasion)
        }
    }

    /// What an administrator can do about an action that a device has refused, as sentences.
    private func hints(_ action: DeviceAction) -> [String] {
        switch action.kind {
        case .resetPasscode: return obstacles(of: action).map(\.message)
        // csp.md C22.
        case .retire:
            guard let device = devices[action.device], device.platform == .windowsMobile, device.isAzureADJoined else {
                return []
            }
            return ["A phone that is joined to Azure AD refuses to be retired by its server. Wipe it instead."]
        case .syncDevice, .remoteLock, .wipe, .rebootNow: return []
        }
    }

    private mutating func takeAnswer(
        _ answer: DeviceAnswer, toProfile id: ObjectID, _ device: ObjectID, _ occasion: Occasion
    ) {
        // A profile that was changed meanwhile is sent again as it is now: what came of the old form tells nothing.
        guard let configuration = configurations[id], var report = reports[ObjectID(id, device)],
            report.version == configuration.version, report.phase == .sent
        else { return }
        // Without a status nobody knows what came of it: the next session sends it once more.
        guard !answer.statuses.isEmpty else { return }
        let verbs = report.settings.map { $0.isReplace ? AccessCommand.Verb.replace : .add }
        let codes = ProfileDelivery.codes(configuration.omaSettings, verbs, answer)
        for (place, code) in codes.enumerated() { report.settings[place].code = code?.rawValue }
        learn(configuration, device, verbs, codes)
        report.lastReportedDateTime = occasion.now
        let turnable = zip(report.settings, zip(verbs, codes)).filter { ProfileDelivery.isToBeTurned($1.0, $1.1) }
            .map { (address: $0.comparedURI, verb: $1.0) }
        if report.turn(turnable) {
            report.phase = .pending
        } else {
            report.phase = .answered
            if report.hasFailed { report.failures += 1 }
        }
        reports.put(report)
    }

    /// What an answer tells about which nodes a device has.
    private mutating func learn(
        _ configuration: DeviceConfiguration, _ device: ObjectID, _ verbs: [AccessCommand.Verb], _ codes: [StatusCode?]
    ) {
        var nodes = deviceNodes[device] ?? DeviceNodes(id: device)
        for (setting, (verb, code)) in zip(configuration.omaSettings, zip(verbs, codes)) {
            let origin = DeviceNodes.Origin(omaURI: setting.omaURI, configuration: configuration.id)
            if code?.isSuccess == true || verb == .add && code == .alreadyExists {
                nodes.written[setting.comparedURI] = origin
            } else if verb == .replace, code == .notFound {
                nodes.written[setting.comparedURI] = nil
            }
        }
        if nodes.written.count > AdministrationBounds.nodes, let kept = devices[device] {
            // What no profile writes any more is forgotten first; it costs an Add that meets a node.
            for leftover in leftovers(on: kept) { nodes.written[leftover.comparedURI] = nil }
        }
        deviceNodes.put(nodes)
    }
}
