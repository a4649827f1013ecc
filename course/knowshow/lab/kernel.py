"""The kernel behind a course page: IPython's, without the debugger and the history that programmers need.

A kernel's specification names `python -m knowshow.lab.kernel` in place of `ipykernel_launcher`. It starts
sooner, takes less memory, and records nothing that runs in it. It does without OpenSSL, too, a twelfth of
the memory, until something asks for it (a room over https). All messages come through one shell channel:
JupyterLab would send a widget's through a subshell, and after a kernel's death sometimes through that of the
dead one, where nobody hears them.
"""

from __future__ import annotations

import importlib
import sys
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

AHEAD = ("anywidget", "knowshow.pages.dilemma", "knowshow.learner.journals", "knowshow.pages.widgets.player")


_OPENSSL = ("ssl", "_hashlib")
_OWN_SHA = ("_sha256", "_sha2")  # Python's own, until 3.11 and from 3.12; some systems build it without


@contextmanager
def without_openssl() -> Iterator[None]:
    """Let what is imported here do without OpenSSL: asyncio without TLS, hashlib with Python's own hashes."""
    spared = [name for name in _OPENSSL if name not in sys.modules] if any(map(find_spec, _OWN_SHA)) else []
    sys.modules |= dict.fromkeys(spared)  # type: ignore[arg-type] # an import of None fails
    try:
        yield
    finally:
        for name in spared:
            del sys.modules[name]


def main() -> None:
    """Start the kernel with ipykernel's arguments; import what a page needs while the browser loads."""
    sys.modules["debugpy"] = None  # type: ignore[assignment] # ipykernel has no switch: its import fails
    with without_openssl():
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
