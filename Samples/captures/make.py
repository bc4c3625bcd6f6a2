#!/usr/bin/env python3
"""Writes the samples beside it, from a recording of our own phone with our own lab (see README.md):

    python3 Samples/captures/make.py .build/debug/understudy RECORDING

RECORDING is a folder of --record. What the program can write itself, it writes (convert); the forms of other programs are
put together after their layouts, as the fixtures of the tests are.
"""
import os, re, shutil, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "../../Tests/CapturesTests/Fixtures"))
import make as forms

# The forms of other programs, by the names that the fixtures have.
OTHERS = {
    "portal.log": "company-portal.log", "paste.txt": "web-paste.txt", "viewer.xml": "syncml-viewer.xml",
    "http.txt": "http.txt", "curl.trace": "curl.trace", "curl-ascii.trace": "curl-ascii.trace",
    "go-dump.txt": "go-dump.txt", "follow.txt": "tshark-follow.txt", "ngrok.json": "ngrok.json",
    "fiddler.saz": "fiddler.saz", "flows.mitm": "mitmproxy.flows", "burp.xml": "burp.xml",
}
# Commands as operators keep them: without ids.
COMMANDS = """<Replace>
  <Item>
    <Target><LocURI>./Vendor/MSFT/Policy/Config/Camera/AllowCamera</LocURI></Target>
    <Meta><Format xmlns="syncml:metinf">int</Format></Meta>
    <Data>0</Data>
  </Item>
</Replace>
<Get>
  <Item><Target><LocURI>./DevDetail/SwV</LocURI></Target></Item>
</Get>
"""


def main(program, recording):
    def convert(*arguments):
        return subprocess.run([program, "convert", *arguments], check=True, capture_output=True).stdout

    def into(name):
        return os.path.join(HERE, name)

    for name in os.listdir(HERE):
        if name not in ("make.py", "README.md"):
            path = into(name)
            shutil.rmtree(path) if os.path.isdir(path) else os.remove(path)
    convert(recording, "--to", "record", "--output", into("record"))
    convert(recording, "--to", "har", "--output", into("capture.har"))
    # The last session alone, in which a PIN is reset: the last four messages.
    files = sorted(name for name in os.listdir(into("record")) if name.endswith(".http"))[-4:]
    session = [os.path.join(into("record"), name) for name in files]
    convert(*session, "--to", "messages", "--form", "pretty", "--output", into("messages"))
    convert(*session, "--to", "messages", "--form", "wbxml", "--output", into("wbxml"))
    convert(*session, "--to", "har", "--form", "wbxml", "--output", into("wbxml.har"))
    convert(*session, "--to", "xml", "--output", into("text.xml"))

    bodies = convert(*session, "--to", "xml").splitlines()
    binary = sorted(os.listdir(into("wbxml")))
    forms.TALK, forms.BODIES = [body.decode() for body in bodies], bodies
    forms.BINARY = [open(os.path.join(into("wbxml"), name), "rb").read() for name in binary]
    forms.URL = re.search(r"<Target><LocURI>([^<]*)", forms.TALK[0]).group(1)
    with tempfile.TemporaryDirectory() as folder:
        forms.HERE = folder
        for write in (forms.texts, forms.http, forms.proxies, forms.archives):
            write()
        for source, target in OTHERS.items():
            shutil.copy(os.path.join(folder, source), into(target))
    with open(into("commands.xml"), "w") as file:
        file.write(COMMANDS)
    for root, folders, names in os.walk(HERE):
        for name in folders:
            os.chmod(os.path.join(root, name), 0o755)
        for name in names:
            os.chmod(os.path.join(root, name), 0o755 if name == "make.py" else 0o644)


main(*sys.argv[1:])
