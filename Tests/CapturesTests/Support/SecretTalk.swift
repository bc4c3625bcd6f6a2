import Captures
import Foundation

/// A capture full of secrets, each of them made up, in every coding in which they are met: an enrolment, a session, and what
/// else goes through a proxy.
enum SecretTalk {
    static let user = "zoe.maier"
    static let mail = "zoe.maier@contoso-pharma.com"
    static let host = "mdm.contoso-pharma.com"
    static let device = "urn:uuid:5B1F7C9E-2D64-4F0A-8E37-9C41D6B0A2F8"
    static let tenant = "c81d22aa-7f63-4be5-9f10-3d2b6a90e4c7"
    static let account = "s3cr3t-DM-Pa55"
    static let password = "Tr0ub4dor&3"
    static let pin = "739215"
    static let imei = "353627071234563"
    static let phoneName = "Zoe-Lumia-7"
    static let wireless = "Sup3rW1reless!"
    static let network = "Pharma Lab WLAN"
    static let nonce = base64("n0nce-of-the-server")
    static let digest = base64("0123456789abcdeX")
    static let webToken = "eyJhbGciOiJSUzI1NiJ9.eyJ1cG4iOiJ6b2UifQ.c2lnbmF0dXJlLW9mLWl0"
    static let cookie = "session=9f8e7d6c5b4a"
    static let hardware = "50-1A-C5-0E-33-99"
    static let machine = "10.47.11.203"
    static let container = base64Octets((0..<60).map { UInt8($0 * 37 % 251) })
    static let number = "+491701234567"
    static let free = "Pa$$phrase of Zoe"

    /// Everything that must not be found afterwards.
    static var all: [String] {
        [
            user, "contoso", tenant, account, password, pin, imei, phoneName, wireless, network, nonce, digest,
            webToken,
            "9f8e7d6c5b4a", number, hardware, machine, container, free, String(device.dropFirst(9)), thumbprint, issuer,
        ]
    }

    static func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }
    static func base64Octets(_ octets: [UInt8]) -> String { Data(octets).base64EncodedString() }
    static func wide(_ text: String) -> String {
        base64Octets(Array(text.utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })
    }
    static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }

    /// A certificate whose name says whose it is: see the folder of seeds.
    static let certificate: [UInt8] = {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
            .appending(path: "Fuzz/Seeds/certificates/dev.der")
        return [UInt8]((try? Data(contentsOf: file)) ?? Data())
    }()

    /// What `openssl x509 -fingerprint -sha1` says of it.
    static let thumbprint = "56B0F2D8A5D19926437A923039308524AFC73C13"
    /// A piece of the name in it.
    static let issuer = "A Test Root"
}

extension SecretTalk {
    static func message(_ number: Int, _ sender: RecordedMessage.Sender, _ credential: String, _ body: String) -> String
    {
        let server = "https://\(host)/omadm?tenant=\(tenant)&amp;user=zoe.maier%40contoso-pharma.com"
        let (target, source) = sender == .device ? (server, device) : (device, server)
        return "<SyncML xmlns=\"SYNCML:SYNCML1.2\"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto>"
            + "<SessionID>7B</SessionID><MsgID>\(number)</MsgID><Target><LocURI>\(target)</LocURI></Target>"
            + "<Source><LocURI>\(source)</LocURI><LocName>\(mail)</LocName></Source>\(credential)</SyncHdr>"
            + "<SyncBody>\(body)<Final/></SyncBody></SyncML>"
    }

    private static func credential(_ type: String, _ data: String) -> String {
        "<Cred><Meta><Format xmlns=\"syncml:metinf\">b64</Format><Type xmlns=\"syncml:metinf\">\(type)</Type></Meta>"
            + "<Data>\(data)</Data></Cred>"
    }

    private static func result(_ id: Int, _ address: String, _ data: String, format: String = "chr") -> String {
        "<Results><CmdID>\(id)</CmdID><MsgRef>1</MsgRef><CmdRef>\(id)</CmdRef><Item><Source><LocURI>\(address)</LocURI></Source>"
            + "<Meta><Format xmlns=\"syncml:metinf\">\(format)</Format></Meta><Data>\(data)</Data></Item></Results>"
    }

    private static func add(_ id: Int, _ address: String, _ data: String, format: String = "chr") -> String {
        "<Replace><CmdID>\(id)</CmdID><Item><Target><LocURI>\(address)</LocURI></Target><Meta>"
            + "<Format xmlns=\"syncml:metinf\">\(format)</Format></Meta><Data>\(data)</Data></Item></Replace>"
    }

    static let opening = message(
        1, .device, credential("syncml:auth-basic", base64("\(mail):\(account)")),
        "<Alert><CmdID>2</CmdID><Data>1201</Data></Alert><Alert><CmdID>3</CmdID><Data>1224</Data><Item><Meta>"
            + "<Type xmlns=\"syncml:metinf\">com.microsoft/MDM/AADUserToken</Type></Meta><Data>\(webToken)</Data></Item></Alert>"
            + "<Replace><CmdID>4</CmdID><Item><Source><LocURI>./DevInfo/DevId</LocURI></Source><Data>\(device)</Data></Item>"
            + "<Item><Source><LocURI>./DevInfo/Mod</LocURI></Source><Data>RM-1104</Data></Item></Replace>")

    static let profile =
        "<WLANProfile><SSID><name>\(network)</name></SSID><sharedKey><keyMaterial>\(wireless)</keyMaterial>"
        + "</sharedKey></WLANProfile>"

    static let commands = message(
        1, .server, credential("syncml:auth-md5", digest),
        "<Status><CmdID>1</CmdID><MsgRef>1</MsgRef><CmdRef>0</CmdRef><Cmd>SyncHdr</Cmd><Chal><Meta><Format "
            + "xmlns=\"syncml:metinf\">b64</Format><Type xmlns=\"syncml:metinf\">syncml:auth-md5</Type><NextNonce "
            + "xmlns=\"syncml:metinf\">\(nonce)</NextNonce></Meta></Chal><Data>212</Data></Status>"
            + "<Get><CmdID>2</CmdID><Item><Target><LocURI>./Vendor/MSFT/RemoteLock/NewPINValue</LocURI></Target></Item></Get>"
            + add(3, "./Vendor/MSFT/WiFi/Profile/Pharma%20Lab%20WLAN/WlanXml", escaped(profile))
            + add(4, "./Vendor/MSFT/PassportForWork/\(tenant)/Policies/EnablePinRecovery", "true", format: "bool")
            + add(
                5, "./Vendor/MSFT/RootCATrustedCertificates/Root/\(thumbprint)/EncodedCertificate",
                base64Octets(certificate), format: "b64")
            + add(6, "./Vendor/MSFT/Script", wide("user=\(mail); password=\(password)"), format: "b64")
            + add(7, "./Vendor/MSFT/ClientCertificateInstall/PFXCertInstall/x/PFXCertBlob", container, format: "b64")
            + add(
                8, "./Vendor/MSFT/Note",
                "{\"user\": \"&#90;oe.maier@contoso-pharma.com\", \"password\": \"\(escaped(password))\"}")
            + add(9, "./Vendor/MSFT/DeviceLock/Provider/x/MinDevicePasswordLength", "4", format: "int")
            + add(10, "./Vendor/MSFT/Blob", "Q049em9lLm1haWVy" + base64(", \(free), \(imei)").replacing("=", with: ""))
            + add(11, "./Vendor/MSFT/Key/Passphrase", free)
            + add(12, "./Vendor/MSFT/Criteria", "Subject=CN%3Dzoe.maier%2CO%3DContoso%20Pharma&amp;Stores=MY%5CUser"))

    static let answer = message(
        2, .device, "",
        "<Status><CmdID>1</CmdID><MsgRef>1</MsgRef><CmdRef>0</CmdRef><Cmd>SyncHdr</Cmd><Data>200</Data></Status>"
            + "<Status><CmdID>2</CmdID><MsgRef>1</MsgRef><CmdRef>2</CmdRef><Cmd>Get</Cmd><Data>200</Data></Status>"
            + "<Status><CmdID>3</CmdID><MsgRef>1</MsgRef><CmdRef>3</CmdRef><Cmd>Replace</Cmd><Data>404</Data></Status>"
            + result(4, "./Vendor/MSFT/RemoteLock/NewPINValue", pin)
            + result(5, "./DevDetail/Ext/Microsoft/DeviceName", phoneName)
            + result(6, "./Vendor/MSFT/DeviceStatus/CellularIdentities/\(imei)/PhoneNumber", number)
            + result(7, "./DevDetail/SwV", "10.0.15063.297")
            + result(8, "./Vendor/MSFT/WiFi/Profile", network, format: "node")
            + result(9, "./Vendor/MSFT/Said", "the new PIN of \(phoneName) is \(pin), at \(machine)"))

    /// The document that a server enrols with.
    static let provisioning =
        "<wap-provisioningdoc version=\"1.1\"><characteristic type=\"CertificateStore\"><characteristic "
        + "type=\"\(thumbprint)\"><parm name=\"EncodedCertificate\" value=\"\(base64Octets(certificate))\"/></characteristic>"
        + "</characteristic><characteristic type=\"APPLICATION\"><parm name=\"ADDR\" value=\"https://\(host)/omadm\"/>"
        + "<parm name=\"AAUTHNAME\" value=\"\(mail)\"/><parm name=\"AAUTHSECRET\" value=\"\(account)\"/><parm "
        + "name=\"AAUTHDATA\" value=\"\(nonce)\"/></characteristic></wap-provisioningdoc>"

    private static func envelope(_ action: String, _ body: String) -> String {
        "<?xml version=\"1.0\"?><!-- for \(user) --><s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\" "
            + "xmlns:a=\"http://www.w3.org/2005/08/addressing\"><s:Header><a:Action s:mustUnderstand=\"1\">"
            + "http://schemas.microsoft.com/windows/pki/2009/01/enrollment/\(action)/wstep</a:Action><a:To>https://\(host)/enroll"
            + "</a:To></s:Header><s:Body>\(body)</s:Body></s:Envelope>"
    }

    static let request = envelope(
        "RST",
        "<UsernameToken><Username>&#x7A;oe.maier@contoso-pharma.com</Username><Password Type=\"PasswordText\">"
            + "\(escaped(password))</Password></UsernameToken><BinarySecurityToken>\(container)</BinarySecurityToken>"
            + "<AdditionalContext><ContextItem Name=\"DeviceName\"><Value>\(phoneName)</Value></ContextItem><ContextItem "
            + "Name=\"MAC\"><Value>\(hardware)</Value></ContextItem><ContextItem Name=\"IMEI\"><Value>\(imei)</Value>"
            + "</ContextItem><ContextItem Name=\"OSVersion\"><Value>10.0.15063.297</Value></ContextItem></AdditionalContext>"
    )

    static let response = envelope(
        "RSTRC", "<BinarySecurityToken>\(base64(provisioning))</BinarySecurityToken>")

    private static func http(_ start: String, _ fields: [String], _ body: String) -> String {
        ([start] + fields + ["Content-Length: \(body.utf8.count)"]).joined(separator: "\r\n") + "\r\n\r\n" + body
    }

    /// The whole of it, as HTTP.
    static var files: [CaptureFile] {
        let xml = "Content-Type: application/vnd.syncml.dm+xml"
        let soap = "Content-Type: application/soap+xml"
        let post = "POST https://\(host)/omadm?token=\(webToken)&user=zoe.maier%40contoso-pharma.com HTTP/1.1"
        let parts = [
            http("POST https://\(host)/enroll HTTP/1.1", [soap, "Host: \(host)"], request),
            http("HTTP/1.1 200 OK", [soap, "Set-Cookie: \(cookie)"], response),
            http(post, [xml, "Host: \(host)", "Authorization: Bearer \(webToken)", "Cookie: \(cookie)"], opening),
            http("HTTP/1.1 200 OK", [xml, "X-Whose: \(user)"], commands),
            http(post, [xml, "Authorization: Basic \(base64("\(mail):\(account)"))"], answer),
            http(
                "HTTP/1.1 200 OK", [xml],
                message(
                    2, .server, "",
                    "<Status><CmdID>1</CmdID><MsgRef>2</MsgRef><CmdRef>0</CmdRef>"
                        + "<Cmd>SyncHdr</Cmd><Data>200</Data></Status>")),
            http("GET https://intranet.contoso-pharma.com/\(user) HTTP/1.1", ["Host: intranet.contoso-pharma.com"], ""),
            http(
                "HTTP/1.1 200 OK", ["Content-Type: text/html"],
                "<html><body>\(password) and \(base64(account))</body></html>"),
        ]
        return parts.enumerated().map { CaptureFile(name: "\($0.offset + 1).http", octets: Array($0.element.utf8)) }
    }
}
