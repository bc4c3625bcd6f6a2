import Lab
import SyncML
import Testing

@Suite("Commands for the queue")
struct CommandTests {
    @Test("Bare commands, bodies and messages are read, without their ids")
    func read() throws {
        let text = """
            <Get><CmdID>7</CmdID><Item><Target><LocURI>./A</LocURI></Target></Item></Get>
            <SyncBody><Sequence><CmdID>8</CmdID><Delete><CmdID>9</CmdID><Item><Target><LocURI>./B</LocURI></Target></Item></Delete></Sequence></SyncBody>
            """
        let commands = try LabCommand.read(Array(text.utf8))
        #expect(commands == [.get("./A"), .container(.sequence, [.delete("./B")])])
    }

    @Test(
        "A text without commands is refused with a sentence",
        arguments: ["", "hello", "<Get>", "<SyncBody><Final/></SyncBody>", "<Status><CmdID>1</CmdID></Status>"])
    func refused(_ text: String) {
        #expect(throws: LabError(.badCommand, "")) { try LabCommand.read(Array(text.utf8)) }
    }
}
