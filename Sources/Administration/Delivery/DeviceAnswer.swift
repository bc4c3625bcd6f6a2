package import SyncML

/// What a device has answered to one command that it was sent, with all inside it.
package struct DeviceAnswer: Equatable, Sendable {
    /// A Status: for which command, and with which code.
    package struct Status: Equatable, Sendable {
        /// `Cmd`.
        package var command: String
        /// What the command was for, where that is known.
        package var address: String?
        package var code: StatusCode

        package init(_ command: String, _ address: String? = nil, _ code: StatusCode) {
            self.command = command
            self.address = address
            self.code = code
        }
    }

    /// An item of Results.
    package struct Result: Equatable, Sendable {
        package var address: String
        package var data: String

        package init(_ address: String, _ data: String) {
            self.address = address
            self.data = data
        }
    }

    /// In the order in which they came: of a container its own first.
    package var statuses: [Status]
    package var results: [Result]

    package init(statuses: [Status] = [], results: [Result] = []) {
        self.statuses = statuses
        self.results = results
    }
}
