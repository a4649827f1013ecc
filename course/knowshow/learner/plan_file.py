"""The file of the learner's action plan, and the titles of its sources."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from knowshow.content import course_map
from knowshow.content.commitment_prompts import load_prompts
from knowshow.content.text import say
from knowshow.learner import action_plan, workspace
from knowshow.learner.action_plan import Plan
from knowshow.learner.kept_file import KeptFile

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path


def find_path() -> Path:
    """Return where the plan is kept."""
    return workspace.state("commitments.json")


def open_plan() -> KeptFile[Plan]:
    """Open the plan on disk; it is empty where there is none yet."""
    return KeptFile(find_path(), Plan())


def edit(stored: KeptFile[Plan], how: Callable[[Plan], Plan]) -> str:
    """Apply `how` to the plan on disk and save it; return why that failed, or an empty string.

    What earlier editions left without a day gets that of the last save, before this one covers it up.
    """
    saved = find_saved_day(stored)
    return stored.change(lambda now: how(action_plan.date_all(now, saved)))


def find_saved_day(stored: KeptFile[Plan]) -> date:
    """Return the day the plan was saved last; today where it is not on disk."""
    try:
        return datetime.fromtimestamp(stored.path.stat().st_mtime, UTC).astimezone().date()
    except OSError:
        return find_today()


def find_today() -> date:
    """Return the reader's day."""
    return datetime.now().astimezone().date()


def list_titles() -> dict[str, str]:
    """Return the title of every source of commitments, by its id, in the course's order."""
    module_titles = {module.id: module.title for module in course_map.load_modules()}
    titles = {
        source: module_titles.get(source) or _derive_title(source)
        for source in sorted({*module_titles, *load_prompts()})
    }
    return {**titles, "salience": say("plan", "salience"), "own": say("plan", "own")}


def _derive_title(source: str) -> str:
    """Derive a title from a module's id, for a module that is not in this edition's map."""
    return source.partition("-")[2].replace("-", " ").capitalize()
