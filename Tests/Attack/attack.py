"""Runs the attacks and prints what each cost. See `Tests/Attack/run`."""

import os
import resource
import shutil
import sys

from harness import HERE, MIB, Program, Report, check
from inputs import captures, messages
from lab import lab
from messages import SIZE
from phone import phone

sys.path.append(os.path.join(HERE, "../Release"))
from elf import fault  # noqa: E402


def measuring(program, report):
    """What is measured of a program is its own, whatever is held here."""

    def own():
        held = b"x" * (256 * MIB)
        code, seconds, memory, _ = program.measured(path="/bin/true")
        check(code == 0 and memory < 32 * MIB, f"/bin/true: exit {code}, {memory >> 20} MiB beside {len(held) >> 20} here")
        return f"/bin/true: {seconds:5.2f} s, {memory >> 20} MiB"

    report.run("the measure", own)


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
