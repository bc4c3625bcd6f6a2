"""What attacks are made with: the built program, one that runs while it is attacked, and the report of what held."""

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time

MIB = 1 << 20
HERE = os.path.dirname(os.path.abspath(__file__))


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
