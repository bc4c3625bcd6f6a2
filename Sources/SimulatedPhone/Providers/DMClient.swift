import ManagementTree
import Notation

/// DMClient: the device's account with its management server (Microsoft, *DMClient CSP*).
///
/// What the server writes is stored; who runs sessions reads the poll schedule from it. At once act the addresses, the
/// version of the protocol, the push channel and the end of the account.
struct DMClientProvider: Provider {
    /// Inferred: the addresses and the switch that a server may replace and not add are there with the account.
    private static let ownNames = [
        "ManagementServiceAddress", "MaxSyncApplicationVersion", "EnableOmaDmKeepAliveMessage", "HWDevID",
        "ManagementServerAddressList",
    ]

    /// What the device says of itself below DMClient and below each server's account; no server can add it.
    func computedNames(below parent: NodeLocation, in phone: Phone) -> [String] {
        switch parent.place {
        case "": ["HWDevID"] + (phone.enrolled == nil ? [] : ["UpdateManagementServiceAddress"])
        case "Provider/*": Self.ownNames + (phone.join == nil ? [] : ["AADDeviceID"])
        default: []
        }
    }

    func read(
        _ node: NodeLocation, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) -> NodeValue? {
        switch node.place {
        case "Provider/*/Push/ChannelURI": return node.value(phone.enrolled?.push?.uri ?? "")
        case "Provider/*/Push/Status": return node.value(String(PushStatus.of(phone, environment.now).rawValue))
        case "UpdateManagementServiceAddress":
            return node.value(phone.enrolled?.account.addresses.joined(separator: ";") ?? "")
        default: break
        }
        if PollNumber(node)?.isOff(in: phone) == true { return node.value("0") }
        guard !node.isStored else { return nil }
        return switch node.place {
        case "HWDevID", "Provider/*/HWDevID": node.value(phone.hardwareID)
        case "Provider/*/AADDeviceID": node.value(phone.join == nil ? "" : phone.azureADDeviceID)
        case "Provider/*/MaxSyncApplicationVersion": node.value("2.0")
        default: nil
        }
    }

    func willChange(_ node: NodeLocation, _ change: NodeChange, in phone: Phone) throws(Refusal) {
        if case .renamed = change {
            // Polls, renewal and signing find the account by its name.
            throw Refusal(.permanent, "\(node.uri): the name of a server's account is fixed")
        }
        guard let text = change.value?.text else { return }
        switch node.place {
        case "UpdateManagementServiceAddress": try checkServers(text, at: node.uri, in: phone)
        case "Provider/*/ManagementServiceAddress", "Provider/*/ManagementServerAddressList":
            guard !ServerAddressList.addresses(in: text).isEmpty else {
                throw Refusal(
                    .valueRefused,
                    "\(node.uri): '\(text.prefix(80))' is neither an address nor a list written <URL1><URL2>")
            }
        case "Provider/*/SyncApplicationVersion":
            // Once 2.0 it never goes back (Microsoft, *DMClient CSP*).
            let stored = phone.tree.node(node.id)?.value.map { ApplicationVersion.isTwoOrMore($0.text) } ?? false
            let isTwo = stored || ownAccount(node, phone)?.hasApplicationVersion2 == true
            guard !isTwo || ApplicationVersion.isTwoOrMore(text) else {
                throw Refusal(.valueRefused, "\(node.uri) is 2.0 and cannot go back to '\(text.prefix(80))'")
            }
        default: try PollNumber(node)?.check(text, at: node.uri, in: phone)
        }
    }

    func keeps(_ node: NodeLocation) -> Bool { node.place == "UpdateManagementServiceAddress" }

    func didChange(
        _ node: NodeLocation, _ change: NodeChange, in phone: inout Phone, _ environment: PhoneEnvironment
    ) -> Situation {
        if node.place == "UpdateManagementServiceAddress", let text = change.value?.text {
            phone.enrolled?.account.addresses = Self.servers(in: text)
            phone.enrolled?.account.addressIndex = 0
        }
        guard var enrolled = phone.enrolled, ownAccount(node, phone) != nil else { return .done }
        let text = change.value?.text
        switch node.place {
        case "Provider/*/SyncApplicationVersion":
            if text.map(ApplicationVersion.isTwoOrMore) == true { enrolled.account.hasApplicationVersion2 = true }
        case "Provider/*/ManagementServiceAddress", "Provider/*/ManagementServerAddressList":
            // The list takes the place of the single address where it is set (Microsoft, *DMClient CSP*).
            guard let counting = phone.accountValue(["ManagementServerAddressList"])?.text ?? text else { break }
            enrolled.account.addresses = ServerAddressList.addresses(in: counting)
            enrolled.account.addressIndex = 0
        case "Provider/*/Push/PFN":
            enrolled.push = text.flatMap { PushStatus.isFamilyName($0) ? $0 : nil }.map { _ in
                Enrolled.PushChannel(uri: Self.channelURI(&phone), made: environment.now)
            }
        case "Provider/*/Push": if change == .deleted { enrolled.push = nil }
        case "Provider/*/Poll": if change == .deleted { enrolled.restartPolls(environment.now) }
        default: if PollNumber(node) != nil, change.isOfNewValue { enrolled.restartPolls(environment.now) }
        }
        phone.enrolled = enrolled
        return .done
    }

    /// Ends the account. Inferred (csp.md C22): a server cannot unenrol a phone that is joined to Azure AD; no source
    /// names the status.
    func execute(
        _ node: NodeLocation, argument: String?, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) -> Situation? {
        guard node.place == "Unenroll" || node.place == "Provider/*/Unenroll" else { return nil }
        guard phone.join == nil else {
            throw Refusal(
                .failed,
                "\(node.uri): a phone that is joined to Azure AD cannot be unenrolled by its server; wipe it instead")
        }
        guard phone.enrolled != nil else { throw Refusal(.failed, "\(node.uri): this phone is not enrolled") }
        phone.enrolled?.isUnenrolling = true
        phone.effects.append(.unenrollmentRequested)
        return .done
    }

    func notes(on node: NodeLocation, in phone: Phone) -> [Note] {
        switch node.place {
        case "UpdateManagementServiceAddress":
            return [Note(.slip, "the page has this node for provisioning packages only")]
        case "Provider/*/ManagementServerToUpgradeTo":
            return [Note(.effect, "the phone is managed whole, so no management of applications is there to upgrade")]
        default:
            // Who has written 0 reads what was written.
            guard let number = PollNumber(node), number.isOff(in: phone), phone.tree.node(node.id)?.value?.number != 0
            else { return [] }
            return [Note(.effect, "an earlier set of the schedule has no end, so this one never comes and reads 0")]
        }
    }

    /// The page has semicolons between the servers. None may be new.
    private func checkServers(_ text: String, at uri: NodeURI, in phone: Phone) throws(Refusal) {
        let known = phone.enrolled?.account.addresses ?? []
        let servers = Self.servers(in: text)
        guard !servers.isEmpty, servers.allSatisfy(known.contains) else {
            throw Refusal(
                .valueRefused,
                "\(uri): the list may leave out or reorder the servers that the phone has, and no more: "
                    + known.joined(separator: ";"))
        }
    }

    private static func servers(in text: String) -> [String] {
        text.split(separator: ";").map { String($0).trimmed }.filter { !$0.isEmpty }
    }

    /// The account that the phone is enrolled with, where a node belongs to it.
    private func ownAccount(_ node: NodeLocation, _ phone: Phone) -> ManagementAccount? {
        guard node.place.hasPrefix("Provider/*/"), let account = phone.enrolled?.account,
            node.openNames.first == NodeName(account.providerID)
        else { return nil }
        return account
    }

    /// Inferred: the address of a channel has the form of the Windows push service; nobody listens there, and the
    /// agent's own push call stands in for it.
    private static func channelURI(_ phone: inout Phone) -> String {
        "https://wns.understudy.example/?token=\(phone.randomBytes(24).hexadecimal())"
    }
}

/// SyncApplicationVersion: `1.0` where nothing is set.
enum ApplicationVersion {
    static func isTwoOrMore(_ text: String) -> Bool {
        let major = text.split(separator: ".").first.flatMap { Int($0) }
        return (major ?? 0) >= 2
    }
}

extension Phone {
    /// DMClient/HWDevID. Inferred: 64 hexadecimal digits that stay the same for a phone, as the real hash of the hardware.
    package var hardwareID: String {
        var generator = SeededGenerator(seed: Self.hash(deviceID))
        return (0..<4).map { _ in generator.next().hexadecimal(width: 16) }.joined()
    }

    /// The id of the device in its Azure AD directory, a GUID: that of DevInfo/DevId without its prefix.
    package var azureADDeviceID: String { String(deviceID.dropFirst("urn:uuid:".count)) }
}
