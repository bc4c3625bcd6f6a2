"""Attacks by what is read from a file: each message and each capture may cost no more than its octets are worth."""

import re

from harness import MIB, check
from messages import MESSAGES, SIZE

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def messages(program, report):
    """Each message of two MiB costs a second and 128 MiB at most, beside what a small one costs."""
    small = program.file("small.xml", MESSAGES["one long value"]().replace("v" * (SIZE - 600), "v"))
    _, base_time, base_memory, _ = program.measured("apply", small)

    def attack(name, make):
        content = make()
        path = program.file("attack.bin" if isinstance(content, bytes) else "attack.xml", content)
        code, seconds, memory, text = program.measured("apply", path, "--explain")
        check(code >= 0, f"ended by signal {-code}" + (" (too slow)" if code == -9 else ""))
        seconds, memory = seconds - base_time, memory - base_memory
        told = f"{seconds:5.2f} s, {memory >> 20:4} MiB, exit {code}, {len(text) >> 10} KiB told"
        check(seconds <= 1.0 * program.factor, f"{told}: over {program.factor} s")
        check(memory <= 128 * MIB, f"{told}: over 128 MiB")
        # The reply is for the server, octet for octet; what is said beside it is for people.
        text = re.sub(r"<SyncML.*?</SyncML>", "", text, flags=re.DOTALL)
        forged = CONTROL.search(text)
        check(not forged, f"{told}: shows {forged.group() if forged else ''!r}")
        check("\nforged: 200" not in text, f"{told}: a line was forged")
        return told

    for name, make in MESSAGES.items():
        report.run(name, lambda: attack(name, make))


def captures(program, report):
    """A capture with 200,000 messages that are begun and never come costs a second at most, and few words."""
    with open("Samples/captures/messages/0001-device.xml") as file:
        message = file.read()

    def attack(text):
        code, seconds, _, told = program.measured("replay", program.file("attack.txt", text))
        check(code == 65, f"exit {code}: {told}")
        check(seconds <= 1.0 * program.factor, f"{seconds:.2f} s, over {program.factor} s")
        check(len(told) < 4096, f"{len(told) >> 10} KiB told")
        return f"{seconds:5.2f} s, {len(told)} octets told"

    for name, text in [
        ("openings of messages", "<SyncML>" * 200_000),
        ("openings of headers", "<SyncML><SyncHdr>" * 200_000),
        ("openings behind a message", message + "<SyncML>\n" * 200_000),
    ]:
        report.run(name, lambda: attack(text))
