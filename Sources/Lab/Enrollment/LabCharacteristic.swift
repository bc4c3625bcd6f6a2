/// A characteristic of a provisioning document: a name, parameters, and characteristics inside (MS-MDE2 2.2.9).
struct LabCharacteristic: Equatable, Sendable {
    /// A parameter: no value for those that count by being there, a data type where the document states one.
    struct Parameter: Equatable, Sendable {
        var name: String
        var value: String?
        var dataType: String?

        init(_ name: String, _ value: String?, _ dataType: String? = nil) {
            self.name = name
            self.value = value
            self.dataType = dataType
        }
    }

    var type: String
    var parameters: [Parameter]
    var children: [LabCharacteristic]

    init(_ type: String, _ parameters: [Parameter] = [], _ children: [LabCharacteristic] = []) {
        self.type = type
        self.parameters = parameters
        self.children = children
    }

    /// Characteristics one inside the other: all but the last have nothing else in them.
    static func path(_ types: [String], _ last: LabCharacteristic) -> LabCharacteristic {
        types.reversed().reduce(last) { LabCharacteristic($1, [], [$0]) }
    }

    var text: String {
        var text = "<characteristic type=\"\(Markup.escaped(type))\">"
        for parameter in parameters {
            text += "<parm name=\"\(Markup.escaped(parameter.name))\""
            if let value = parameter.value { text += " value=\"\(Markup.escaped(value))\"" }
            if let type = parameter.dataType { text += " datatype=\"\(type)\"" }
            text += "/>"
        }
        for child in children { text += child.text }
        return text + "</characteristic>"
    }
}
