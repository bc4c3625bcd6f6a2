import Foundation
import Notation
import PINReset
import Session
import SimulatedPhone
import SyncML

/// What one phone more costs in a process that has many.
enum PhoneMemory {
    /// Bytes of memory that each of many phones takes beyond what all share, by what the process holds before and after. Each has a policy of its own written by a
    /// message, so that nothing is counted as shared that is not.
    static func bytesOfOneMore(phones count: Int) -> Int {
        guard let blueprint = try? Blueprint(profile: .lumia950) else { return 0 }
        let environment = PhoneEnvironment(now: .epoch)
        var phones: [Phone] = []
        phones.reserveCapacity(count + 1)
        phones.append(phone(0, blueprint, environment))
        let before = residentBytes()
        for seed in 1...count { phones.append(phone(UInt64(seed), blueprint, environment)) }
        return withExtendedLifetime(phones) { (residentBytes() - before) / count }
    }

    static func phone(_ seed: UInt64, _ blueprint: Blueprint, _ environment: PhoneEnvironment) -> Phone {
        let fresh = Phone(fresh: blueprint, seed: seed, now: .epoch)
        let policies = "./Vendor/MSFT/PassportForWork/7c4f1de2-0b35-4a86-9f0e-5d2a7be0c913/Policies"
        let message = Message(commands: [
            .access(
                AccessCommand(
                    .replace, id: "1",
                    items: [Item(target: "\(policies)/PINComplexity/MinimumPINLength", data: .text("6"))])),
            .access(
                AccessCommand(
                    .replace, id: "2", items: [Item(target: "\(policies)/EnablePinRecovery", data: .text("true"))])),
        ])
        return ReplyBuilder.reply(to: message, phone: fresh, environment).phone
    }

    /// The memory of the process that is in use, as the kernel counts it in pages.
    static func residentBytes() -> Int {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return 0 }
        let fields = text.split(separator: " ")
        return (fields.count > 1 ? Int(fields[1]) ?? 0 : 0) * 4096
    }
}
