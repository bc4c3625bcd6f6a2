/// What a password of the directory must be, as Azure AD has it for accounts of the cloud: 8 to 256 characters, of three of
/// four kinds, and not around the user's own name.
package enum PasswordPolicy {
    private static let lengths = 8...256
    private static let kinds = 3
    /// A name shorter than this is part of many a word.
    private static let shortestName = 3

    /// - Parameter principalName: the user's.
    /// - Returns: why a password cannot be taken, as the end of a sentence; nil where it can.
    package static func fault(of password: String, for principalName: String) -> String? {
        guard lengths.contains(password.count) else {
            return "it has \(password.count) characters, and must have \(lengths.lowerBound) to \(lengths.upperBound)"
        }
        let found = [
            password.contains(where: \.isLowercase), password.contains(where: \.isUppercase),
            password.contains(where: \.isNumber),
            password.contains { !$0.isLetter && !$0.isNumber },
        ].count { $0 }
        guard found >= kinds else {
            return "it must have \(kinds) of: small letters, capital letters, digits, other characters"
        }
        let name = String(principalName.prefix { $0 != "@" }).lowercased()
        guard name.count < shortestName || !password.lowercased().contains(name) else {
            return "it must not contain the user's name"
        }
        return nil
    }
}
