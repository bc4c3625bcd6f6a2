import ManagementTree
import Testing

@testable import SimulatedPhone

/// Addresses as texts: what was found of one is kept, and must not be taken for another's.
@Suite("Addresses that were read before")
struct AddressTests {
    @Test("Letters and their parts are not one name, whichever was asked for first")
    func composition() throws {
        let blueprint = try Blueprint(profile: .lumia950)
        for letters in [["\u{E9}", "e\u{301}"], ["e\u{301}", "\u{E9}"]] {
            for letter in letters {
                let text = "./Vendor/MSFT/DMClient/Provider/\(letter)"
                let uri = try blueprint.address(text).uri
                #expect(uri.names.last?.text.utf8.elementsEqual(letter.utf8) == true)
            }
        }
    }

    @Test("The spellings of one address do not meet in one place")
    func casings() {
        let letters = Array("./Vendor/MSFT/RemoteLock/LockAndRecoverPIN")
        let hashes = (0..<4096).map { number in
            let text = letters.enumerated().map { place, letter in
                number >> (place % 12) & 1 == 1 ? letter.uppercased() : letter.lowercased()
            }
            return NameHash.exactly(text.joined())
        }
        #expect(Set(hashes).count == 4096)
    }
}
