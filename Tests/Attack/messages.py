"""Messages of two MiB that ask for as much work as their octets can: each is SyncML, or was meant to be."""

SIZE = 2 << 20
HEADER = (
    '<SyncML xmlns="SYNCML:SYNCML1.2"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto>'
    "<SessionID>1</SessionID><MsgID>1</MsgID><Target><LocURI>phone</LocURI></Target>"
    "<Source><LocURI>https://mdm.example/</LocURI></Source></SyncHdr><SyncBody>"
)
END = "<Final/></SyncBody></SyncML>"
TENANT = "./Vendor/MSFT/PassportForWork/%s"


def message(body):
    return HEADER + body + END


def filled(piece, start="", end=""):
    """As many pieces as two MiB hold; `piece` is told the number of each."""
    room = SIZE - len(HEADER) - len(END) - len(start) - len(end)
    parts, count = [], 0
    while room > 0:
        part = piece(count)
        parts.append(part)
        room -= len(part)
        count += 1
    return message(start + "".join(parts[:-1]) + end)


def item(uri, data=None, meta=""):
    value = "" if data is None else f"<Data>{data}</Data>"
    return f"<Item><Target><LocURI>{uri}</LocURI></Target>{meta}{value}</Item>"


def command(verb, number, uri, data=None, meta=""):
    return f"<{verb}><CmdID>{number}</CmdID>{item(uri, data, meta)}</{verb}>"


NODE = '<Meta><Format xmlns="syncml:metinf">node</Format></Meta>'
# Stored as it is, whatever its length.
BIG = "./DevDetail/Ext/Microsoft/DeviceName"


def attributes(name):
    pieces, size, count = [], 0, 0
    while size < SIZE - 200:
        pieces.append(name(count))
        size += len(pieces[-1])
        count += 1
    return "<SyncML" + "".join(pieces) + "/>"


def entities():
    declarations = '<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(12)
    )
    return f"<!DOCTYPE SyncML [{declarations}]>" + message(command("Replace", 2, BIG, "&m;"))


def parts():
    head = command("Add", 2, BIG, "x", '<Meta><Size xmlns="syncml:metinf">9999999</Size></Meta>').replace(
        "</Item>", "<MoreData/></Item>"
    )
    return filled(
        lambda n: command("Add", n + 3, BIG, "x").replace("</Item>", "<MoreData/></Item>"), head
    )


def stored():
    start = command("Replace", 2, BIG, "v" * (256 << 10))
    return filled(lambda n: command("Get", n + 3, BIG), start)


def guid(number):
    return f"{number:08X}-0000-4000-8000-000000000000"


def binary():
    """WBXML whose items name one long text of the string table again and again."""
    text = b"t" * (1 << 20) + b"\0"

    def number(value):
        octets = bytes([value & 127])
        value >>= 7
        while value:
            octets = bytes([value & 127 | 128]) + octets
            value >>= 7
        return octets

    head = b"\x02\xa4\x01\x6a" + number(len(text)) + text + b"\x6d\x6c\x71\x03" + b"1.2\x00\x01\x01\x6b"
    one = b"\x60\x4b\x83\x00\x01\x54\x4f\x83\x00\x01\x01\x01"
    return head + one * ((SIZE - len(head)) // len(one)) + b"\x12\x01\x01"


MESSAGES = {
    "A3 attributes": lambda: attributes(lambda n: f' a{n}="1"'),
    "A3 namespaces": lambda: attributes(lambda n: f' xmlns:n{n}="u{n}"'),
    "A3 attributes inside": lambda: message(attributes(lambda n: f' a{n}="1"').replace("<SyncML", "<Data")),
    "A4 stored value, asked for": stored,
    "A4 list=StructData": lambda: filled(lambda n: command("Get", n + 2, "./Vendor/MSFT?list=StructData")),
    "A4 list=TNDS": lambda: filled(lambda n: command("Get", n + 2, ".?list=TNDS")),
    "A4 mark-up as value": lambda: filled(
        lambda n: "<x/>", "<Replace><CmdID>2</CmdID><Item><Target><LocURI>./A</LocURI></Target><Data>",
        "</Data></Item></Replace>",
    ),
    "A4 one Get of many items": lambda: filled(
        lambda n: item("./DevDetail/SwV"), "<Get><CmdID>2</CmdID>", "</Get>"
    ),
    "A5 repeated CmdID": lambda: filled(lambda n: command("Get", 2, "./DevDetail/SwV")),
    "A5 repeated CmdID, nowhere": lambda: filled(lambda n: command("Replace", 2, "./No/Such/Node", "x")),
    "A6 parts of a large object": parts,
    "A7 a tree without end": lambda: filled(
        lambda n: command("Add", n + 2, TENANT % guid(n), None, NODE)
    ),
    "A8 control characters": lambda: filled(
        lambda n: command("Get", n + 2, "./&#x9B;31m&#x202E;&#10;forged: 200&#13;") if n % 2
        else command("Get", "&#x9B;2J&#10;x", "./a")
    ),
    "an Atomic that fails at its end": lambda: filled(
        lambda n: command("Add", n + 3, TENANT % guid(n), None, NODE), "<Atomic><CmdID>2</CmdID>",
        command("Get", 1, "./No") + "</Atomic>",
    ),
    "nested Atomics": lambda: filled(lambda n: "<Atomic><CmdID>2</CmdID>"),
    "depth": lambda: "<a>" * (SIZE // 3),
    "entities": entities,
    "comments": lambda: filled(lambda n: "<!---->"),
    "empty commands": lambda: filled(lambda n: "<Get/>"),
    "unknown commands": lambda: filled(lambda n: f"<C{n}/>"),
    "statuses": lambda: filled(
        lambda n: "<Status><CmdID>2</CmdID><MsgRef>1</MsgRef><CmdRef>9</CmdRef><Cmd>Get</Cmd><Data>200</Data></Status>"
    ),
    "one long address": lambda: message(command("Get", 2, "./" + "a/" * (SIZE // 2 - 300))),
    "one long name": lambda: message(command("Get", 2, "./" + "%41" * (SIZE // 3 - 300))),
    "one long CmdID": lambda: message(command("Get", "7" * (SIZE - 600), "./DevDetail/SwV")),
    "one long value": lambda: message(command("Replace", 2, "./DevDetail/SwV", "v" * (SIZE - 600))),
    "character references": lambda: message(command("Replace", 2, "./A", "&#65;" * (SIZE // 5 - 120))),
    "many roots": lambda: command("Get", 2, "./DevDetail/SwV") * (SIZE // 80),
    "WBXML string table": binary,
}
