/// What the directory says of who enrols with a name and a password.
package enum DirectoryVerdict: Equatable, Sendable {
    /// It has no password of such a user: how the lab was set up decides.
    case noPassword
    case right
    case wrong
    /// The user may not sign in, whatever the password.
    case blocked
}
