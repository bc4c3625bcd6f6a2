import ManagementTree
import SimulatedPhone
import Testing

/// A provider acts by the place of a node in its CSP, not by its last name.
@Suite("Places of nodes")
struct PlaceTests {
    /// Files that describe `./Vendor/MSFT/RemoteLock/Other/Lock`, and the same as another CSP's.
    private static let files = [
        node("Other", path: "./Vendor/MSFT/RemoteLock", below: node("Lock")),
        node("Lock", path: "./Vendor/MSFT/RemoteLock/Other"),
        node("RemoteLock", path: "./Vendor/MSFT", below: node("Other", below: node("Lock"))),
    ]

    private static func node(_ name: String, path: String? = nil, below: String? = nil) -> String {
        "<Node><NodeName>\(name)</NodeName>\(path.map { "<Path>\($0)</Path>" } ?? "")<DFProperties><AccessType>"
            + (below == nil ? "<Exec/>" : "<Get/>") + "</AccessType><DFFormat><\(below == nil ? "null" : "node")/>"
            + "</DFFormat></DFProperties>\(below ?? "")</Node>"
    }

    @Test("A node of a user's file that ends in Lock, elsewhere below RemoteLock, locks nothing", arguments: files)
    func otherLock(_ file: String) throws {
        var phone = try OwnDDFTests.phone("<MgmtTree>\(file)</MgmtTree>")
        let address = "./Vendor/MSFT/RemoteLock/Other/Lock"
        #expect(try phone.exec(NodeURI(parsing: address), argument: nil, .sample) == .done)
        #expect(!phone.lockScreen.isLocked && phone.effects == [.executed(address)])
        #expect(try phone.exec(NodeURI(parsing: "./Vendor/MSFT/RemoteLock/Lock"), argument: nil, .sample) == .done)
        #expect(phone.lockScreen.isLocked)
    }

    @Test(
        "A place has the names that the description fixes, and a sign for those that it leaves open",
        arguments: [
            ("./Vendor/MSFT/RemoteLock", "", []), ("./Vendor/MSFT/RemoteLock/Lock", "Lock", []),
            ("./vendor/msft/remotelock/LOCK", "Lock", []),
            ("./Vendor/MSFT/DMClient/Provider/Lab/Push/PFN", "Provider/*/Push/PFN", ["Lab"]),
            ("./User/Vendor/MSFT/PassportForWork/x/Policies", "*/Policies", ["x"]),
        ])
    func places(_ address: String, _ place: String, _ openNames: [NodeName]) throws {
        let node = try Phone.sample().locate(NodeURI(parsing: address))
        #expect(node.place == place)
        #expect(node.openNames == openNames)
    }
}
