import ManagementTree
import SimulatedPhone

/// The verbs for tests that have an address as a value.
extension Phone {
    mutating func get(_ uri: NodeURI, _ environment: PhoneEnvironment) throws(Refusal) -> [FoundNode] {
        var room = ReplyRoom()
        return try get(locate(uri).address, environment, &room)
    }

    mutating func add(
        _ uri: NodeURI, _ value: IncomingValue, _ environment: PhoneEnvironment
    ) throws(Refusal) -> Situation {
        try add(locate(uri).address, value, environment)
    }

    mutating func replace(
        _ uri: NodeURI, _ value: IncomingValue, _ environment: PhoneEnvironment
    ) throws(Refusal) -> Situation {
        try replace(locate(uri).address, value, environment)
    }

    mutating func delete(_ uri: NodeURI, _ environment: PhoneEnvironment) throws(Refusal) -> Situation {
        try delete(locate(uri).address, environment)
    }

    mutating func exec(
        _ uri: NodeURI, argument: String?, _ environment: PhoneEnvironment
    ) throws(Refusal) -> Situation {
        try exec(locate(uri).address, argument: argument, environment)
    }
}
