package import ManagementTree
package import SyncML

/// Which status a situation gets for which verb: the one place that decides it.
///
/// The codes follow OMA-TS-DM_RepPro-V1_2_1 section 6.6 and, where they differ, what Microsoft documents in
/// *OMA DM protocol support*; the numbers of the rows in protocol.md 3.3 stand behind them. A dash in that table, a case
/// that cannot occur, repeats the code of the row here.
package enum StatusTable {
    package static func status(_ situation: Situation, _ verb: AccessCommand.Verb) -> StatusCode {
        let row = rows[Int(situation.rawValue)]
        return switch verb {
        case .add: row.add
        case .replace: row.replace
        case .delete: row.delete
        case .get: row.get
        case .exec: row.exec
        // Inferred: Windows does not list Copy among its commands (row 24).
        case .copy: .optionalFeatureNotSupported
        }
    }

    /// One line of the table: the situation and its status for Add, Replace, Delete, Get and Exec.
    struct Row: Sendable {
        let situation: Situation
        let add, replace, delete, get, exec: StatusCode

        init(
            _ situation: Situation, _ add: StatusCode, _ replace: StatusCode, _ delete: StatusCode, _ get: StatusCode,
            _ exec: StatusCode
        ) {
            self.situation = situation
            self.add = add
            self.replace = replace
            self.delete = delete
            self.get = get
            self.exec = exec
        }
    }

    /// In the order of `Situation`'s cases, which a test checks. A table is read by its columns, so they are kept.
    // swift-format-ignore
    static let rows: [Row] = [
        //                        Add  Repl Del  Get  Exec
        Row(.done,                200, 200, 200, 200, 200),  // 1
        Row(.accepted,            202, 202, 202, 200, 202),  // 2
        Row(.malformedURI,        400, 400, 400, 400, 400),  // 21
        Row(.uriTooLong,          414, 414, 414, 414, 414),  // 20
        Row(.missing,             404, 404, 404, 404, 404),  // 3
        Row(.undescribed,         404, 404, 404, 404, 404),  // 29
        Row(.notOnThisDevice,     404, 404, 404, 404, 404),  // 29
        Row(.exists,              418, 418, 418, 418, 418),  // 4
        Row(.parentIsLeaf,        405, 405, 404, 404, 404),  // 6
        Row(.interior,            405, 405, 405, 405, 405),  // 7
        Row(.accessDenied,        405, 405, 405, 405, 405),  // 8
        Row(.permanent,           418, 405, 405, 405, 405),  // 9
        Row(.root,                418, 405, 405, 405, 405),  // 10
        Row(.scopeMismatch,       405, 405, 405, 405, 405),  // 28
        Row(.unknownProperty,     405, 406, 405, 406, 405),  // 12
        Row(.propertyNotAllowed,  405, 405, 405, 405, 405),  // 13
        Row(.unknownList,         405, 405, 405, 406, 405),  // 15
        Row(.listNotAllowed,      405, 405, 405, 405, 405),  // 14
        Row(.wrongFormat,         415, 415, 415, 415, 415),  // 16
        Row(.dataMissing,         412, 412, 412, 412, 412),  // 17
        Row(.targetMissing,       400, 400, 400, 400, 400),  // protocol.md 1.9
        Row(.tooLarge,            413, 413, 413, 413, 413),  // 19
        Row(.valueRefused,        500, 500, 500, 500, 500),  // 18
        Row(.occurrenceExceeded,  420, 420, 420, 420, 420),  // protocol.md 3.2
        Row(.storageFull,         420, 420, 420, 420, 420),  // protocol.md 3.2
        Row(.verbUnsupported,     406, 406, 406, 406, 406),  // 24
        Row(.notAllowedNow,       405, 405, 405, 405, 405),  // csp.md 3, Lock without a PIN
        Row(.failed,              500, 500, 500, 500, 500),  // 18, 30
    ]
}
