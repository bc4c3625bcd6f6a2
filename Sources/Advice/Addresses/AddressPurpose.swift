package import ManagementTree

/// What somebody wants of an address: only a node that admits it can have been meant.
package struct AddressPurpose: Hashable, Sendable {
    /// What the command needs of the node.
    package var access: AccessTypes
    /// Whether a value is written, which a node with nodes below it does not take.
    package var isValueWritten: Bool

    package init(_ access: AccessTypes, isValueWritten: Bool) {
        self.access = access
        self.isValueWritten = isValueWritten
    }

    package func isAdmitted(by description: NodeDescription) -> Bool {
        description.access.isSuperset(of: access) && !(isValueWritten && description.isInterior)
    }
}
