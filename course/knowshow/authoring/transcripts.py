"""Which paths to keep as golden transcripts, and the files that hold them."""

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
    """A committed transcript that cannot be read; its text says which, and why."""


def propose(found: Exploration, kept: Iterable[Golden] = ()) -> Iterator[Golden]:
    """Paths that with the kept ones reach every ending and go through every choice, each of the shortest."""
    covered = {choice for one in kept for choice in one.journal.choices}
    reached = {one.state["node"] for one in kept}
    for node, states in found.at.items():
        if found.ends(states[0]) and node not in reached:
            choices = found.path(states[0])
            covered.update(choices)
            yield record(found.scenario, f"to-{node}", choices)
    onward = _onward(found)
    for state, edges in enumerate(found.edges):
        for edge in edges:
            if edge.choice not in covered and edge.to in onward:
                choices = (*found.path(state), edge.choice, *_rest(edge.to, onward))
                covered.update(choices)
                yield record(found.scenario, f"by-{edge.choice}", choices)


def _onward(found: Exploration) -> dict[int, tuple[str, int] | None]:
    """For each state the first choice of a shortest way to an ending, and where it leads."""
    back: dict[int, list[tuple[int, str]]] = {}
    for state, edges in enumerate(found.edges):
        for edge in edges:
            back.setdefault(edge.to, []).append((state, edge.choice))
    onward: dict[int, tuple[str, int] | None] = {s: None for s in range(len(found.states)) if found.ends(s)}
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


def renew(folder: Path, found: Exploration) -> list[Path]:
    """Write the transcripts that are there as the scenario plays now, and those that are missing."""
    kept = [_renewed(path, found.scenario) for path in sorted(folder.glob("*.json"))]
    missing = propose(found, [one for _, one in kept])
    transcripts = [*kept, *((folder / f"{one.name}.json", one) for one in missing)]
    for path, golden in transcripts:
        json_file.write(path, golden.data())
    return [path for path, _ in transcripts]


def _renewed(path: Path, scenario: Scenario) -> tuple[Path, Golden]:
    try:
        old = parse(json_file.read(path))
        return path, record(scenario, old.name, fit(scenario, old.journal).choices)
    except KnowShowError as error:
        raise TranscriptError(f"{path}: {explain(error)}") from None
