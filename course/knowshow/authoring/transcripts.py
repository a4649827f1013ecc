"""Choose the paths to keep as golden transcripts, and write their files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowshow.content import json_file
from knowshow.content.text import explain
from knowshow.errors import KnowShowError
from knowshow.story.golden import Golden, parse, record
from knowshow.story.journal import fit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from knowshow.story.explore import Exploration
    from knowshow.story.scenario import Scenario


class TranscriptError(KnowShowError):
    """A committed transcript cannot be read; the text says which, and why."""


def propose(exploration: Exploration, present: Iterable[Golden] = ()) -> Iterator[Golden]:
    """Yield shortest paths that, with those present, reach every ending and take every choice."""
    covered = {choice for golden in present for choice in golden.journal.choices}
    reached = {golden.state["node"] for golden in present}
    for node, states in exploration.at.items():
        if exploration.ends(states[0]) and node not in reached:
            choices = exploration.path(states[0])
            covered.update(choices)
            yield record(exploration.scenario, f"to-{node}", choices)
    onward = _ways_to_ending(exploration)
    for state, edges in enumerate(exploration.edges):
        for edge in edges:
            if edge.choice not in covered and edge.to in onward:
                choices = (*exploration.path(state), edge.choice, *_rest(edge.to, onward))
                covered.update(choices)
                yield record(exploration.scenario, f"by-{edge.choice}", choices)


def _ways_to_ending(exploration: Exploration) -> dict[int, tuple[str, int] | None]:
    """Return for each state the next choice and state on a shortest way to an ending; None at an ending."""
    back: dict[int, list[tuple[int, str]]] = {}
    for state, edges in enumerate(exploration.edges):
        for edge in edges:
            back.setdefault(edge.to, []).append((state, edge.choice))
    onward: dict[int, tuple[str, int] | None] = {
        s: None for s in range(len(exploration.states)) if exploration.ends(s)
    }
    waiting = list(onward)
    for to in waiting:
        for state, choice in back.get(to, ()):
            if state not in onward:
                onward[state] = (choice, to)
                waiting.append(state)
    return onward


def _rest(state: int, onward: dict[int, tuple[str, int] | None]) -> Iterator[str]:
    while (step := onward[state]) is not None:
        choice, state = step
        yield choice


def renew(folder: Path, exploration: Exploration) -> list[Path]:
    """Rewrite the transcripts in `folder` as the scenario plays now, add missing ones, and return the paths.

    Raises:
        TranscriptError: a transcript in the folder cannot be read.
        OSError: the folder cannot be written.
    """
    renewed = [_renew(path, exploration.scenario) for path in sorted(folder.glob("*.json"))]
    missing = propose(exploration, [golden for _, golden in renewed])
    transcripts = [*renewed, *((folder / f"{golden.name}.json", golden) for golden in missing)]
    for path, golden in transcripts:
        json_file.write(path, golden.data())
    return [path for path, _ in transcripts]


def _renew(path: Path, scenario: Scenario) -> tuple[Path, Golden]:
    try:
        old = parse(json_file.read(path))
        return path, record(scenario, old.name, fit(scenario, old.journal).choices)
    except KnowShowError as error:
        raise TranscriptError(f"{path}: {explain(error)}") from None
