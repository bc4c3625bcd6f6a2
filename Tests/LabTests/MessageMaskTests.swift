import SyncML
import Testing

@testable import Conversations

/// The secrets of a message, however their characters are written.
@Suite("Masking a message")
struct MessageMaskTests {
    @Test(
        "A secret is taken away in each spelling, and nothing else is",
        arguments: [
            "se&quot;cr&apos;et&amp;1", "se\"cr'et&amp;1", "se&#34;cr&#x27;et&#x0026;1",
            "&#115;e&#x22;cr'et&#38;&#x31;",
        ])
    func spellings(_ written: String) throws {
        let text = """
            <SyncML xmlns="SYNCML:SYNCML1.2"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto>\
            <SessionID>1</SessionID><MsgID>1</MsgID><Target><LocURI>https://mdm.example</LocURI></Target>\
            <Source><LocURI>a&#34;b</LocURI></Source><Cred><Meta><Type xmlns="syncml:metinf">syncml:auth-basic</Type>\
            </Meta><Data>\(written)</Data></Cred></SyncHdr><SyncBody><Final/></SyncBody></SyncML>
            """
        let mask = MessageMask(try MessageReader().read(Array(text.utf8)).message)
        let stars = String(repeating: "*", count: written.unicodeScalars.count)
        #expect(mask.masked(text) == text.replacing(written, with: stars))
    }
}
