"""The kernel behind a course page: IPython's, without the debugger and the history that writers of code need.

`python -m knowshow.kernel` stands where `python -m ipykernel_launcher` does in a kernel's specification. It
starts sooner and is smaller, and nothing that runs in it is written down.
"""

from __future__ import annotations

import sys


def main() -> None:
    """Start it, with the arguments of ipykernel."""
    sys.modules["debugpy"] = None  # type: ignore[assignment] # makes its import fail: ipykernel has no switch for it
    from ipykernel.kernelapp import launch_new_instance  # noqa: PLC0415 - only after the line above

    launch_new_instance([*sys.argv[1:], "--HistoryManager.enabled=False"])


if __name__ == "__main__":
    main()
