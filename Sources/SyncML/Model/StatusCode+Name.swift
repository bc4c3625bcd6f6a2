extension StatusCode {
    /// What the status is called (OMA-TS-DM_RepPro-V1_2_1 section 10); `Status` for one that has no name there.
    package var name: String { Self.names[rawValue] ?? "Status" }

    private static let names: [UInt16: String] = [
        101: "In progress", 200: "OK", 201: "Item added", 202: "Accepted for processing",
        203: "Non-authoritative response", 204: "No content", 205: "Reset content", 206: "Partial content",
        207: "Conflict resolved with merge", 208: "Conflict resolved with client's command winning",
        209: "Conflict resolved with duplicate", 210: "Delete without archive", 211: "Item not deleted",
        212: "Authentication accepted", 213: "Chunked item accepted and buffered", 214: "Operation cancelled",
        215: "Not executed", 216: "Atomic roll back OK", 300: "Multiple choices", 301: "Moved permanently",
        302: "Found", 303: "See other", 304: "Not modified", 305: "Use proxy", 400: "Bad request",
        401: "Invalid credentials", 402: "Payment needed", 403: "Forbidden", 404: "Not found",
        405: "Command not allowed", 406: "Optional feature not supported", 407: "Missing credentials",
        408: "Request timeout", 409: "Conflict", 410: "Gone", 411: "Size required", 412: "Incomplete command",
        413: "Request entity too large", 414: "URI too long", 415: "Unsupported media type or format",
        416: "Requested size too big", 417: "Retry later", 418: "Already exists",
        419: "Conflict resolved with server data",
        420: "Device full", 421: "Unknown search grammar", 422: "Bad CGI script", 423: "Soft-delete conflict",
        424: "Size mismatch", 425: "Permission denied", 426: "Partial item not accepted", 427: "Item not empty",
        428: "Move failed", 500: "Command failed", 501: "Command not implemented", 502: "Bad gateway",
        503: "Service unavailable", 504: "Gateway timeout", 505: "DTD version not supported", 506: "Processing error",
        507: "Atomic failed", 508: "Refresh required", 509: "Reserved", 510: "Data store failure",
        511: "Server failure", 512: "Synchronization failed", 513: "Protocol version not supported",
        514: "Operation cancelled", 516: "Atomic roll back failed", 517: "Atomic response too large to fit",
    ]
}
