import Foundation
import ManagementTree
import Serving
import SimulatedPhone
import Store

/// A phone that is lent to a command on this machine: a copy in a folder of its own, which only the owner can enter. What the
/// command makes of it is the phone's, unless something has happened to the phone meanwhile.
package struct Loan: Codable, Equatable, Sendable {
    /// The name of the folder below `loans` in the state folder.
    package var name: String
    /// How the phone answers otherwise than it would. They come back with how often the command has used each; nil where
    /// they do not.
    package var rules: LentRules?

    package init(name: String, rules: LentRules? = nil) {
        self.name = name
        self.rules = rules
    }

    /// Where the copy is.
    package func folder(in state: String) -> String { "\(Self.folder(in: state))/\(name)" }

    static func folder(in state: String) -> String { "\(state)/loans" }
}

extension DeviceAgent {
    /// So many commands may have the phone at once; who comes then ends the oldest loan.
    private static let mostLoans = 8

    /// Writes a copy of the phone for a command that works on it, as `get`, `apply` and their like do.
    /// - Parameter state: the phone's state folder.
    package func lend(in state: String) async throws(AgentError) -> Loan {
        try await lockIfIdle()
        let loan = Loan(name: RandomToken.make(), rules: LentRules(answerRules))
        let phone = phone
        do {
            try await PhoneStore(StateFolder(loan.folder(in: state))).save(phone)
        } catch {
            throw AgentError(error)
        }
        if loans.count >= Self.mostLoans { endLoan(loans[0].loan, in: state) }
        loans.append((loan, phone))
        return loan
    }

    /// Makes the copy the phone.
    /// - Throws: `.refused` where the phone is another by now: what the command did was done to an old one.
    package func keep(_ loan: Loan, in state: String) async throws(AgentError) {
        guard let lent = loans.first(where: { $0.loan.name == loan.name })?.phone else {
            throw AgentError(.refused, "the phone is not lent any more; try again")
        }
        let changed: Phone?
        do {
            changed = try await PhoneStore(StateFolder(sharing: loan.folder(in: state))).load(phone.blueprint)
        } catch {
            throw AgentError(error)
        }
        guard let changed else { throw AgentError(.refused, "the copy of the phone is gone; try again") }
        let wasLocked = try await change { (phone, _) throws(AgentError) in
            guard phone.differences(from: lent).isEmpty else {
                throw AgentError(
                    .refused, "something has happened to the phone meanwhile, so nothing was changed; try again")
            }
            defer { phone = changed }
            return phone.lockScreen.isLocked
        }
        if let place = loans.firstIndex(where: { $0.loan.name == loan.name }) { loans[place].phone = changed }
        tell(.note, "the phone was changed by a command on this machine")
        if changed.lockScreen.isLocked != wasLocked { tell(wasLocked ? .screenUnlocked : .screenLocked) }
    }

    /// Takes the copy away, and counts what the command has used of the rules.
    package func endLoan(_ loan: Loan, in state: String) {
        guard let place = loans.firstIndex(where: { $0.loan.name == loan.name }) else { return }
        let lent = loans.remove(at: place).loan
        if let before = lent.rules, let after = loan.rules { takeBack(after, lentAs: before) }
        try? FileManager.default.removeItem(atPath: loan.folder(in: state))
        if loans.isEmpty { Self.endLoans(in: state) }
    }

    /// Takes all copies away, also those that a phone has left behind which was killed.
    package static func endLoans(in state: String) {
        try? FileManager.default.removeItem(atPath: Loan.folder(in: state))
    }
}
