"""The files that are made from an action plan: a page, and Markdown."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING

from knowshow.content import atomic
from knowshow.content.text import date, say
from knowshow.learner import plan_file, plan_page, workspace

if TYPE_CHECKING:
    from pathlib import Path

    from knowshow.content.principles import Principles
    from knowshow.learner.action_plan import Plan
    from knowshow.learner.kept_file import KeptFile

PAGE, MARKDOWN = "my-action-plan.html", "my-action-plan.md"


def export(kept: KeptFile[Plan], principles: Principles) -> list[str]:
    """Write the plan into the workspace as a page and as Markdown; return lines that tell its owner so.

    A file that somebody changed since the last export is renamed, not overwritten. May raise OSError.
    """
    kept.refresh()
    titles = {one.id: f"{one.title} ({one.place})" for one in principles.principles}
    said = (kept.value, plan_file.titles(), titles, date(datetime.now().astimezone()))
    texts = {PAGE: plan_page.page(*said), MARKDOWN: plan_page.markdown(*said)}
    folder = workspace.root()
    told = [say("plan", "exported", page=PAGE, markdown=MARKDOWN, folder=folder)]
    for name, text in texts.items():
        told += _aside(folder / name, kept.value.written.get(name))
        atomic.write_text(folder / name, text)
    written = {name: _digest(text.encode()) for name, text in texts.items()}
    failed = kept.change(lambda now: now.model_copy(update={"written": written}))
    return [*told, failed] if failed else told


def _aside(path: Path, digest: str | None) -> list[str]:
    if not path.exists() or _digest(path.read_bytes()) == digest:
        return []
    stamp = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S-%f")
    older = path.with_name(f"{path.stem} {stamp}{path.suffix}")
    path.rename(older)
    return [say("plan", "older", older=older.name)]


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
