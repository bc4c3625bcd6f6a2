"""Takes pictures of the phone's page and of the lab's portal while a lab resets the phone's passcode. See Tests/Page/pictures."""

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

program, pictures = os.path.abspath(sys.argv[1]), sys.argv[2]
folder = tempfile.mkdtemp()
tenant = "7c4f1de2-0b35-4a86-9f0e-5d2a7be0c913"
started = []


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


def run(*arguments):
    subprocess.run([program, *arguments], cwd=folder, check=True, stdout=subprocess.DEVNULL)


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

    def ask(self, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.root + path, data, {"Content-Type": "application/json"})
        return json.load(urllib.request.urlopen(request))["value"]

    def command(self, name, **parameters):
        self.ask("/goog/cdp/execute", {"cmd": name, "params": parameters})

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

    def picture(self, name, part=None):
        """Keeps what is seen, or of it one element with a little around it."""
        clip = {}
        if part:
            box = self.until(f"JSON.stringify(document.querySelector({part!r}).getBoundingClientRect())")
            box = json.loads(box)
            clip = {"clip": {"x": box["x"] - 16, "y": box["y"] - 12, "width": box["width"] + 32,
                             "height": box["height"] + 36, "scale": 1}}
        self.command("Page.bringToFront")
        answer = self.ask("/goog/cdp/execute", {"cmd": "Page.captureScreenshot", "params": {"format": "png", **clip}})
        with open(f"{pictures}/{name}.png", "wb") as file:
            file.write(base64.b64decode(answer["data"]))


try:
    os.makedirs(pictures, exist_ok=True)
    lab = start(program, "lab", "serve", "--consented", "--port", "0", "--folder", "lab", until=r"listens on (https:\S+?)\. ")
    with open(f"{folder}/password", "w") as file:
        file.write("secret\n")
    run("enroll", f"{lab}/EnrollmentServer/Discovery.svc", "--user", "adele@lab.example", "--password-file", "password",
        "--ca-file", "lab/lab-ca.pem", "--state", "phone")
    start(program, "run", "--state", "phone", "--poll-every", "3600", "--pin-reset-service", f"{lab}/pin-reset",
          until=r"page: (\S+)")
    # What goes into a log has no token: the phone's folder has it.
    with open(f"{folder}/phone/control.json") as file:
        control = json.load(file)
    page = f"http://127.0.0.1:{control['port']}/#{control['token']}"
    browser = Browser()
    browser.ask("/url", {"url": page})
    browser.until("document.querySelector('#link').dataset.link === 'live'")
    browser.command("Emulation.setDeviceMetricsOverride", width=1400, height=860, deviceScaleFactor=1.5,
                    mobile=True)
    run("lab", "queue", os.path.abspath("Samples/syncml/missing-path.xml"), "--url", lab, "--folder", "lab")
    run("sync", "--state", "phone")
    run("lab", "reset-passcode", "--tenant", tenant, "--url", lab, "--folder", "lab")
    run("sync", "--state", "phone")
    browser.until("[...document.querySelectorAll('.news li')].some(e => e.textContent.includes('PIN was reset'))")
    browser.click(".row.server", "404")
    browser.until("document.querySelector('.command .reason') !== null")
    browser.until("document.querySelector('.toast').hidden")
    browser.picture("conversation")
    browser.picture("phone", ".shell")
    # The portal: of a certificate that no browser knows, which is said to the browser beforehand.
    browser.command("Security.setIgnoreCertificateErrors", ignore=True)
    browser.ask("/url", {"url": f"{lab}/portal"})
    with open(f"{folder}/lab/lab-token") as file:
        token = file.read().strip()
    browser.until(f"""(() => {{ const fields = document.querySelectorAll('input:not([type=hidden])');
        fields[0].value = 'admin@lab.example'; fields[1].value = {token!r}; return true; }})()""")
    browser.click("main button")
    browser.click("tbody a")
    browser.click(".passcode button")
    browser.until("document.querySelector('#passcode') !== null")
    browser.command("Emulation.setDeviceMetricsOverride", width=1100, height=860, deviceScaleFactor=1.5, mobile=True)
    browser.picture("portal")
    print(f"phone.png, conversation.png and portal.png are in {pictures}")
finally:
    for process in reversed(started):
        process.terminate()
        process.wait()
    shutil.rmtree(folder, ignore_errors=True)
