"""Runs the attacks and prints what each cost. See `Tests/Attack/run`."""

import json
import os
import re
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

from messages import MESSAGES, SIZE

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../Release"))
from elf import fault  # noqa: E402

MIB = 1 << 20
HERE = os.path.dirname(os.path.abspath(__file__))
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Broken(Exception):
    """What is not as it should be."""


def check(condition, text):
    if not condition:
        raise Broken(text)


class Program:
    """The built program, in a folder of its own."""

    def __init__(self, path):
        self.path = os.path.abspath(path)
        self.folder = tempfile.mkdtemp(prefix="understudy-attack-")
        # An optimised Swift program is some ten times as quick; a build folder tells by its name which it is.
        self.factor = 10 if "/debug/" in self.path else 1
        self.environment = {**os.environ, "HOME": self.folder, "XDG_STATE_HOME": self.folder + "/xdg"}

    def file(self, name, content):
        path = f"{self.folder}/{name}"
        with open(path, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())
        return path

    def start(self, *arguments, path=None):
        # The widest mask: what is private must be so by itself.
        return subprocess.Popen(
            [path or self.path, *arguments], cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, umask=0)

    def measured(self, *arguments, limit=60, path=None):
        """Runs a command. Returns its exit code, seconds of processor, octets of memory at most, and its output."""
        kept = f"{self.folder}/output"
        measure = [os.path.join(HERE, "measure.py"), str(limit * self.factor), kept, path or self.path]
        told, _ = self.start("-I", "-S", "-B", *measure, *arguments, path=sys.executable).communicate()
        try:
            code, seconds, memory = json.loads(told)
        except ValueError:
            raise Broken(f"it cannot be measured: {told.decode(errors='replace')}")
        with open(kept, "rb") as output:
            text = output.read(64 * MIB)
        check(os.path.getsize(kept) < 64 * MIB, f"{os.path.getsize(kept) >> 20} MiB of output")
        return code, seconds, memory << 10, text.decode(errors="replace")


class Server:
    """A program that runs while it is attacked."""

    def __init__(self, program, *arguments):
        self.program = program
        self.process = program.start(*arguments)
        self.lines = []
        threading.Thread(target=self.collect, daemon=True).start()

    def collect(self):
        for line in self.process.stdout:
            self.lines.append(line.decode(errors="replace"))

    @property
    def text(self):
        return "".join(self.lines)

    def wait(self, pattern):
        for _ in range(300):
            match = re.search(pattern, self.text)
            if match:
                return match
            check(self.process.poll() is None, f"it ended: {self.text}")
            time.sleep(0.1)
        raise Broken(f"it never said {pattern}: {self.text}")

    @property
    def memory(self):
        """Octets of memory at most until now."""
        with open(f"/proc/{self.process.pid}/status") as status:
            return int(re.search(r"VmHWM:\s+(\d+)", status.read()).group(1)) << 10

    def end(self):
        """Asks it to end and returns how long that took."""
        start = time.monotonic()
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise Broken("it does not end on SIGTERM")
        return time.monotonic() - start


def request(port, method, path, headers=(), body=b"", seconds=10):
    """One request over a new connection. Returns the status and the text of the answer."""
    lines = [f"{method} {path} HTTP/1.1", "Connection: close", f"Content-Length: {len(body)}", *headers]
    if not any(line.lower().startswith("host:") for line in headers):
        lines.insert(1, f"Host: 127.0.0.1:{port}")
    with socket.create_connection(("127.0.0.1", port), timeout=seconds) as connection:
        connection.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
        answer = b""
        while part := connection.recv(1 << 16):
            answer += part
    status = answer.split(b" ", 2)[1:2]
    check(status and status[0].isdigit(), f"{method} {path}: no answer")
    return int(status[0]), answer.decode(errors="replace")


def attempt(port, path, body):
    """A request that need not be answered."""
    try:
        request(port, "POST", path, body=body, seconds=60)
    except (OSError, Broken):
        pass


def hold(port, octets, count):
    """So many connections that send something and then nothing more."""
    held = []
    for _ in range(count):
        try:
            connection = socket.create_connection(("127.0.0.1", port), timeout=5)
            connection.setblocking(False)
            try:
                connection.send(octets)
            except OSError:
                pass
            held.append(connection)
        except OSError:
            pass
    return held


def served(port, headers=(), path="/EnrollmentServer/Discovery.svc"):
    """How long another must wait for an answer meanwhile."""
    start = time.monotonic()
    status, _ = request(port, "GET", path, headers)
    check(status == 200, f"others are answered {status}")
    return time.monotonic() - start


class Report:
    def __init__(self, words):
        self.words = [word.lower() for word in words]
        self.failures = 0

    def run(self, name, work):
        if self.words and not any(word in name.lower() for word in self.words):
            return
        start = time.monotonic()
        try:
            told = work() or ""
            verdict = "held  "
        except Broken as reason:
            told, verdict = str(reason), "BROKEN"
            self.failures += 1
        except Exception as reason:  # What the attack itself could not do is no success either.
            told, verdict = f"{type(reason).__name__}: {reason}", "BROKEN"
            self.failures += 1
        print(f"{verdict} {name:34} {time.monotonic() - start:6.1f} s  {told[:300]}", flush=True)


def measuring(program, report):
    """What is measured of a program is its own, whatever is held here."""

    def own():
        held = b"x" * (256 * MIB)
        code, seconds, memory, _ = program.measured(path="/bin/true")
        check(code == 0 and memory < 32 * MIB, f"/bin/true: exit {code}, {memory >> 20} MiB beside {len(held) >> 20} here")
        return f"/bin/true: {seconds:5.2f} s, {memory >> 20} MiB"

    report.run("the measure", own)


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


def lab(program, report):
    """The lab, which anybody can reach who reaches its port."""
    server = Server(program, "lab", "serve", "--http", "--port", "0", "--folder", "lab", "--log-level", "debug",
                    "--user", "ann:sEcReTpAsSwOrD")
    port = int(server.wait(r"listens on http://127\.0\.0\.1:(\d+)").group(1))
    with open(os.path.join(program.folder, server.wait(r"with the token in (\S+)").group(1))) as file:
        token = file.read().strip()
    discovery, management = "/EnrollmentServer/Discovery.svc", "/ManagementServer/MDM.svc"
    bound = 256 * MIB

    def within(told):
        memory = server.memory
        check(memory <= bound, f"{told}, {memory >> 20} MiB")
        return f"{told}, at most {memory >> 20} MiB"

    def half():
        held = hold(port, b"POST /lab HTTP/1.1\r\nHost: x\r\n", 1260)
        seconds = served(port)
        for connection in held:
            connection.close()
        check(seconds < 2 * program.factor, f"others waited {seconds:.1f} s")
        return within(f"{len(held)} half requests, others waited {seconds:.2f} s")

    def uploads():
        head = f"POST {management} HTTP/1.1\r\nHost: x\r\nContent-Length: {15 * MIB}\r\n\r\n".encode()
        held, stop = [], time.monotonic() + 10
        for _ in range(100):
            connection = socket.create_connection(("127.0.0.1", port), timeout=1)
            held.append(connection)
            try:
                connection.sendall(head)
                for _ in range(14):
                    connection.sendall(b" " * MIB)
                    if time.monotonic() > stop:
                        break
            except OSError:
                pass
        seconds = served(port)
        for connection in held:
            connection.close()
        check(seconds < 2 * program.factor, f"others waited {seconds:.1f} s")
        return within(f"others waited {seconds:.2f} s")

    def sources():
        package = MESSAGES["one long value"]().split("<SyncBody>")[0] + "<SyncBody><Final/></SyncBody></SyncML>"
        for number in range(2000):
            name = f"phone-{number}-" + "n" * (200 if number % 100 else 200_000)
            request(port, "POST", management, body=package.replace("https://mdm.example/", name).encode())
        return within("2000 unknown phones")

    def attributes():
        waits = []
        attackers = []
        for name in ["A3 attributes", "A3 namespaces"]:
            body = MESSAGES[name]().encode()
            for path in [discovery, management]:
                attack = threading.Thread(target=attempt, args=(port, path, body))
                attack.start()
                attackers.append(attack)
        while any(attack.is_alive() for attack in attackers):
            waits.append(served(port))
        check(max(waits, default=0) < 2 * program.factor, f"others waited {max(waits):.1f} s")
        return within(f"others waited at most {max(waits, default=0):.2f} s")

    def interface():
        shown = f"Authorization: Bearer {token}"
        wrong = token[:-1] + ("1" if token.endswith("0") else "0")
        answers = [
            (401, request(port, "GET", "/lab/devices")[0]),
            (401, request(port, "GET", "/lab/devices", [f"Authorization: Bearer {wrong}"])[0]),
            (421, request(port, "GET", "/lab/devices", [shown, "Host: rebound.example"])[0]),
            (415, request(port, "PUT", "/lab/oddities", [shown, "Content-Type: text/plain"], b"[]")[0]),
            (200, request(port, "GET", "/lab/devices", [shown])[0]),
            (400, request(port, "GET", "/EnrollmentServer/Authentication?appru=javascript:alert(1)")[0]),
        ]
        for wanted, status in answers:
            check(status == wanted, f"{status} where {wanted} is right: {answers}")
        return "token, Host, Content-Type and appru are checked"

    def secrets():
        check(token not in server.text, "the token is told")
        check("sEcReTpAsSwOrD" not in server.text, "a password is told")
        return "neither token nor password in the output or the log"

    report.run("A11 lab, half requests", half)
    report.run("A13 lab, unfinished uploads", uploads)
    report.run("A13 lab, long Sources", sources)
    report.run("A3 lab, attributes", attributes)
    report.run("A14 lab, its interface", interface)
    report.run("A9 lab, its log", secrets)
    report.run("lab ends on SIGTERM", lambda: f"{server.end():.1f} s")
    if server.process.poll() is None:
        server.process.kill()


class Watch:
    """Looks at a folder as often as it can, for files that others may read."""

    def __init__(self, folder):
        self.folder, self.loose, self.isOver = folder, set(), False
        self.thread = threading.Thread(target=self.look)
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


def phone(program, report):
    """A phone that runs, and what it leaves in folders that others may read."""
    for name in ["loose/lab", "loose/phone", "loose/messages"]:
        os.makedirs(f"{program.folder}/{name}", mode=0o755)
    watch = Watch(program.folder + "/loose")
    server = Server(program, "lab", "serve", "--http", "--port", "0", "--folder", "loose/lab")
    url = server.wait(r"listens on (http://127\.0\.0\.1:\d+)").group(1)
    network = ["--insecure-http", "--state", "loose/phone", "--record", "loose/messages"]
    code, _, _, text = program.measured(
        "enroll", url + "/EnrollmentServer/Discovery.svc", "--user", "ann@lab.example", "--password", "p", *network)
    check(code == 0, f"enroll: {text}")
    daemon = Server(program, "run", *network, "--log-level", "trace")
    control = f"{program.folder}/loose/phone/control.json"
    for _ in range(100):
        if os.path.exists(control):
            break
        time.sleep(0.1)
    with open(control) as file:
        kept = json.load(file)
    port, token = kept["port"], kept["token"]

    def half():
        held = hold(port, b"POST /sync HTTP/1.1\r\nHost: x\r\n", 1260)
        start = time.monotonic()
        status, _ = request(port, "GET", "/openapi.json", [f"Authorization: Bearer {token}"])
        seconds = time.monotonic() - start
        for connection in held:
            connection.close()
        check(status == 200, f"others are answered {status}")
        check(seconds < 2 * program.factor, f"others waited {seconds:.1f} s")
        return f"{len(held)} half requests, others waited {seconds:.2f} s"

    def secrets():
        check(token not in daemon.text, "the control token is logged")
        return f"{len(daemon.text) >> 10} KiB of log, no token"

    def recording():
        # With the mode that the phone's own files have: it is not the phone that is to be caught with this one.
        os.close(os.open(f"{program.folder}/loose/messages/9223372036854775807-x", os.O_CREAT | os.O_WRONLY, 0o600))
        code, _, _, text = program.measured("sync", *network)
        check(code == 0, f"exit {code}: {text}")
        return "counted on"

    def impostor():
        """The daemon is killed; somebody else listens where it was."""
        daemon.process.kill()
        daemon.process.wait()
        with socket.socket() as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(("127.0.0.1", port))
            listener.listen(8)
            listener.settimeout(0.2)
            heard, isOver = [], threading.Event()

            def listen():
                while not isOver.is_set():
                    try:
                        connection, _ = listener.accept()
                    except OSError:
                        continue
                    with connection:
                        connection.settimeout(1)
                        try:
                            heard.append(connection.recv(1 << 16))
                            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
                        except OSError:
                            pass

            ear = threading.Thread(target=listen)
            ear.start()
            code, _, _, text = program.measured("set-pin", "--pin", "71924", "--state", "loose/phone")
            isOver.set()
            ear.join()
        check(code == 0, f"set-pin: {text}")
        check(not any(b"71924" in octets or token.encode() in octets for octets in heard), "it was told the PIN")
        return f"{len(heard)} connections, no PIN"

    def modes():
        loose = watch.end()
        check(not loose, f"others could read {', '.join(loose)}")
        return "no file that others may read"

    report.run("A11 control API, half requests", half)
    report.run("A9 run, its log at trace", secrets)
    report.run("A10 another on the old port", impostor)
    report.run("A15 a recording numbered to the end", recording)
    report.run("A1 files with secrets", modes)
    watch.end()
    for ended in [daemon, server]:
        if ended.process.poll() is None:
            ended.end()


def linking(program, report):
    """A17: where the program looks for its libraries, and when it binds them."""

    def dynamic():
        found = fault(program.path)
        check(not found, f"it {found}")
        return "no $ORIGIN, bound at once"

    if program.factor == 1:
        report.run("A17 how the release is linked", dynamic)


def main():
    program = Program(sys.argv[1])
    report = Report(sys.argv[2:])
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 8192), hard))
    print(f"{program.path}: {SIZE >> 20} MiB may cost {program.factor} s and 128 MiB")
    try:
        measuring(program, report)
        messages(program, report)
        captures(program, report)
        for part in [lab, phone, linking]:
            try:
                part(program, report)
            except Exception as reason:
                report.run(f"{part.__name__} begins", lambda: (_ for _ in ()).throw(reason))
    finally:
        shutil.rmtree(program.folder, ignore_errors=True)
    print("all held" if not report.failures else f"{report.failures} broken")
    sys.exit(1 if report.failures else 0)


main()
