import SyncML
import Testing
import XML

struct ManyRootsTests {
    private func readAll(_ text: String) throws(SyncMLError) -> [MessageReading] {
        try MessageReader().readAll(Array(text.utf8))
    }

    private let get = "<Get><CmdID>1</CmdID></Get>"

    @Test func `several messages give several readings with places in the whole text`() throws {
        let readings = try readAll(message(get) + "\n<!-- c -->\n<?xml version='1.0'?>" + message("\n" + get) + "\n")
        #expect(readings.count == 2)
        #expect(readings[0].message == readings[1].message)
        #expect(readings[0].tolerances == [])
        #expect(readings[1].tolerances.map(\.kind) == [.comment, .severalMessages, .layout])
        #expect(readings[1].places == [MessagePlace(line: 4, column: 1)])
    }

    @Test func `bare commands become one message without header`() throws {
        let readings = try readAll("<Replace/>\n<Atomic><CmdID>1</CmdID><Add/></Atomic><SyncBody><Get/></SyncBody>")
        #expect(readings.count == 1)
        let message = readings[0].message
        #expect(message.header == nil && message.isFinal && message.version == .v1_2)
        #expect(message.commands.count == 3)
        #expect(readings[0].places.count == 4)
    }

    @Test func `bare commands and messages keep their order`() throws {
        let readings = try readAll("<Add/><Add/>" + message(get) + "<Get/>")
        #expect(readings.map { $0.message.commands.count } == [2, 1, 1])
        #expect(readings.map { $0.message.header == nil } == [true, false, true])
    }

    @Test func `one message is expected where one is read`() throws {
        let error = error(in: message(get) + "\n" + message(get))
        #expect(error?.code == .secondMessage)
        #expect(error?.place == MessagePlace(line: 2, column: 1))
        #expect(try readAll(get).count == 1)
    }

    @Test(arguments: [
        ("<wap-provisioningdoc/>", "wap-provisioningdoc"), ("<s:Envelope xmlns:s='u'/>", "Envelope"),
        ("<MgmtTree/>", "MgmtTree"), ("<SyncHdr/>", "SyncHdr"), ("<Add/><Foo/>", "Foo"),
    ])
    func `another root is an error that names it`(text: String, name: String) {
        #expect(throws: SyncMLError(code: .wrongRoot, message: "", place: .start)) { try readAll(text) }
        do throws(SyncMLError) {
            _ = try readAll(text)
        } catch {
            #expect(error.message.contains(name))
            #expect(error.message.contains("SyncML"))
            #expect(error.place.column == (text.hasPrefix("<Add/>") ? 7 : 1))
        }
    }

    @Test func `a message without a body is an error`() {
        #expect(error(in: "\n<SyncML><SyncHdr/></SyncML>")?.code == .missingBody)
        #expect(error(in: "\n<SyncML/>")?.place == MessagePlace(line: 2, column: 1))
    }

    @Test(arguments: [
        ("", SyncMLError.Code.xml(.empty)), ("<SyncML>", .xml(.notWellFormed)),
        ("<!DOCTYPE a [<!ENTITY b 'c'>]><SyncML/>", .xml(.documentType)), ("<Add>&b;</Add>", .xml(.entity)),
    ])
    func `what is not XML is an error with a place`(text: String, code: SyncMLError.Code) {
        #expect(error(in: text)?.code == code)
        #expect(error(in: text)?.place.line == 1)
    }
}
