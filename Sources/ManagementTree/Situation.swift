/// Everything that can be the case when a verb meets a node.
///
/// The tree and the providers speak of situations; which status a situation gets for which verb is one table in
/// `Session/StatusTable.swift` (OMA-DM's per-command rules, protocol.md section 3.3).
package enum Situation: UInt8, Sendable, CaseIterable {
    /// What was asked is done.
    case done
    /// What was asked is taken and finishes later.
    case accepted
    /// The address is not one.
    case malformedURI
    /// The address is longer or deeper than the device takes.
    case uriTooLong
    /// Nothing is at the address, and nothing may be created there by this verb.
    case missing
    /// No description knows the address.
    case undescribed
    /// The description is for other builds, editions or devices.
    case notOnThisDevice
    /// The node is there already.
    case exists
    /// A leaf stands where an interior node is needed.
    case parentIsLeaf
    /// The verb needs a leaf.
    case interior
    /// The description does not admit the verb.
    case accessDenied
    /// The node is permanent and would have to go or change its name.
    case permanent
    /// The verb is for the root itself.
    case root
    /// The node is for users, and none is signed in; or the CSP has no such scope.
    case scopeMismatch
    /// The property does not exist or is not supported.
    case unknownProperty
    /// The property exists, but not for this verb.
    case propertyNotAllowed
    /// The kind of list is not supported.
    case unknownList
    /// A list was asked by another verb than Get.
    case listNotAllowed
    /// Format or type of the value do not fit the node.
    case wrongFormat
    /// The value is missing.
    case dataMissing
    /// The item names no node.
    case targetMissing
    /// What was asked for is larger than the server takes, or than one reply holds.
    case tooLarge
    /// The value is not one that the node takes.
    case valueRefused
    /// No more nodes may stand at this place.
    case occurrenceExceeded
    /// The device has no storage left for it.
    case storageFull
    /// The verb as a whole is not supported.
    case verbUnsupported
    /// The node's owner does not allow it as the device is now.
    case notAllowedNow
    /// The owner tried and failed.
    case failed
}

/// Why a verb was not done: the case, and a sentence for people that says which rule, which node, which value.
///
/// The sentence is never sent to a server; `--explain` and the web page show it.
package struct Refusal: Error, Equatable, Sendable {
    package var situation: Situation
    package var reason: String
    /// The node that the answer has to name, where it is not the one that was asked for: an interior node that an
    /// implicit Add could not make (OMA-TS-DM_RepPro-V1_2_1 section 6.6.1).
    package var culprit: NodeURI?

    package init(_ situation: Situation, _ reason: String, culprit: NodeURI? = nil) {
        self.situation = situation
        self.reason = reason
        self.culprit = culprit
    }
}
