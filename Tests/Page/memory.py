"""Tells what the phone's process and its page hold while sessions run. See Tests/Page/memory."""

import json
import os
import sys
import urllib.parse
import urllib.request

from live import Browser, end, lab_and_phone, started

program, sessions = os.path.abspath(sys.argv[1]), int(sys.argv[2])
steps = 10


def resident(process):
    """Memory of a process, in MB."""
    with open(f"/proc/{process.pid}/statm") as figures:
        return int(figures.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def page_holds(browser):
    """What the page holds after the rubbish is gone: the script's heap in MB, and nodes."""
    browser.command("HeapProfiler.collectGarbage")
    figures = {row["name"]: row["value"] for row in browser.command("Performance.getMetrics")["metrics"]}
    return figures["JSHeapUsedSize"] / 1e6, int(figures["Nodes"])


try:
    lab, page = lab_and_phone(program)
    phone = started[-1]
    address, token = page.split("#")
    sync = urllib.request.Request(
        urllib.parse.urljoin(address, "/sync"), b"{}",
        {"Authorization": f"Bearer {token}", "Content-Type": "application/json"})
    browser = Browser()
    browser.open(page)
    browser.command("Performance.enable")
    rows = []
    for step in range(1, steps + 1):
        for _ in range(sessions // steps):
            answer = json.load(urllib.request.urlopen(sync))
            assert answer["outcome"] == "done", answer
        heap, nodes = page_holds(browser)
        rows.append((resident(phone), heap, nodes))
        print(f"{step * sessions // steps} sessions: process {rows[-1][0]:.0f} MB, page {heap:.1f} MB in {nodes} nodes",
              flush=True)
    half, last = rows[steps // 2 - 1], rows[-1]
    # A session that has nothing to do is two messages, so what is kept is full after 5,000; from then on nothing may grow but
    # for what allocators leave.
    for name, slack, before, after in zip(("process", "page", "nodes"), (4, 1, 500), half, last):
        if after > before * 1.1 + slack:
            sys.exit(f"The {name} grew from {before:.1f} to {after:.1f} in the second half.")
    print("Nothing grew in the second half.")
finally:
    end()
