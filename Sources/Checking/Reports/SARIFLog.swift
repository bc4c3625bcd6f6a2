import Notation
import XML

/// Findings in the Static Analysis Results Interchange Format (OASIS, SARIF 2.1.0): the rules that fired, the results with
/// their fixes, and what could not be opened as a notification of the run.
package struct SARIFLog: Encodable, Sendable {
    var schema = "https://json.schemastore.org/sarif-2.1.0.json"
    var version = "2.1.0"
    var runs: [Run]

    private enum CodingKeys: String, CodingKey {
        case schema = "$schema"
        case version, runs
    }

    struct Text: Encodable, Sendable {
        var text: String
    }

    struct Run: Encodable, Sendable {
        var tool: Tool
        var invocations: [Invocation]
        /// Section 3.14.17: what columns count.
        var columnKind = "unicodeCodePoints"
        var results: [Result]
    }

    struct Tool: Encodable, Sendable {
        var driver: Driver
    }

    struct Driver: Encodable, Sendable {
        var name = "understudy"
        var semanticVersion: String
        var rules: [Descriptor]
    }

    struct Descriptor: Encodable, Sendable {
        struct Configuration: Encodable, Sendable {
            var level: String
        }

        var id: String
        var shortDescription: Text
        var fullDescription: Text
        var help: Text
        var defaultConfiguration: Configuration
    }

    struct Invocation: Encodable, Sendable {
        var executionSuccessful: Bool
        var toolExecutionNotifications: [Notification]
    }

    struct Notification: Encodable, Sendable {
        var level = "error"
        var message: Text
        var locations: [Location]
    }

    struct Result: Encodable, Sendable {
        var ruleId: String
        var ruleIndex: Int
        var level: String
        var message: Text
        var locations: [Location]
        /// Left out where there is none: the list must not be empty (section 3.27.30).
        var fixes: [Mending]?
    }

    struct Location: Encodable, Sendable {
        var physicalLocation: PhysicalLocation
    }

    struct PhysicalLocation: Encodable, Sendable {
        var artifactLocation: Artifact
        var region: Region?
    }

    struct Artifact: Encodable, Sendable {
        var uri: String
    }

    struct Region: Encodable, Sendable {
        var startLine: Int
        var startColumn: Int
        var endLine: Int
        /// Behind the last character (section 3.30.8).
        var endColumn: Int
    }

    struct Mending: Encodable, Sendable {
        var description: Text
        var artifactChanges: [Change]
    }

    struct Change: Encodable, Sendable {
        var artifactLocation: Artifact
        var replacements: [Part]
    }

    struct Part: Encodable, Sendable {
        var deletedRegion: Region
        var insertedContent: Text
    }
}

extension SARIFLog {
    package init(_ report: CheckReport) {
        let fired = Set(report.files.flatMap(\.findings).map(\.rule.id))
        let rules = Rule.all.filter { fired.contains($0.id) }
        let indices = Dictionary(uniqueKeysWithValues: rules.enumerated().map { ($1.id, $0) })
        let unread = report.unread.map { file in
            Notification(
                message: Text(text: file.failure ?? ""),
                locations: [
                    Location(
                        physicalLocation: PhysicalLocation(artifactLocation: Self.artifact(file.file), region: nil))
                ])
        }
        let results = report.files.flatMap { file in
            file.findings.map { Self.result($0, in: file.file, at: indices[$0.rule.id] ?? 0) }
        }
        runs = [
            Run(
                tool: Tool(driver: Driver(semanticVersion: report.version, rules: rules.map(Self.descriptor))),
                invocations: [
                    Invocation(executionSuccessful: unread.isEmpty, toolExecutionNotifications: unread)
                ], results: results)
        ]
    }

    private static func descriptor(_ rule: Rule) -> Descriptor {
        Descriptor(
            id: rule.id, shortDescription: Text(text: rule.title),
            fullDescription: Text(text: "\(rule.page.meaning) \(rule.page.reason)"), help: Text(text: rule.page.remedy),
            defaultConfiguration: Descriptor.Configuration(level: rule.severity.rawValue))
    }

    private static func result(_ finding: Finding, in file: String, at index: Int) -> Result {
        let artifact = artifact(file)
        let fix = finding.fix.map { fix in
            Mending(
                description: Text(text: fix.title),
                artifactChanges: [
                    Change(
                        artifactLocation: artifact,
                        replacements: fix.replacements.map { part in
                            Part(deletedRegion: region(part.span), insertedContent: Text(text: part.text))
                        })
                ])
        }
        return Result(
            ruleId: finding.rule.id, ruleIndex: index, level: finding.severity.rawValue,
            message: Text(text: ([finding.message] + finding.details).joined(separator: "\n")),
            locations: [
                Location(
                    physicalLocation: PhysicalLocation(artifactLocation: artifact, region: region(finding.span)))
            ], fixes: fix.map { [$0] })
    }

    private static func region(_ span: SourceSpan) -> Region {
        Region(
            startLine: span.start.line, startColumn: span.start.column, endLine: span.end.line,
            endColumn: span.end.column)
    }

    /// A path as a URI: relative ones stay so, without the `./` of `check .`, which readers take for a folder's name, and
    /// with what a URI cannot hold escaped.
    private static func artifact(_ file: String) -> Artifact {
        let names = file.split(separator: "/", omittingEmptySubsequences: false)
            .drop { $0 == "." }
        let path = names.map { String($0).percentEncoded }.joined(separator: "/")
        return Artifact(uri: file.hasPrefix("/") ? "file://" + path : path)
    }
}
