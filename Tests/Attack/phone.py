"""Attacks on a phone that runs, and on what it leaves in folders that others may read."""

import json
import os
import socket
import threading
import time

from harness import Server, check
from network import half_requests


class Watch:
    """Looks at a folder as often as it can, for files that others may read."""

    def __init__(self, folder):
        self.folder, self.loose, self.isOver = folder, set(), False
        self.thread = threading.Thread(target=self.look, daemon=True)
        self.thread.start()

    def look(self):
        while not self.isOver:
            for base, _, files in os.walk(self.folder):
                for name in files:
                    path = os.path.join(base, name)
                    try:
                        mode = os.stat(path).st_mode & 0o777
                    except OSError:
                        continue
                    if mode & 0o077:
                        self.loose.add(f"{os.path.relpath(path, self.folder)} {mode:o}")

    def end(self):
        self.isOver = True
        self.thread.join()
        return sorted(self.loose)


class Impostor:
    """Somebody who listens where a daemon was, and answers whatever they are told."""

    def __init__(self, port):
        self.listener = socket.socket()
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.listener.bind(("127.0.0.1", port))
        self.listener.listen(8)
        self.listener.settimeout(0.2)
        self.heard, self.isOver = [], threading.Event()
        self.thread = threading.Thread(target=self.listen)

    def listen(self):
        while not self.isOver.is_set():
            try:
                connection, _ = self.listener.accept()
            except OSError:
                continue
            with connection:
                connection.settimeout(1)
                try:
                    self.heard.append(connection.recv(1 << 16))
                    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
                except OSError:
                    pass

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.isOver.set()
        self.thread.join()
        self.listener.close()


class Phone:
    """A phone that is attacked, its lab, and whoever looks at their folders."""

    def __init__(self, program):
        self.program = program
        for name in ["loose/lab", "loose/phone", "loose/messages"]:
            os.makedirs(f"{program.folder}/{name}", mode=0o755)
        self.watch = Watch(program.folder + "/loose")
        self.server = Server(program, "lab", "serve", "--http", "--port", "0", "--folder", "loose/lab")
        url = self.server.wait(r"listens on (http://127\.0\.0\.1:\d+)").group(1)
        self.network = ["--insecure-http", "--state", "loose/phone", "--record", "loose/messages"]
        code, _, _, text = program.measured(
            "enroll", url + "/EnrollmentServer/Discovery.svc", "--user", "ann@lab.example", "--password", "p",
            *self.network)
        check(code == 0, f"enroll: {text}")
        self.daemon = Server(program, "run", *self.network, "--log-level", "trace")
        control = f"{program.folder}/loose/phone/control.json"
        for _ in range(100):
            if os.path.exists(control):
                break
            time.sleep(0.1)
        with open(control) as file:
            kept = json.load(file)
        self.port, self.token = kept["port"], kept["token"]

    def half(self):
        return half_requests(
            self.program, self.port, b"POST /sync HTTP/1.1\r\nHost: x\r\n", [f"Authorization: Bearer {self.token}"],
            "/openapi.json")

    def secrets(self):
        check(self.token not in self.daemon.text, "the control token is logged")
        return f"{len(self.daemon.text) >> 10} KiB of log, no token"

    def impostor(self):
        """The daemon is killed; somebody else listens where it was."""
        self.daemon.process.kill()
        self.daemon.process.wait()
        with Impostor(self.port) as other:
            code, _, _, text = self.program.measured("set-pin", "--pin", "71924", "--state", "loose/phone")
        check(code == 0, f"set-pin: {text}")
        secrets = [b"71924", self.token.encode()]
        check(not any(secret in octets for octets in other.heard for secret in secrets), "it was told the PIN")
        return f"{len(other.heard)} connections, no PIN"

    def recording(self):
        # With the mode that the phone's own files have: it is not the phone that is to be caught with this one.
        path = f"{self.program.folder}/loose/messages/9223372036854775807-x"
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
        code, _, _, text = self.program.measured("sync", *self.network)
        check(code == 0, f"exit {code}: {text}")
        return "counted on"

    def modes(self):
        loose = self.watch.end()
        check(not loose, f"others could read {', '.join(loose)}")
        return "no file that others may read"

    def end(self):
        self.watch.end()
        for ended in [self.daemon, self.server]:
            if ended.process.poll() is None:
                ended.end()


ATTACKS = {
    "A11 control API, half requests": Phone.half,
    "A9 run, its log at trace": Phone.secrets,
    "A10 another on the old port": Phone.impostor,
    "A15 a recording numbered to the end": Phone.recording,
    "A1 files with secrets": Phone.modes,
}


def phone(program, report):
    attacked = Phone(program)
    for name, attack in ATTACKS.items():
        report.run(name, lambda: attack(attacked))
    attacked.end()
