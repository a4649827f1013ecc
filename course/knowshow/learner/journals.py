"""A learner's journal on disk: saved whole or not at all, resumed as far as it fits, never thrown away."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from knowshow.content import json_file
from knowshow.content.scenarios import load_scenario
from knowshow.content.text import explain, say
from knowshow.errors import KnowShowError
from knowshow.story import play
from knowshow.story.journal import Journal, JournalError, fit, migrate, parse

if TYPE_CHECKING:
    from pathlib import Path

    from knowshow.story.scenario import Scenario

__all__ = [
    "Journal",
    "JournalError",
    "Loaded",
    "load",
    "load_scenario",
    "migrate",
    "parse",
    "resume",
    "save",
]


class Loaded(NamedTuple):
    """The journal of a file, if there is one, and one line for the learner where something is wrong."""

    journal: Journal | None
    problem: str | None


def save(path: Path, journal: Journal, *, aside: bool = False) -> None:
    """Write a journal; a reader sees the old one or the new one, never half of one.

    With `aside`, the old one is kept beside it: its choices are those of an earlier edition.

    Raises:
        OSError: the folder cannot be written; the old file is untouched.
    """
    if aside:
        json_file.copy_aside(path)
    json_file.write(path, journal.data())


def load(path: Path) -> Loaded:
    """Read the journal in a file; one that cannot be read is renamed and reported. Never raises."""
    try:
        data = json_file.read(path)
        return Loaded(None if data is None else parse(data), None)
    except KnowShowError as error:
        why = explain(error).removeprefix(f"{path.name}: ")
    try:
        aside = json_file.set_aside(path)
    except OSError as error:
        return Loaded(None, say("journal", "stuck", file=path.name, why=why, stuck=error.strerror))
    return Loaded(None, say("journal", "aside", file=path.name, why=why, aside=aside.name))


def resume(scenario: Scenario, journal: Journal) -> tuple[tuple[str, ...], str | None]:
    """Return the longest legal beginning of a journal, and a sentence on what no longer fits, or None."""
    playable = fit(scenario, journal)
    if playable.foreign:
        return (), say("journal", "foreign", other=journal.scenario, title=scenario.title)
    if playable.stopped is None:
        return playable.choices, None
    scene = scenario.node[play.replay(scenario, playable.choices).node].title
    lost = len(journal.choices) - len(playable.choices)
    known = scenario.choice.get(playable.stopped)
    key = "not_offered" if known else "gone"
    label = known.label if known else playable.stopped
    return playable.choices, say("journal", key, scene=scene, label=label, lost=lost)
