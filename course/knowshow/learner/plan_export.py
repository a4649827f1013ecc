"""The files that are made from an action plan: a page, and Markdown."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING

from knowshow.content import atomic
from knowshow.content.commitment_prompts import load_prompts
from knowshow.content.text import date, say
from knowshow.learner import plan_file, plan_page, workspace

if TYPE_CHECKING:
    from pathlib import Path

    from knowshow.content.principles import Principles
    from knowshow.learner.action_plan import Plan
    from knowshow.learner.kept_file import KeptFile

PAGE, MARKDOWN = "my-action-plan.html", "my-action-plan.md"


def export(stored: KeptFile[Plan], principles: Principles) -> list[str]:
    """Write the plan into the workspace as a page and as Markdown; return lines that tell its owner so.

    A file that somebody changed since the last export is renamed, not overwritten. May raise OSError.
    """
    stored.refresh()
    titles = {principle.id: f"{principle.title} ({principle.place})" for principle in principles.principles}
    asks = {(source, each.id): each.ask for source, prompts in load_prompts().items() for each in prompts}
    contents = (stored.value, plan_file.list_titles(), titles, date(datetime.now().astimezone()), asks)
    texts = {PAGE: plan_page.page(*contents), MARKDOWN: plan_page.markdown(*contents)}
    folder = workspace.root()
    lines = [say("plan", "exported", page=PAGE, markdown=MARKDOWN, folder=folder)]
    for name, text in texts.items():
        lines += _set_aside(folder / name, stored.value.written.get(name))
        atomic.write_text(folder / name, text)
    written = {name: _compute_digest(text.encode()) for name, text in texts.items()}
    failure = stored.change(lambda now: now.model_copy(update={"written": written}))
    return [*lines, failure] if failure else lines


def _set_aside(path: Path, digest: str | None) -> list[str]:
    if not path.exists() or _compute_digest(path.read_bytes()) == digest:
        return []
    stamp = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S-%f")
    older = path.with_name(f"{path.stem} {stamp}{path.suffix}")
    path.rename(older)
    return [say("plan", "older", older=older.name)]


def _compute_digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
