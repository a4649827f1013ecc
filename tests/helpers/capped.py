"""Run as a program: look at files under caps of memory and time, and print the codes found as JSON.

A file that takes more than two seconds of the processor, or the process more than 200 MB, ends the program.
"""

from __future__ import annotations

import json
import re
import resource
import signal
import sys
from pathlib import Path

from knowshow.authoring.checks.kinds import CheckOptions, check_file
from knowshow.story.explore import BOUND

SECONDS = 2
BYTES = 200 * 1024 * 1024


def main() -> None:
    """Look at each file that is named, and at a folder as at a file of that name."""
    resource.setrlimit(resource.RLIMIT_DATA, (BYTES, BYTES))
    found: dict[str, list[str]] = {}
    for name in sys.argv[1:]:
        signal.setitimer(signal.ITIMER_PROF, SECONDS)  # its signal is deadly: no handler is set
        problems = check_file(Path(name), CheckOptions(BOUND)).problems
        signal.setitimer(signal.ITIMER_PROF, 0)
        found[Path(name).name] = sorted({problem.code for problem in problems})
        assert all(problem.message and problem.file for problem in problems)
    # Not getrusage: its peak is inherited from the process that started this one.
    peak = int(re.findall(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text("utf-8"))[0])
    assert peak * 1024 < BYTES, f"{peak} kB"
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
