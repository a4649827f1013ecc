"""The files that are made from an action plan: a page, Markdown, and its dates for a calendar."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING

from knowshow.content import atomic
from knowshow.content.commitment_prompts import load_prompts
from knowshow.content.text import date, say
from knowshow.learner import plan_calendar, plan_file, plan_page, workspace

if TYPE_CHECKING:
    from pathlib import Path

    from knowshow.content.principles import Principles
    from knowshow.learner.action_plan import Plan
    from knowshow.learner.kept_file import KeptFile

PAGE, MARKDOWN, CALENDAR = "my-action-plan.html", "my-action-plan.md", "my-action-plan.ics"


def export(stored: KeptFile[Plan], principles: Principles) -> list[str]:
    """Write the plan into the workspace, its dates too where it has any; return lines that tell its owner so.

    A file that somebody changed since the last export is renamed, not overwritten. May raise OSError.
    """
    stored.refresh()
    titles = {principle.id: f"{principle.title} ({principle.place})" for principle in principles.principles}
    asks = {(source, each.id): each.ask for source, prompts in load_prompts().items() for each in prompts}
    now = datetime.now().astimezone()
    contents = (stored.value, plan_file.list_titles(), titles, date(now), asks)
    files = {PAGE: plan_page.page(*contents).encode(), MARKDOWN: plan_page.markdown(*contents).encode()}
    folder = workspace.root()
    lines = [say("plan", "exported", page=PAGE, markdown=MARKDOWN, folder=folder)]
    dates = plan_calendar.make_calendar(stored.value.commitments, now)
    if dates:
        files[CALENDAR] = dates
        lines.append(say("plan", "dates", calendar=CALENDAR))
    for name, data in files.items():
        lines += _set_aside(folder / name, stored.value.written.get(name))
        atomic.write_bytes(folder / name, data)
    written = {name: _compute_digest(data) for name, data in files.items()}
    failure = plan_file.edit(stored, lambda now: now.model_copy(update={"written": written}))
    return [*lines, failure] if failure else lines


def read_made() -> tuple[str, str]:
    """Return the page and the Markdown as they were last written. May raise OSError."""
    folder = workspace.root()
    return (folder / PAGE).read_text("utf-8"), (folder / MARKDOWN).read_text("utf-8")


def _set_aside(path: Path, digest: str | None) -> list[str]:
    if not path.exists() or _compute_digest(path.read_bytes()) == digest:
        return []
    stamp = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S-%f")
    older = path.with_name(f"{path.stem} {stamp}{path.suffix}")
    path.rename(older)
    return [say("plan", "older", older=older.name)]


def _compute_digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
