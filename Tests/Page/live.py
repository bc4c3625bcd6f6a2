"""Runs the program, a lab and a phone with it, and Chromium beside them, for scripts that look at pages."""

import base64
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request

folder = tempfile.mkdtemp()
started = []
browsers = []


def start(*command, until):
    """Starts a program and waits until a line of it fits; gives what the pattern names."""
    log = open(f"{folder}/{len(started)}.log", "w+")
    started.append(subprocess.Popen(command, stdout=log, stderr=log, cwd=folder))
    for _ in range(600):
        found = re.search(until, open(log.name).read())
        if found:
            return found.group(1)
        time.sleep(0.1)
    sys.exit(f"{' '.join(command)} does not say {until}:\n{open(log.name).read()}")


def run(*command):
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)


def output(*command):
    """Runs a program and gives what it prints."""
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


def lab_and_phone(program):
    """Starts a lab with consent and an enrolled phone's `run`; gives the lab's address and that of the phone's page."""
    lab = start(program, "lab", "serve", "--consented", "--port", "0", "--folder", "lab", until=r"listens on (https:\S+?)\. ")
    with open(f"{folder}/password", "w") as file:
        file.write("secret\n")
    run(program, "enroll", f"{lab}/EnrollmentServer/Discovery.svc", "--user", "adele@lab.example", "--password-file",
        "password", "--ca-file", "lab/lab-ca.pem", "--state", "phone")
    # Into a file `run` tells no token; the folder does, to its owner.
    port = start(program, "run", "--state", "phone", "--poll-every", "3600", "--pin-reset-service", f"{lab}/pin-reset",
                 until=r"http://127.0.0.1:(\d+)")
    with open(f"{folder}/phone/control.token") as file:
        page = f"http://127.0.0.1:{port}/#{file.read().strip()}"
    return lab, page


def end():
    for browser in browsers:
        browser.close()
    for process in reversed(started):
        process.terminate()
        process.wait()
    shutil.rmtree(folder, ignore_errors=True)


class Browser:
    """Chromium by chromedriver (W3C WebDriver)."""

    def __init__(self):
        port = start("chromedriver", "--port=0", until=r"started successfully on port (\d+)")
        self.root = f"http://127.0.0.1:{port}/session"
        options = {"binary": shutil.which("chromium"), "args": [
            "--headless", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--force-prefers-reduced-motion",
            "--disable-background-networking", "--disable-component-update", "--no-first-run", "--lang=en",
            f"--user-data-dir={folder}/browser"]}
        answer = self.ask("", {"capabilities": {"alwaysMatch": {"goog:chromeOptions": options}}})
        self.root += "/" + answer["sessionId"]
        browsers.append(self)

    def close(self):
        """Ends Chromium, which chromedriver's own end leaves behind."""
        urllib.request.urlopen(urllib.request.Request(self.root, method="DELETE"))

    def ask(self, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.root + path, data, {"Content-Type": "application/json"})
        return json.load(urllib.request.urlopen(request))["value"]

    def open(self, page):
        """Opens the phone's page and waits until it is told what happens."""
        self.ask("/url", {"url": page})
        self.until("document.querySelector('#link').dataset.link === 'live'")

    def command(self, name, **parameters):
        return self.ask("/goog/cdp/execute", {"cmd": name, "params": parameters})

    def until(self, condition):
        """Waits until an expression holds in the page, and gives its value."""
        script = f"""const done = arguments[0];
            const look = () => {{ let value; try {{ value = {condition}; }} catch {{}}
                if (value) done(value === true || typeof value === 'string' ? value : true); else setTimeout(look, 50); }};
            look();"""
        return self.ask("/execute/async", {"script": script, "args": []})

    def click(self, selector, text=""):
        find = f"[...document.querySelectorAll({selector!r})].find(e => e.textContent.includes({text!r}))"
        self.until(f"({find}).click() === undefined")

    def picture(self, file, part=None):
        """Keeps what is seen, or of it one element with a little around it, in a file."""
        clip = {}
        if part:
            box = self.until(f"JSON.stringify(document.querySelector({part!r}).getBoundingClientRect())")
            box = json.loads(box)
            clip = {"clip": {"x": box["x"] - 16, "y": box["y"] - 12, "width": box["width"] + 32,
                             "height": box["height"] + 36, "scale": 1}}
        self.command("Page.bringToFront")
        answer = self.command("Page.captureScreenshot", format="png", **clip)
        with open(file, "wb") as picture:
            picture.write(base64.b64decode(answer["data"]))
