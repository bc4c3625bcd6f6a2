package import JSON

/// One operation of the API. Router, checks and description are made from it, so they cannot differ.
package struct GraphOperation: Sendable {
    /// What an answer holds.
    package enum Answer: Sendable {
        /// 200 and one object.
        case object(GraphType)
        /// 200 and a page of objects under `value`.
        case page(GraphType)
        /// 200 and all objects under `value`, whatever the query.
        case list(GraphType)
        /// 200 and how many objects there are, as a number alone.
        case count(GraphType)
        /// 201 and the object that was made.
        case created(GraphType)
        /// 204 without a body.
        case nothing

        package var status: Int {
            switch self {
            case .object, .page, .list, .count: 200
            case .created: 201
            case .nothing: 204
            }
        }
    }

    package let method: GraphRequest.Method
    /// Below `/v1.0` and `/beta`.
    package let path: String
    /// `operationId`.
    package let name: String
    package let summary: String
    /// What a caller needs, by Graph's names.
    package let permission: GraphPermission
    /// What the body holds; nil for an operation without one.
    package var request: JSONSchema?
    /// Whether the body may be left out.
    package var isRequestOptional = false
    package let answer: Answer
    /// What can go wrong beside a token that is missing or a permission that is.
    package var failures: [GraphError.Code] = []
    /// Whether something is kept of a request: of all but readings, and of a reading that is noted.
    package var isKept: Bool
    let template: PathTemplate
    let handle: @Sendable (inout GraphCall) throws(GraphError) -> GraphAnswer

    init(
        _ method: GraphRequest.Method, _ path: String, _ name: String, _ summary: String, permission: GraphPermission,
        request: JSONSchema? = nil, isRequestOptional: Bool = false, answer: Answer,
        failures: [GraphError.Code] = [], isKept: Bool? = nil,
        handle: @escaping @Sendable (inout GraphCall) throws(GraphError) -> GraphAnswer
    ) {
        self.method = method
        self.path = path
        self.name = name
        self.summary = summary
        self.permission = permission
        self.request = request
        self.isRequestOptional = isRequestOptional
        self.answer = answer
        self.failures = failures
        self.isKept = isKept ?? (method != .get)
        template = PathTemplate(path)
        self.handle = handle
    }

    /// Of a list the operation that tells only how long it is (OData 4.01, URL conventions 4.8); nil for others.
    var counting: GraphOperation? {
        guard case .page(let type) = answer else { return nil }
        return GraphOperation(
            method, "\(path)/$count", "\(name)Count", "How many there are of: \(summary)", permission: permission,
            answer: .count(type), failures: failures, handle: handle)
    }

    /// The names of the places in the path.
    package var parameters: [String] { template.parameters }

    /// The query options that it takes.
    var options: Set<ODataQuery.Option> {
        switch answer {
        case .page: Set(ODataQuery.Option.allCases)
        case .object: [.select, .expand]
        case .count: [.filter, .search]
        case .list, .created, .nothing: []
        }
    }

    /// The query options by name.
    package var optionNames: [String] {
        ODataQuery.Option.allCases.filter { options.contains($0) }.map(\.rawValue)
    }

    /// The type that query options are about.
    var type: GraphType? {
        switch answer {
        case .object(let type), .page(let type), .list(let type), .count(let type), .created(let type): type
        case .nothing: nil
        }
    }
}

/// What a handler gives back, before query options and links have their way.
enum GraphAnswer {
    case object(GraphObject)
    case objects([GraphObject])
    /// Objects that are made when they are asked for.
    case rows(GraphObjects)
    case nothing
}
