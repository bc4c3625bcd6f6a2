package import SyncML

/// How a profile goes to a phone: one Atomic, in it a command for each setting, Add first and Replace where the node is.
package enum ProfileDelivery {
    /// The verb for each setting.
    /// - Parameter exists: whether the phone is known to have the node of an address, in the form in which two are compared.
    package static func verbs(
        _ settings: [OmaSetting], exists: (String) -> Bool
    ) -> [AccessCommand.Verb] {
        var written: Set<String> = []
        return settings.map { setting in
            let isThere = exists(setting.comparedURI) || !written.insert(setting.comparedURI).inserted
            return isThere ? .replace : .add
        }
    }

    /// The command; its CmdIDs are given by who sends it.
    package static func command(_ settings: [OmaSetting], _ verbs: [AccessCommand.Verb]) -> Command {
        let commands = zip(settings, verbs).map { $0.command($1) }
        return .container(ContainerCommand(.atomic, id: nil, commands: commands))
    }

    /// The status of each setting in an answer; nil where the phone has said nothing of it.
    ///
    /// Statuses come in the order of the commands; one that names another address is not taken for a setting's. What
    /// succeeded in an Atomic that did not was taken back.
    package static func codes(
        _ settings: [OmaSetting], _ verbs: [AccessCommand.Verb], _ answer: DeviceAnswer
    ) -> [StatusCode?] {
        let isTakenBack = answer.statuses.first { $0.command == "Atomic" }.map { !$0.code.isSuccess } ?? false
        var rest = answer.statuses.filter { $0.command != "Atomic" }
        return zip(settings, verbs).map { setting, verb in
            let place = rest.firstIndex { status in
                status.command == verb.name
                    && (status.address.map { OmaSetting.comparedURI($0) == setting.comparedURI } ?? true)
            }
            guard let place else { return nil }
            let code = rest.remove(at: place).code
            return isTakenBack && code.isSuccess ? .atomicRollBackOK : code
        }
    }

    /// What the other verb may help with: an Add that met a node, a Replace that met none.
    package static func isToBeTurned(_ verb: AccessCommand.Verb, _ code: StatusCode?) -> Bool {
        verb == .add && code == .alreadyExists || verb == .replace && code == .notFound
    }
}
