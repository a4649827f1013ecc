"""Golden transcripts: named paths through a scenario, kept so that an edit that breaks a save is found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knowshow.story import journal as transcript
from knowshow.story import play
from knowshow.story.journal import Journal, JournalError

if TYPE_CHECKING:
    from knowshow.story.scenario import Scenario
    from knowshow.story.state import State


@dataclass(frozen=True)
class Golden:
    """A path, the state it ended in, and the label that each of its choices had then."""

    name: str
    journal: Journal
    labels: dict[str, str]
    state: dict[str, Any]

    def data(self) -> dict[str, Any]:
        """Return name, journal, labels and state as one mapping for JSON; `parse` reads it back."""
        return {"name": self.name, **self.journal.data(), "labels": self.labels, "state": self.state}


def parse(data: Any) -> Golden:
    """Check data from a file and return the transcript.

    Raises:
        JournalError: the data is no transcript.
    """
    journal = transcript.parse(data)
    name, labels, state = (data.get(key) for key in ("name", "labels", "state"))
    if not isinstance(name, str):
        raise JournalError("story.transcript_name")
    if not isinstance(labels, dict) or not all(isinstance(label, str) for label in labels.values()):
        raise JournalError("story.transcript_labels")
    if not isinstance(state, dict) or set(state) != {"node", "values", "flags"}:
        raise JournalError("story.transcript_state")
    flags = state["flags"]
    if not isinstance(state["values"], dict) or not isinstance(flags, list):
        raise JournalError("story.transcript_parts")
    if not all(isinstance(flag, str) for flag in flags):
        raise JournalError("story.transcript_flag")
    return Golden(name, journal, labels, state)


def record(scenario: Scenario, name: str, choices: tuple[str, ...]) -> Golden:
    """Return the transcript of a path as the scenario plays it now; raises as `play.replay` does."""
    state = play.replay(scenario, choices)
    labels = {choice: scenario.choice[choice].label for choice in choices}
    return Golden(name, Journal(scenario.id, scenario.version, choices), labels, describe(scenario, state))


def describe(scenario: Scenario, state: State) -> dict[str, Any]:
    """Return a state as a transcript keeps it: `node`, `values` by indicator, and `flags`, sorted."""
    names = [indicator.id for indicator in scenario.indicators]
    values = dict(zip(names, state.values, strict=True))
    return {"node": state.node, "values": values, "flags": sorted(state.flags)}
