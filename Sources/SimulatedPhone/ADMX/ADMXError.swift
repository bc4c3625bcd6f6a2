import Notation
package import XML

/// What is wrong with an ADMX file or with the value of a policy that comes from one, where, and what to do.
package struct ADMXError: CodedError {
    package enum Code: String, Equatable, Sendable, CaseIterable {
        /// The text breaks the grammar of XML.
        case notWellFormed
        /// The document is none of ADMX.
        case wrongRoot
        /// Neither Policy nor Preference.
        case settingType
        /// A category or a policy without a name.
        case nameless
        /// A class that is none of User, Machine and Both.
        case unknownClass
        /// A policy in no category, or in one that the file does not have.
        case unknownCategory
        /// Categories that lie in each other, or too deep.
        case categoriesTooDeep
        /// The area of a policy has a longer name than Windows can keep.
        case areaTooLong
        /// A policy writes where an app's file may not.
        case closedKey
        /// A value that is neither `<enabled/>` nor `<disabled/>`.
        case wrongState
        /// Something else than data behind the state of a policy, or data without id or value.
        case wrongData
    }

    package var code: Code
    package var message: String
    /// In the file, or in the value.
    package var place: XMLPlace

    init(_ code: Code, _ message: String, at place: XMLPlace = .start) {
        self.code = code
        self.message = message
        self.place = place
    }

    /// Of the address there is no line to name.
    package var description: String { code == .settingType ? message : "\(place): \(message)" }
}
