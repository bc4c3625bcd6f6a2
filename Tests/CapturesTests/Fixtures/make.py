#!/usr/bin/env python3
"""Writes the fixtures beside it: one conversation in every form that is read, and what is no capture.

Nothing in them is anybody's. Run it where a form or an oddity is added: python3 Tests/CapturesTests/Fixtures/make.py
"""
import base64, gzip, json, os, re, shutil, struct, xml.etree.ElementTree as ET, zlib

HERE = os.path.dirname(os.path.abspath(__file__))
DEVICE = "urn:uuid:0B5E2C1A-7A41-4C58-9D0E-3F1B2A4C6D8E"
URL = "https://mdm.example/omadm"
XML, WBXML = "application/vnd.syncml.dm+xml", "application/vnd.syncml.dm+wbxml"


def message(number, sender, body, session=5):
    target, source = (URL, DEVICE) if sender == "device" else (DEVICE, URL)
    return (
        f'<SyncML xmlns="SYNCML:SYNCML1.2"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto>'
        f"<SessionID>{session}</SessionID><MsgID>{number}</MsgID><Target><LocURI>{target}</LocURI></Target>"
        f"<Source><LocURI>{source}</LocURI></Source></SyncHdr><SyncBody>{body}<Final/></SyncBody></SyncML>"
    )


def status(id, ref, command, name, code=200):
    return (f"<Status><CmdID>{id}</CmdID><MsgRef>{ref}</MsgRef><CmdRef>{command}</CmdRef><Cmd>{name}</Cmd>"
            f"<Data>{code}</Data></Status>")


MODEL = "./DevDetail/Ext/Microsoft/DeviceName"
TALK = [
    message(1, "device", "<Alert><CmdID>2</CmdID><Data>1201</Data></Alert><Replace><CmdID>3</CmdID><Item><Source>"
            f"<LocURI>./DevInfo/DevId</LocURI></Source><Data>{DEVICE}</Data></Item></Replace>"),
    message(1, "server", status(1, 1, 0, "SyncHdr") + status(2, 1, 2, "Alert") + status(3, 1, 3, "Replace")
            + f"<Get><CmdID>4</CmdID><Item><Target><LocURI>{MODEL}</LocURI></Target></Item></Get><Replace><CmdID>5</CmdID>"
            "<Item><Target><LocURI>./Vendor/MSFT/Policy/Config/Camera/AllowCamera</LocURI></Target><Meta>"
            '<Format xmlns="syncml:metinf">int</Format></Meta><Data>0</Data></Item></Replace>'),
    message(2, "device", status(1, 1, 0, "SyncHdr") + status(2, 1, 4, "Get") + status(3, 1, 5, "Replace")
            + f"<Results><CmdID>4</CmdID><MsgRef>1</MsgRef><CmdRef>4</CmdRef><Item><Source><LocURI>{MODEL}</LocURI></Source>"
            "<Data>Phone of Zoë &amp; Ann</Data></Item></Results>"),
    message(2, "server", status(1, 2, 0, "SyncHdr")),
]
DISCOVER = (
    '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:a="http://www.w3.org/2005/08/addressing"><s:Header>'
    "<a:Action>http://schemas.microsoft.com/windows/management/2012/01/enrollment/IDiscoveryService/Discover{0}</a:Action>"
    "</s:Header><s:Body/></s:Envelope>"
)

TOKENS = [
    dict(zip("Add Alert Archive Atomic Chal Cmd CmdID CmdRef Copy Cred Data Delete Exec Final Get Item Lang LocName LocURI Map "
             "MapItem Meta MsgID MsgRef NoResp NoResults Put Replace RespURI Results Search Sequence SessionID SftDel Source "
             "SourceRef Status Sync SyncBody SyncHdr SyncML Target TargetRef Reserved VerDTD VerProto".split(), range(5, 60))),
    dict(zip("Anchor EMI Format".split(), range(5, 60))),
]


def wbxml(text):
    out, page = bytearray(b"\x02\xa4\x01\x6a\x00"), 0

    def write(element):
        nonlocal page
        name, wanted = element.tag.split("}")[-1], 1 if "metinf" in element.tag else 0
        if wanted != page:
            out.extend((0, wanted))
            page = wanted
        content = bool(element.text) or len(element) > 0
        out.append(TOKENS[wanted][name] | (0x40 if content else 0))
        if element.text:
            out.extend(b"\x03" + element.text.encode() + b"\0")
        for child in element:
            write(child)
        if content:
            out.append(1)

    write(ET.fromstring(text))
    return bytes(out)


def put(name, content):
    path = os.path.join(HERE, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content.encode() if isinstance(content, str) else content)


def head(number, length, kind=XML, more="", absolute=True):
    if number % 2 == 0:
        target = URL if absolute else "/omadm"
        start = f"POST {target} HTTP/1.1\r\nHost: mdm.example\r\nUser-Agent: MSFT OMA DM Client/1.2.0.1\r\n"
    else:
        start = "HTTP/1.1 200 OK\r\nServer: example\r\n"
    size = "" if length is None else f"Content-Length: {length}\r\n"
    return f"{start}Content-Type: {kind}\r\n{size}{more}\r\n".encode()


def whole(number, body, **more):
    return head(number, len(body), **more) + body


def chunked(body):
    pieces = [body[i:i + 100] for i in range(0, len(body), 100)]
    return b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in pieces) + b"0\r\n\r\n"


BODIES = [text.encode() for text in TALK]
BINARY = [wbxml(text) for text in TALK]


def laid_out(text):
    """Each tag that opens or closes on a line of its own, as servers print it that lay XML out anew."""
    return re.sub(r">(?=<)", ">\r\n  ", text)


def texts():
    for number, text in enumerate(TALK):
        put(f"conversation/MDM{f'({number})' if number else ''}.svc", text)
    put("record/0001-device.http", b"POST https://mdm.example/Discovery.svc HTTP/1.1\r\nContent-Type: application/soap+xml\r\n"
        b"\r\n" + DISCOVER.format("").encode())
    put("record/0001-server.http", b"HTTP/1.1 200\r\nContent-Type: application/soap+xml\r\n\r\n"
        + DISCOVER.format("Response").encode())
    for number, body in enumerate(BODIES):
        put(f"record/{number // 2 + 2:04}-{'device' if number % 2 == 0 else 'server'}.http", head(number, None) + body)
    put("record/0004-device.http", head(0, None) + message(1, "device", "<Alert><CmdID>2</CmdID><Data>1201</Data></Alert>",
                                                          session=6).encode())
    put("record/0004-server.error.txt", "https://mdm.example/omadm: nobody answers there\n")
    put("utf16.xml", ('<?xml version="1.0" encoding="utf-8"?>\n' + TALK[0]).encode("utf-16"))
    put("quotes.xml", TALK[1].replace('"', "\u201d"))
    put("message.wbxml", BINARY[2])
    put("roots.xml", "\n\n".join(f"<!-- 10:0{n} -->\nmessage {n} follows\n{t}" for n, t in enumerate(TALK)) + "\n")
    put("roots-utf16.xml", "\r\n".join(TALK).encode("utf-16"))
    mark = "<!-- ignore this line, closing SyncML tag added to support parsing of truncated xml data --></SyncML>"
    start, end = "<!-- OmaDmSessionStart -->\r\n", "<!-- OmaDmSessionComplete -->\r\n"
    stream = "\r\n\r\n".join(laid_out(text) for text in TALK)
    put("viewer.xml", start + stream + "\r\n" + end)
    put("viewer-cut.xml", start + stream + "\r\n" + end + start + laid_out(TALK[0]) + "\r\n\r\n"
        + laid_out(TALK[1])[:700] + "\r\n" + mark + "\r\nOmaDmSomethingElse\r\n" + end)
    put("portal.log", "".join(
        f"2026-11-28T10:00:0{n}.123Z INFO Event com.microsoft.omadm.syncml.SyncmlSession 4711 12 "
        f'<?xml version="1.0" encoding="UTF-8"?>{t}\n2026-11-28T10:00:0{n}.456Z INFO Event com.microsoft.omadm.Other 4711 12\n'
        for n, t in enumerate(TALK)))
    put("paste.txt", "the server's side, from the forum:\n" + "\n".join(
        t.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;") for t in TALK))
    commands = re.search(r"<Get>.*</Replace>", TALK[1]).group()
    put("commands.xml", commands.replace("<CmdID>4</CmdID>", "").replace("<CmdID>5</CmdID>", ""))
    put("request-file.txt", "\ufeffTwo commands\r\n\r\n<SyncBody>" + commands + "</SyncBody>\r\n")


def http():
    put("http.txt", b"\r\n\r\n".join(whole(n, body) for n, body in enumerate(BODIES)))
    put("http-wbxml.txt", b"".join(whole(n, body, kind=WBXML) for n, body in enumerate(BINARY)))
    deflated = zlib.compressobj(wbits=-15)
    bare = deflated.compress(BODIES[3]) + deflated.flush()
    packed, chunks = gzip.compress(BODIES[1], mtime=0), chunked(zlib.compress(BODIES[2]))
    put("http-coded.txt", whole(0, BODIES[0])
        + head(1, None, more="Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n") + chunked(packed)
        + head(2, None, more="Transfer-Encoding: chunked\r\nContent-Encoding: deflate\r\n") + chunks
        + head(3, len(bare), more="Content-Encoding: deflate\r\n") + bare)
    put("http-cut.txt", whole(0, BODIES[0]) + head(1, len(BODIES[1])) + BODIES[1][:300])
    put("http-brotli.txt", whole(0, BODIES[0]) + head(1, 4, more="Content-Encoding: br\r\n") + b"\x0b\x01\x80\x03")
    put("http.txt.gz", gzip.compress(b"".join(whole(n, body) for n, body in enumerate(BODIES)), mtime=0))

    text = b"".join(whole(n, body) for n, body in enumerate(BODIES))
    put("http-members.txt.gz", gzip.compress(text[:1000], mtime=0) + gzip.compress(text[1000:], mtime=0))

    def section(mark, data):
        rows = [data[i:i + 16] for i in range(0, len(data), 16)]
        lines = [f"{i * 16:04x}: {' '.join(f'{o:02x}' for o in row):<48}{''.join(chr(o) if 32 <= o < 127 else '.' for o in row)}"
                 for i, row in enumerate(rows)]
        return f"10:00:00.123456 {mark}, {len(data)} bytes (0x{len(data):x})\n" + "\n".join(lines) + "\n"

    def plain(mark, data):
        lines, offset = [], 0
        for piece in data.split(b"\r\n"):
            rows = [piece[i:i + 64] for i in range(0, len(piece), 64)] or [b""]
            for row in rows:
                lines.append(f"{offset:04x}: " + "".join(chr(o) if 32 <= o < 127 else "." for o in row))
                offset += len(row)
            offset += 2
        if data.endswith(b"\r\n"):
            lines.pop()
        return f"{mark}, {len(data)} bytes (0x{len(data):x})\n" + "\n".join(lines) + "\n"

    trace, text = "10:00:00.000001 == Info: Trying 192.0.2.1:443...\n", "== Info: Trying 192.0.2.1:443...\n"
    for number, body in enumerate(BINARY):
        way = ("=> Send", "<= Recv")[number % 2]
        start = head(number, len(body), kind=WBXML, absolute=False)
        fields = [start] if number % 2 == 0 else [line + b"\r\n" for line in start.split(b"\r\n")[:-1]]
        trace += "".join(section(f"{way} header", field) for field in fields)
        trace += "".join(section(f"{way} data", body[i:i + 200]) for i in range(0, len(body), 200))
    for number, body in enumerate(BODIES):
        way = ("=> Send", "<= Recv")[number % 2]
        body = body.replace("Zoë".encode(), b"Zoe")
        text += plain(f"{way} header", head(number, len(body), absolute=False)) + plain(f"{way} data", body)
    put("curl.trace", trace + "10:00:00.999999 == Info: Connection #0 to host mdm.example left intact\n")
    put("curl-ascii.trace", text + "== Info: Connection #0 to host mdm.example left intact\n")

    dump, follow = "Starting the server\n\n", "\n" + "=" * 67 + "\nFollow: http,ascii\nFilter: tcp.stream eq 0\n" \
        "Node 0: 192.0.2.7:41018\nNode 1: 192.0.2.1:80\n"
    for number, body in enumerate(BODIES):
        side, word = (("Input Request", "Input"), ("Output Response", "Response"))[number % 2]
        start, tab = head(number, len(body), absolute=False).decode(), "\t" * (number % 2)
        dump += (f"{'=' * 29} {side} {'=' * 29}\n----------- {word} Header -----------\n {start}\n"
                 f"----------- {word} Body -----------\n  \r\n {laid_out(body.decode())}\n{'=' * 73}\n\n\n\n")
        follow += f"{tab}{len(start)}\n{start.replace(chr(13), '')}\n\n{tab}{len(body)}\n{body.decode()}\n"
    put("go-dump.txt", dump)
    put("follow.txt", follow + "=" * 67 + "\n")


def fields(number, length, kind):
    names = {"Content-Type": kind, "Content-Length": str(length), "Host" if number % 2 == 0 else "Server": "mdm.example"}
    return [{"name": name, "value": value} for name, value in names.items()]


def har(bodies, kind, creator, request, answer):
    entries = []
    for number in range(0, len(bodies), 2):
        ask, reply = bodies[number], bodies[number + 1]
        entries.append({
            "startedDateTime": f"2026-11-28T10:00:0{number}.000Z",
            "request": {"method": "POST", "url": URL, "httpVersion": "HTTP/1.1",
                        "headers": fields(number, len(ask), kind), "postData": {"mimeType": kind, **request(ask)}},
            "response": {"status": 200, "statusText": "OK", "headers": fields(number + 1, len(reply), kind),
                         "content": {"size": len(reply), "mimeType": kind, **answer(reply)}},
        })
    return json.dumps({"log": {"version": "1.2", "creator": {"name": creator}, "entries": entries}}, indent=1)


def netstring(value):
    if isinstance(value, bool):
        data, sign = str(value).lower().encode(), b"!"
    elif value is None:
        data, sign = b"", b"~"
    elif isinstance(value, int):
        data, sign = str(value).encode(), b"#"
    elif isinstance(value, float):
        data, sign = repr(value).encode(), b"^"
    elif isinstance(value, str):
        data, sign = value.encode(), b";"
    elif isinstance(value, bytes):
        data, sign = value, b","
    elif isinstance(value, list):
        data, sign = b"".join(netstring(item) for item in value), b"]"
    else:
        data, sign = b"".join(netstring(key) + netstring(item) for key, item in value.items()), b"}"
    return str(len(data)).encode() + b":" + data + sign


def flow(number, version, code, bodies, kind):
    def pairs(at):
        return [[f["name"].encode(), f["value"].encode()] for f in fields(at, len(bodies[at]), kind)]

    return netstring({
        "websocket": None, "type": "http", "version": version,
        "request": {"method": b"POST", "scheme": b"https", "host": "10.0.0.7", "port": 18443, "path": b"/omadm",
                    "authority": b"", "http_version": b"HTTP/1.1", "headers": pairs(number), "content": bodies[number],
                    "timestamp_start": 1795877362.5 + number},
        "response": {code: 200, "reason": b"OK", "http_version": b"HTTP/1.1", "headers": pairs(number + 1),
                     "content": bodies[number + 1], "timestamp_start": 1795877362.6 + number},
    })


def proxies():
    coded = lambda body: {"encoding": "base64", "text": base64.b64encode(body).decode()}
    put("browser.har", "\ufeff" + har(BODIES, XML, "a browser", lambda b: {"text": b.decode()}, coded))
    escaped = lambda body: {"text": body.decode("utf-8", "surrogateescape")}
    put("mitmproxy.har", har(BINARY, WBXML, "mitmproxy", escaped, escaped))
    put("chromium-lossy.har", har(BINARY, WBXML, "chromium", lambda b: {"text": b.decode("utf-8", "replace")}, coded))
    put("flows.mitm", flow(2, 21, "status_code", BODIES, XML) + flow(0, 21, "status_code", BODIES, XML))
    put("flows-wbxml.mitm", flow(0, 21, "status_code", BINARY, WBXML) + flow(2, 21, "status_code", BINARY, WBXML))
    put("flows-old.mitm", flow(0, [0, 14, 0], "code", BODIES, XML) + flow(2, [0, 14, 0], "code", BODIES, XML))
    put("flows-later.mitm", flow(0, 99, "status_code", BODIES, XML) + flow(2, 99, "status_code", BODIES, XML))
    parts = [base64.b64encode(whole(n, body, absolute=False)).decode() for n, body in enumerate(BODIES)]
    requests = [{"id": f"a{n}", "start": f"2026-11-28T10:00:0{n}Z", "request": {"method": "POST", "raw": parts[n]},
                 "response": {"status_code": 200, "raw": parts[n + 1]}} for n in (2, 0)]
    put("ngrok.json", json.dumps({"uri": "/api/requests/http", "requests": requests}, indent=1))
    items = "".join(
        f'<item><time>now</time><url><![CDATA[{URL}]]></url><host ip="192.0.2.1">mdm.example</host>'
        f'<request base64="true"><![CDATA[{parts[n]}]]></request><status>200</status>'
        f'<response base64="true"><![CDATA[{parts[n + 1]}]]></response></item>\n' for n in (0, 2))
    put("burp.xml", '<?xml version="1.0"?>\n<!DOCTYPE items [\n<!ELEMENT items (item*)>\n<!ATTLIST items burpVersion CDATA "">\n'
        '<!ATTLIST request base64 (true|false) "false">\n]>\n<items burpVersion="2026.1" exportTime="now">\n' + items + "</items>\n")


def archive(files):
    """As Fiddler writes it: the directory holds sizes in the field of zip64, however small they are."""
    out, directory = bytearray(), bytearray()
    for name, content in files:
        data = content.encode() if isinstance(content, str) else content
        squeeze = zlib.compressobj(wbits=-15)
        packed, label = squeeze.compress(data) + squeeze.flush(), name.encode()
        fixed = struct.pack("<HHHHH", 45, 0x800, 8, 0x5000, 0x5B7C) + struct.pack("<I", zlib.crc32(data))
        at = len(out)
        out += b"PK\3\4" + fixed + struct.pack("<IIHH", len(packed), len(data), len(label), 0) + label + packed
        extra = struct.pack("<HHQQ", 1, 16, len(data), len(packed))
        directory += b"PK\1\2" + struct.pack("<H", 45) + fixed + struct.pack(
            "<IIHHHHHII", 0xFFFFFFFF, 0xFFFFFFFF, len(label), len(extra), 0, 0, 0, 0, at) + label + extra
    comment = b"Fiddler (v5.0) Session Archive"
    end = struct.pack("<HHHHIIH", 0, 0, len(files), len(files), len(directory), len(out), len(comment))
    return bytes(out + directory) + b"PK\5\6" + end + comment


def archives():
    packed = gzip.compress(BODIES[1], mtime=0)
    files = [
        ("raw/", b""), ("raw/1_c.txt", b"CONNECT mdm.example:443 HTTP/1.1\r\nHost: mdm.example\r\n\r\n"),
        ("raw/1_s.txt", b"HTTP/1.1 200 Connection Established\r\n\r\n"), ("raw/1_m.xml", "\ufeff<Session SID='1'/>"),
        ("raw/10_c.txt", whole(2, BODIES[2])), ("raw/10_s.txt", whole(3, BODIES[3])),
        ("raw/2_c.txt", whole(0, BODIES[0])),
        ("raw/2_s.txt", head(1, None, more="Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n") + chunked(packed)),
        ("_index.htm", "<html></html>"), ("[Content_Types].xml", "<Types/>"),
    ]
    saz = archive(files)
    put("fiddler.saz", saz)
    locked = bytearray(saz)
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = locked.find(signature)
        while at >= 0:
            locked[at + flags] |= 1
            at = locked.find(signature, at + 4)
    put("foreign/locked.saz", bytes(locked))
    put("foreign/other.zip", archive([("readme.txt", "nothing")]))
    # Little that would become much, names that lead elsewhere, sizes that are not so, one entry under two names.
    put("foreign/bomb.saz", archive([("raw/1_c.txt", bytes(17 << 20)), ("raw/1_s.txt", b"")]))
    put("foreign/bomb.txt.gz", gzip.compress(bytes(2 << 20), mtime=0))
    names = ("../../raw/1_c.txt", "/raw/1_c.txt", "raw/../1_c.txt", "C:\\raw\\1_c.txt", "raw/1_c.txt/../../x")
    put("foreign/paths.saz", archive([(name, whole(0, BODIES[0])) for name in names]))
    lying = bytearray(archive([("raw/1_c.txt", whole(0, BODIES[0]))]))
    at = lying.find(b"PK\x01\x02")
    place = at + 46 + len("raw/1_c.txt") + 4
    lying[place:place + 8] = struct.pack("<Q", 10)
    put("foreign/lying.saz", bytes(lying))
    again = bytearray(archive([("raw/1_c.txt", whole(0, BODIES[0])), ("raw/2_c.txt", whole(0, BODIES[0]))]))
    second = again.rfind(b"PK\x01\x02")
    again[second + 42:second + 46] = struct.pack("<I", 0)
    put("foreign/overlap.saz", bytes(again))
    put("foreign/report.zip", archive([("MDMDiagReport.html", "<html></html>")]))


def foreign():
    put("foreign/packets.pcap", struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 1))
    put("foreign/packets.pcapng", struct.pack("<IIIHHqI", 0x0A0D0D0A, 28, 0x1A2B3C4D, 1, 0, -1, 28))
    put("foreign/events.evtx", b"ElfFile\0" + bytes(4088))
    put("foreign/trace.etl", struct.pack("<I", 65536) + bytes(0x44) + b"\x02\x00\x02\xc0" + bytes(400))
    put("foreign/report.cab", b"MSCF" + bytes(60))
    put("foreign/report.xml", '<?xml version="1.0"?><MDMEnterpriseDiagnosticsReport><EnrolledUser/></MDMEnterpriseDiagnosticsReport>')
    put("foreign/wince.xml", '<?xml version="1.0" encoding="utf-8" ?>\n<DevicePoll '
        'xmlns="http://www.microsoft.com/DeviceManagement.xsd"><Platform>till</Platform></DevicePoll>')
    put("foreign/curl-verbose.txt", "* Trying 192.0.2.1:443...\n> POST /omadm HTTP/1.1\n> Host: mdm.example\n> \n} [900 bytes data]\n"
        "< HTTP/1.1 200 OK\n< \n{ [900 bytes data]\n")
    put("foreign/package0.bin", bytes(range(100, 116)) + b"\x03\x18\0\0\0\0\0\x12\x0emdm.example.com")
    put("foreign/page.html", "<!DOCTYPE html><html><body>nothing here</body></html>")
    put("foreign/words.txt", "nothing here\n")
    put("foreign/list.json", '{"users": []}')
    put("foreign/fleetctl.txt", "+----+------+\n| ID | PAYLOAD |\n+----+------+\n| 1  | <Get> |\n+----+------+\n")


def main():
    for name in os.listdir(HERE):
        if name not in ("make.py", "README.md"):
            path = os.path.join(HERE, name)
            shutil.rmtree(path) if os.path.isdir(path) else os.remove(path)
    texts()
    http()
    proxies()
    archives()
    foreign()


if __name__ == "__main__":
    main()
