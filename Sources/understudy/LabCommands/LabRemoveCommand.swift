import ArgumentParser
import GraphClient

/// A command that removes one object of the lab.
protocol LabRemoveCommand: AsyncParsableCommand {
    associatedtype Entity: GraphEntity
    /// By what the person has named it.
    var name: String { get }
    var lab: LabAccess { get }
}

extension LabRemoveCommand {
    func run() async throws {
        try await lab.administer { graph in
            let found = try await graph.find(Entity.self, named: name)
            try await graph.delete(found.path)
            return LabOutcome(["Removed the \(Entity.noun) \(Console.visible(found.name))."], ["id": found.id])
        }
    }
}
