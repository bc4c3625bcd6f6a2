import ArgumentParser
import GraphClient

/// `lab assign`: to whom a profile goes.
struct LabAssignCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assign", abstract: "Assign a profile to a group, or leave one out.",
        discussion: """
            What the profile was assigned to before stays. A group is either included or excluded, and an exclusion wins. \
            Phones that run get the profile at once, others when they next come by.

            EXAMPLES
              understudy lab assign 'PIN recovery' Phones
              understudy lab assign 'PIN recovery' 'Test phones' --exclude
              understudy lab assign 'PIN recovery' Phones --remove
              understudy lab assign Camera --all-devices
            """)

    @Argument(help: "The profile by name or id.")
    var profile: String

    @Argument(help: "The group by name or id.")
    var group: String?

    @Flag(help: "Leave the group's members out.")
    var exclude = false

    @Flag(help: "Take the assignment away.")
    var remove = false

    @Flag(help: "All devices, in the place of a group.")
    var allDevices = false

    @Flag(help: "All users, in the place of a group.")
    var allUsers = false

    @OptionGroup var lab: LabAccess

    func validate() throws {
        guard [group != nil, allDevices, allUsers].count(where: { $0 }) == 1 else {
            throw ValidationError("give one of a group, --all-devices and --all-users")
        }
        guard !exclude || group != nil && !remove else {
            throw ValidationError("--exclude is for a group, and not with --remove")
        }
    }

    func run() async throws {
        try await lab.administer { graph in
            let found = try await graph.profile(named: profile)
            let target = try await target(graph)
            var targets = (found.assignments ?? []).map(\.target)
            let hadIt = targets.contains { $0.concernsSame(as: target) }
            if remove, !hadIt {
                throw Failure.usage("the profile \(found.displayName) is not assigned to that")
            }
            targets.removeAll { $0.concernsSame(as: target) }
            if !remove { targets.append(target) }
            let assigned = try await graph.assign(found, to: targets)
            let names = try await LabTargetText(graph)
            return LabOutcome(
                ["\(Console.visible(found.displayName)) is assigned to: \(Console.visible(names.text(assigned)))"],
                ["assignments": assigned])
        }
    }

    private func target(_ graph: GraphConnection) async throws -> GraphAssignment.Target {
        if allDevices { return .allDevices }
        guard let group else { return .allUsers }
        let id = try await graph.find(GraphGroup.self, named: group).id
        return exclude ? .exclusion(of: id) : .group(id)
    }
}

/// Names of groups, for lists of assignments.
struct LabTargetText {
    private let groups: [String: String]

    init(_ graph: GraphConnection) async throws {
        let all: [GraphGroup] = try await graph.list(GraphGroup.path)
        groups = Dictionary(all.map { ($0.id, $0.displayName) }) { first, _ in first }
    }

    /// `Phones, without Test phones`.
    func text(_ assignments: [GraphAssignment]) -> String {
        guard !assignments.isEmpty else { return "nobody" }
        return assignments.map { assignment in
            let target = assignment.target
            guard let group = target.groupId else { return target == .allDevices ? "all devices" : "all users" }
            return (target.isExclusion ? "without " : "") + (groups[group] ?? group)
        }.joined(separator: ", ")
    }
}
