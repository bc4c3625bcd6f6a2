"""Attacks on the lab, which anybody can reach who reaches its port."""

import os
import socket
import threading
import time

from harness import MIB, Server, check
from messages import MESSAGES
from network import attempt, half_requests, request, served

DISCOVERY, MANAGEMENT = "/EnrollmentServer/Discovery.svc", "/ManagementServer/MDM.svc"
PASSWORD = "sEcReTpAsSwOrD"
BOUND = 256 * MIB


class Lab:
    """A lab that is attacked."""

    def __init__(self, program):
        self.program = program
        self.server = Server(
            program, "lab", "serve", "--http", "--port", "0", "--folder", "lab", "--log-level", "debug", "--user",
            f"ann:{PASSWORD}")
        self.port = int(self.server.wait(r"listens on http://127\.0\.0\.1:(\d+)").group(1))
        with open(os.path.join(program.folder, self.server.wait(r"with the token in (\S+)").group(1))) as file:
            self.token = file.read().strip()

    def within(self, told):
        memory = self.server.memory
        check(memory <= BOUND, f"{told}, {memory >> 20} MiB")
        return f"{told}, at most {memory >> 20} MiB"

    def half(self):
        return self.within(half_requests(self.program, self.port, b"POST /lab HTTP/1.1\r\nHost: x\r\n"))

    def uploads(self):
        head = f"POST {MANAGEMENT} HTTP/1.1\r\nHost: x\r\nContent-Length: {15 * MIB}\r\n\r\n".encode()
        held, stop = [], time.monotonic() + 10
        for _ in range(100):
            connection = socket.create_connection(("127.0.0.1", self.port), timeout=1)
            held.append(connection)
            try:
                connection.sendall(head)
                for _ in range(14):
                    connection.sendall(b" " * MIB)
                    if time.monotonic() > stop:
                        break
            except OSError:
                pass
        seconds = served(self.port)
        for connection in held:
            connection.close()
        check(seconds < 2 * self.program.factor, f"others waited {seconds:.1f} s")
        return self.within(f"others waited {seconds:.2f} s")

    def sources(self):
        package = MESSAGES["one long value"]().split("<SyncBody>")[0] + "<SyncBody><Final/></SyncBody></SyncML>"
        for number in range(2000):
            name = f"phone-{number}-" + "n" * (200 if number % 100 else 200_000)
            request(self.port, "POST", MANAGEMENT, body=package.replace("https://mdm.example/", name).encode())
        return self.within("2000 unknown phones")

    def attributes(self):
        waits = []
        attackers = []
        for name in ["A3 attributes", "A3 namespaces"]:
            body = MESSAGES[name]().encode()
            for path in [DISCOVERY, MANAGEMENT]:
                attack = threading.Thread(target=attempt, args=(self.port, path, body))
                attack.start()
                attackers.append(attack)
        while any(attack.is_alive() for attack in attackers):
            waits.append(served(self.port))
        check(max(waits, default=0) < 2 * self.program.factor, f"others waited {max(waits):.1f} s")
        return self.within(f"others waited at most {max(waits, default=0):.2f} s")

    def interface(self):
        shown = f"Authorization: Bearer {self.token}"
        wrong = "Authorization: Bearer " + self.token[:-1] + ("1" if self.token.endswith("0") else "0")
        rows = [
            (401, "GET", "/lab/devices", []),
            (401, "GET", "/lab/devices", [wrong]),
            (421, "GET", "/lab/devices", [shown, "Host: rebound.example"]),
            (415, "PUT", "/lab/oddities", [shown, "Content-Type: text/plain"]),
            (200, "GET", "/lab/devices", [shown]),
            (400, "GET", "/EnrollmentServer/Authentication?appru=javascript:alert(1)", []),
        ]
        for wanted, method, path, headers in rows:
            status, _ = request(self.port, method, path, headers, b"[]" if method == "PUT" else b"")
            check(status == wanted, f"{method} {path}: {status} where {wanted} is right")
        return "token, Host, Content-Type and appru are checked"

    def secrets(self):
        check(self.token not in self.server.text, "the token is told")
        check(PASSWORD not in self.server.text, "a password is told")
        return "neither token nor password in the output or the log"

    def ending(self):
        return f"{self.server.end():.1f} s"


ATTACKS = {
    "A11 lab, half requests": Lab.half,
    "A13 lab, unfinished uploads": Lab.uploads,
    "A13 lab, long Sources": Lab.sources,
    "A3 lab, attributes": Lab.attributes,
    "A14 lab, its interface": Lab.interface,
    "A9 lab, its log": Lab.secrets,
    "lab ends on SIGTERM": Lab.ending,
}


def lab(program, report):
    attacked = Lab(program)
    for name, attack in ATTACKS.items():
        report.run(name, lambda: attack(attacked))
    if attacked.server.process.poll() is None:
        attacked.server.process.kill()
