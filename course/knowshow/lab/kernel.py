"""The kernel behind a course page: IPython's, without the debugger and the history that programmers need.

A kernel's specification names `python -m knowshow.lab.kernel` in place of `ipykernel_launcher`. It starts
sooner, takes less memory, and records nothing that runs in it. All messages come through one shell channel:
JupyterLab would send a widget's through a subshell, and after a kernel's death sometimes through that of the
dead one, where nobody hears them.
"""

from __future__ import annotations

import importlib
import sys
from typing import Any

AHEAD = ("anywidget", "knowshow.pages.dilemma", "knowshow.learner.journals", "knowshow.pages.widgets.player")


def main() -> None:
    """Start the kernel with ipykernel's arguments; import what a page needs while the browser loads."""
    sys.modules["debugpy"] = None  # type: ignore[assignment] # ipykernel has no switch: its import fails
    from ipykernel.kernelapp import IPKernelApp  # noqa: PLC0415 - only after the line above

    class CourseKernel(IPKernelApp):
        """A kernel that says it has no subshells."""

        def init_control(self, context: Any) -> None:
            super().init_control(context)  # type: ignore[no-untyped-call]
            self.shell_channel_thread = None

    app: Any = CourseKernel.instance()  # its methods are untyped
    app.initialize([*sys.argv[1:], "--HistoryManager.enabled=False"])
    for name in AHEAD:
        importlib.import_module(name)
    app.start()


if __name__ == "__main__":
    main()
