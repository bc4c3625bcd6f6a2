"""Takes pictures of the phone's page while a lab resets the phone's passcode. See Tests/Page/pictures."""

import os
import sys

from live import Browser, end, lab_and_phone, run, tenant

program, pictures = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])

try:
    os.makedirs(pictures, exist_ok=True)
    lab, page = lab_and_phone(program)
    browser = Browser()
    browser.open(page)
    browser.command("Emulation.setDeviceMetricsOverride", width=1400, height=860, deviceScaleFactor=1.5,
                    mobile=True)
    at_lab = ["--url", lab, "--folder", "lab"]
    run(program, "lab", "queue", os.path.abspath("Samples/syncml/missing-path.xml"), *at_lab)
    run(program, "sync", "--state", "phone")
    run(program, "lab", "reset-passcode", "--tenant", tenant, *at_lab)
    run(program, "sync", "--state", "phone")
    browser.until("[...document.querySelectorAll('.news li')].some(e => e.textContent.includes('PIN was reset'))")
    browser.click(".row.server", "404")
    browser.until("document.querySelector('.command .reason') !== null")
    browser.until("document.querySelector('.toast').hidden")
    browser.picture(f"{pictures}/conversation.png")
    browser.picture(f"{pictures}/phone.png", ".shell")
    print(f"phone.png and conversation.png are in {pictures}")
finally:
    end()
