"""Look for released feedback beside the kernel's work: in a process of its own, and not too often."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import time
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING, Final, NamedTuple

from knowshow.content import json_file
from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.learner import receipts, workspace

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger(__name__)
REST: Final = 20.0  # seconds between looks that nobody asked for
PATIENCE: Final = 120.0  # seconds: an exchange on a network drive may be slow
_FILE: Final = "feedback-look.json"


class Look(NamedTuple):
    """A look for feedback: when, in seconds since 1970, and what went wrong, in words or empty."""

    time: float
    problem: str


def last_look() -> Look | None:
    """Return the last look in this workspace; None where there was none."""
    try:
        data = json_file.read(workspace.state(_FILE))
        return Look(float(data["time"]), str(data["problem"])[:300])
    except (KnowShowError, KeyError, TypeError, ValueError):
        return None


def list_sent() -> list[str]:
    """Return the assignments that were handed in to an exchange, which alone can be asked for feedback."""
    return [
        name
        for name in receipts.list_assignments()
        if any(receipt.way == receipts.BY_EXCHANGE for receipt in receipts.load_all(name))
    ]


def start(after: Callable[[], None], *, asked: bool = False) -> bool:
    """Look in a thread and call `after` in it; return whether there is anything to look for.

    Unless a learner has `asked` for it, the look waits for its turn: all pages look once in `REST` seconds.
    """
    names = list_sent()
    if names:
        work = Thread(target=_look, args=(names, after, asked), daemon=True, name="knowshow-feedback")
        work.start()
    return bool(names)


def _look(names: list[str], after: Callable[[], None], asked: bool) -> None:  # noqa: FBT001 - a thread's
    if asked or _is_turn():
        problem = _fetch(names)
        with suppress(OSError):  # the next page looks again, and that is all that is lost
            json_file.write(workspace.state(_FILE), {"time": time.time(), "problem": problem})
    try:
        after()
    except Exception:
        # A thread's traceback would land in the page.
        log.debug("what has come could not be shown", exc_info=True)


def _is_turn() -> bool:
    """Wait until a rest after the last look is over; return whether no other page has looked meanwhile."""
    last = last_look()
    if last is None:
        return True
    time.sleep(min(max(0.0, last.time + REST - time.time()), REST))
    return last_look() == last


def _fetch(names: list[str]) -> str:
    """Fetch the feedback on some assignments; return what went wrong, in words, or an empty string."""
    command = [sys.executable, "-m", "knowshow.handing_in.fetch_feedback", *names]
    try:
        done = subprocess.run(  # noqa: S603 - our own module, with names that we have checked
            command, capture_output=True, timeout=PATIENCE, check=True, stdin=subprocess.DEVNULL
        )
        return str(json.loads(done.stdout.splitlines()[-1])["problem"])
    except subprocess.TimeoutExpired:
        return say("form", "look_slow")
    except (OSError, subprocess.CalledProcessError, ValueError, KeyError, IndexError, TypeError):
        return say("form", "look_broken")
