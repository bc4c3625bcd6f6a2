"""Writes a long capture: capture.py PROGRAM MESSAGES FILE. Sessions of four messages, each of the same 20 commands."""
import re, subprocess, sys

program, count, path = sys.argv[1], int(sys.argv[2]), sys.argv[3]
server, device = "https://mdm.example/omadm", "urn:uuid:0B5E2C1A-7A41-4C58-9D0E-3F1B2A4C6D8E"
asked = re.search(r"<SyncBody>(.*)</SyncBody>", open("Samples/syncml/bench-message.xml").read(), re.S).group(1)
asked = re.sub(r"<Status>.*?</Status>", "", asked, flags=re.S)


def message(session, number, is_device, body):
    target, source = (server, device) if is_device else (device, server)
    return (
        '<SyncML xmlns="SYNCML:SYNCML1.2"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto>'
        f"<SessionID>{session:X}</SessionID><MsgID>{number}</MsgID><Target><LocURI>{target}</LocURI></Target>"
        f"<Source><LocURI>{source}</LocURI></Source></SyncHdr><SyncBody>{body}</SyncBody></SyncML>"
    )


def status(message, command="SyncHdr", reference="0"):
    return (
        f"<Status><CmdID>1</CmdID><MsgRef>{message}</MsgRef><CmdRef>{reference}</CmdRef><Cmd>{command}</Cmd>"
        "<Data>200</Data></Status>"
    )


def item(name, value):
    return f"<Item><Source><LocURI>./DevInfo/{name}</LocURI></Source><Data>{value}</Data></Item>"


first = (
    "<Alert><CmdID>2</CmdID><Data>1201</Data></Alert><Alert><CmdID>3</CmdID><Data>1224</Data><Item><Meta>"
    '<Type xmlns="syncml:metinf">com.microsoft/MDM/LoginStatus</Type></Meta><Data>user</Data></Item></Alert>'
    "<Replace><CmdID>4</CmdID>"
    + item("DevId", device) + item("Man", "MicrosoftMDG") + item("Mod", "Lumia 950") + item("DmV", "1.3")
    + item("Lang", "en-US") + "</Replace><Final/>"
)
asked = status(1) + asked
# Twice: the second answer is that of a phone on which the commands were run before, as in every later session.
asked_alone = message(1, 1, False, asked)
replies = subprocess.run([program, "apply", "-"], input=asked_alone * 2, capture_output=True, text=True).stdout.split("\n")
answer = re.search(r"<SyncBody>(.*)</SyncBody>", replies[1], re.S).group(1)
with open(path, "w") as file:
    for number in range(count // 4):
        session = number % 65535 + 1
        for is_device, place, body in [
            (True, 1, first), (False, 1, asked), (True, 2, answer), (False, 2, status(2) + "<Final/>"),
        ]:
            file.write(message(session, place, is_device, body) + "\n")
