/// An object of JSON in the making. Members that have no value are left out.
struct JSONObject {
    /// Without the braces.
    private(set) var members = ""

    var written: String { "{\(members)}" }

    func text(_ name: String, _ value: String?) -> JSONObject { raw(name, value.map(JSONText.quoted)) }

    func texts(_ name: String, _ values: [String]) -> JSONObject {
        raw(name, "[\(values.map(JSONText.quoted).joined(separator: ", "))]")
    }

    func list(_ name: String, _ values: [JSONObject]) -> JSONObject {
        raw(name, "[\(values.map(\.written).joined(separator: ", "))]")
    }

    /// A value that is JSON already.
    func raw(_ name: String, _ value: String?) -> JSONObject {
        guard let value else { return self }
        var object = self
        object.members += "\(members.isEmpty ? "" : ", ")\(JSONText.quoted(name)): \(value)"
        return object
    }
}
