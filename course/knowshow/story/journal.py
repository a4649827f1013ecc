"""A path through a story as data: a scenario, its version, the choices made. Pure; the disk is elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knowshow.errors import UnwordedError
from knowshow.story import play

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowshow.story.scenario import Scenario

LONGEST = 10_000


class JournalError(UnwordedError):
    """Data that is no journal; its words say what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Journal:
    """All that is saved of a story: which scenario, at which version, and the ids of the choices made."""

    scenario: str
    version: int
    choices: tuple[str, ...] = ()

    def data(self) -> dict[str, Any]:
        """Return `scenario`, `version` and `choices`, for JSON; `parse` reads them back."""
        return {"scenario": self.scenario, "version": self.version, "choices": list(self.choices)}


@dataclass(frozen=True, slots=True)
class Fit:
    """How much of a journal a scenario can still play.

    `choices` is the longest legal beginning; `stopped` the first choice that no longer fits, None if all do;
    `foreign` says that the journal belongs to another scenario.
    """

    choices: tuple[str, ...]
    stopped: str | None = None
    foreign: bool = False


def parse(data: Any) -> Journal:
    """Check data from a file and return the journal; unknown keys of a newer edition are ignored.

    Raises:
        JournalError: the data is no journal.
    """
    if not isinstance(data, dict):
        raise JournalError("story.journal")
    scenario, version, choices = (data.get(key) for key in ("scenario", "version", "choices"))
    if not isinstance(scenario, str) or not scenario:
        raise JournalError("story.journal_scenario")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise JournalError("story.journal_version")
    if not isinstance(choices, list) or not all(isinstance(choice, str) for choice in choices):
        raise JournalError("story.journal_choices")
    if len(choices) > LONGEST:
        raise JournalError("story.journal_long", most=LONGEST, has=len(choices))
    return Journal(scenario, version, tuple(choices))


def migrate(scenario: Scenario, journal: Journal) -> Journal:
    """Return the journal at the scenario's present version, with the ids renamed since replaced."""
    choices = tuple(scenario.renamed.get(choice, choice) for choice in journal.choices)
    return Journal(journal.scenario, scenario.version, choices)


def fit(scenario: Scenario, journal: Journal) -> Fit:
    """Return the longest beginning of a journal, migrated, that the scenario can play."""
    if journal.scenario != scenario.id:
        return Fit((), None, foreign=True)
    choices = migrate(scenario, journal).choices
    legal = count_playable(scenario, choices)
    return Fit(choices[:legal], choices[legal] if legal < len(choices) else None)


def count_playable(scenario: Scenario, choices: Sequence[str]) -> int:
    """Count the choices, from the first, that are legal one after the other."""
    try:
        state = play.start(scenario)
        for number, choice in enumerate(choices):
            if choice not in (offered.id for offered in play.available(scenario, state)):
                return number
            state = play.step(scenario, state, choice)
    except play.EndlessEventsError:
        return 0
    return len(choices)
