"""The kernel behind a course page: IPython's, without the debugger and the history that writers of code need.

`python -m knowshow.lab.kernel` stands in a kernel's specification where `ipykernel_launcher` does. It
starts sooner and is smaller, and nothing that runs in it is written down.
"""

from __future__ import annotations

import importlib
import sys
from typing import Any

AHEAD = ("anywidget", "knowshow.pages.dilemma", "knowshow.learner.journals", "knowshow.pages.widgets.player")


def main() -> None:
    """Start it with ipykernel's arguments; what a page needs is imported while the browser gets ready."""
    sys.modules["debugpy"] = None  # type: ignore[assignment] # ipykernel has no switch: its import fails
    from ipykernel.kernelapp import IPKernelApp  # noqa: PLC0415 - only after the line above

    app: Any = IPKernelApp.instance()  # its methods are untyped
    app.initialize([*sys.argv[1:], "--HistoryManager.enabled=False"])
    for name in AHEAD:
        importlib.import_module(name)
    app.start()


if __name__ == "__main__":
    main()
