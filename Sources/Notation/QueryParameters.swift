/// The parameters of an address, decoded, read as what they should be.
package struct QueryParameters: Equatable, Sendable {
    private let values: [String: String]

    package init(_ values: [String: String]) {
        self.values = values
    }

    package subscript(name: String) -> String? { values[name] }

    /// A parameter that is not empty.
    package func text(_ name: String) -> String? { values[name].flatMap { $0.isEmpty ? nil : $0 } }

    /// - Returns: whether a parameter is `true`; false where it is missing.
    package func flag(_ name: String) throws(QueryFault) -> Bool {
        switch values[name] {
        case nil, "false": return false
        case "true": return true
        case let other?: throw QueryFault(message: "\(name)=\(other): give true or false")
        }
    }

    /// - Returns: a parameter that is a number; nil where it is missing.
    package func number(_ name: String) throws(QueryFault) -> Int? {
        guard let text = values[name] else { return nil }
        guard let number = Int(text), number >= 0 else {
            throw QueryFault(message: "\(name)=\(text): give a whole number from 0 up")
        }
        return number
    }
}

/// What is wrong with a parameter, and what to give instead.
package struct QueryFault: Error, Equatable, Sendable {
    package let message: String
}
