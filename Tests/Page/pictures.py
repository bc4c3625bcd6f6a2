"""Takes pictures of the phone's page and the lab's portal while a passcode is reset, as README's story has it. See
Tests/Page/pictures."""

import json
import os
import sys

from live import Browser, end, folder, lab_and_phone, output, run

program, pictures = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])

try:
    os.makedirs(pictures, exist_ok=True)
    lab, page = lab_and_phone(program)
    browser = Browser()
    browser.open(page)
    browser.command("Emulation.setDeviceMetricsOverride", width=1400, height=860, deviceScaleFactor=1.5,
                    mobile=True)
    at_lab = ["--url", lab, "--folder", "lab"]
    settings = os.path.abspath("Samples/settings/reset-passcode.json")
    run(program, "lab", "profile", "add", "PIN recovery", settings, *at_lab)
    run(program, "lab", "group", "add", "Phones", "--member", "adele@lab.example", *at_lab)
    run(program, "lab", "assign", "PIN recovery", "Phones", *at_lab)
    run(program, "lab", "queue", os.path.abspath("Samples/syncml/missing-path.xml"), *at_lab)
    run(program, "sync", "--state", "phone")
    device = json.loads(output(program, "lab", "devices", "--json", *at_lab))["devices"][0]["id"]
    run(program, "lab", "reset-passcode", device, *at_lab)
    run(program, "sync", "--state", "phone")
    browser.until("[...document.querySelectorAll('.news li')].some(e => e.textContent.includes('PIN was reset'))")
    browser.click(".row.server", "404")
    browser.until("document.querySelector('.command .reason') !== null")
    browser.until("document.querySelector('.toast').hidden")
    browser.picture(f"{pictures}/conversation.png")
    browser.picture(f"{pictures}/phone.png", ".shell")
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
    browser.picture(f"{pictures}/portal.png")
    print(f"phone.png, conversation.png and portal.png are in {pictures}")
finally:
    end()
