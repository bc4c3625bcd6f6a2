"""Runs a program and tells what it cost: `measure.py SECONDS OUTPUT PROGRAM ARGUMENT…` prints exit code, seconds of processor
and KiB of memory at most as JSON.

A process of its own, and a small one: Linux counts to a program's memory what the process held that started it, until it
became the program (`ru_maxrss`), and who makes the attacks holds many MiB of them.
"""

import json
import os
import subprocess
import sys
import threading

seconds, path = float(sys.argv[1]), sys.argv[2]
with open(path, "wb") as output:
    process = subprocess.Popen(sys.argv[3:], stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT)
    alarm = threading.Timer(seconds, process.kill)
    alarm.start()
    _, status, usage = os.wait4(process.pid, 0)
    alarm.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
print(json.dumps([process.returncode, usage.ru_utime + usage.ru_stime, usage.ru_maxrss]))
