"""Which steps of a module a learner has read to their end, and when: kept in the workspace, never sent.

Only steps of which nothing else is kept stand here: a story has its journal, an exercise its receipts.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal

from pydantic import Field

from knowshow.learner import workspace
from knowshow.learner.kept_file import KeptFile, peek
from knowshow.part import Part

ReadStep = Literal["looking-back", "ideas"]
_FILE = "steps.json"


class StepsRead(Part):
    """What is on disk: for each module the steps read, each with the time (UTC) of the first reading."""

    version: Literal[1] = 1
    read: dict[str, dict[ReadStep, datetime]] = Field(default_factory=dict)


def peek_read(module: str) -> dict[ReadStep, datetime]:
    """Return when each step of a module was read; none was where the file cannot be read, which stays."""
    return peek(workspace.state(_FILE), StepsRead()).read.get(module, {})


def open_file() -> KeptFile[StepsRead]:
    """Open the file on disk; it is empty where there is none yet."""
    return KeptFile(workspace.state(_FILE), StepsRead())


def add(read: StepsRead, module: str, step: ReadStep) -> StepsRead:
    """Return what is read with one step more; a step read before keeps its first time."""
    times = {step: datetime.now(UTC), **read.read.get(module, {})}
    return StepsRead(read={**read.read, module: times})
