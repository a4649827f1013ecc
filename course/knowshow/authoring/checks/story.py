"""A scenario under examination: its file, its exploration, and what was seen on the way."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from knowshow.errors import Fault, Words
from knowshow.story import play
from knowshow.story.counting import Counts, count_paths
from knowshow.story.length import Length, measure_length
from knowshow.story.references import find_definitions
from knowshow.story.rules import Judgement, judge

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from knowshow.content.principles import Principles
    from knowshow.errors import Place
    from knowshow.story.explore import Exploration
    from knowshow.story.scenario import Life, Scenario, Voice
    from knowshow.story.state import State


def finding(
    code: str, place: Place, values: Mapping[str, Any] | None = None, path: tuple[str, ...] = ()
) -> Fault:
    """Return what a check found; its words are the table's message of that code, which names `values`."""
    return Fault(code, Words(code, values or {}), place, path)


@dataclass(frozen=True)
class KeptTranscript:
    """One committed transcript as data, under the name of its file."""

    name: str
    data: Any


@dataclass
class ExploredStory:
    """Everything that a check may look at."""

    scenario: Scenario
    exploration: Exploration
    principles: Principles
    records: tuple[KeptTranscript, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether all that can happen has been seen, so that what was not seen never happens."""
        return self.exploration.exhaustive and not self.exploration.endless

    @cached_property
    def counts(self) -> Counts | None:
        """The numbers of paths; None where they cannot be counted."""
        return count_paths(self.exploration)

    @cached_property
    def length(self) -> Length | None:
        """How long the paths are; None where they cannot be counted."""
        return measure_length(self.exploration, self.counts)

    @cached_property
    def judgement(self) -> Judgement | None:
        """What rules of thumb come to; None where that cannot be judged."""
        return judge(self.exploration)

    @cached_property
    def given(self) -> dict[str, dict[str, Place]]:
        """Where each id stands, by kind."""
        return find_definitions(self.scenario)

    def part(self, kind: str, name: str) -> Place:
        """The place of a thing by its kind and id, without the `id` itself."""
        return self.given[kind][name][:-1]

    @cached_property
    def seen(self) -> Seen:
        """What the exploration met."""
        return Seen(self)


class Seen:
    """What is met on any path: nodes, choices, delayed consequences, and who is heard where."""

    def __init__(self, story: ExploredStory) -> None:
        """Walk every state and every edge once."""
        self._scenario = story.scenario
        exploration = story.exploration
        self.nodes: set[str] = set(exploration.at)
        self.choices: set[str] = set()
        self.heard: set[Place] = set()
        self._after: dict[str, set[State]] = {}
        for name in exploration.opening:
            self._after.setdefault(name, set()).add(exploration.states[0])
        for edges in exploration.edges:
            for edge in edges:
                self.choices.add(edge.choice)
                for name in edge.happened:
                    self._after.setdefault(name, set()).add(exploration.states[edge.to])
        self.choices.update(endless.choice for endless in exploration.endless if endless.choice)
        self.happened = set(self._after)
        self.nodes |= self.happened & set(self._scenario.node)
        self._listen(exploration)

    def _listen(self, exploration: Exploration) -> None:
        ending: list[State] = []
        for i, node in enumerate(self._scenario.nodes):
            here = [exploration.states[s] for s in exploration.at.get(node.id, ())]
            after = self._after.get(node.id, ())
            self._note(node.voices, ("nodes", i, "voices"), [*here, *after])
            ending += here if node.kind == "ending" else []
        for i, delayed in enumerate(self._scenario.delayed):
            self._note(delayed.voices, ("delayed", i, "voices"), self._after.get(delayed.id, ()))
        self._note(self._scenario.debrief.lives, ("debrief", "lives"), ending)

    def _note(self, voices: Iterable[Voice | Life], place: Place, states: Iterable[State]) -> None:
        for i, voice in enumerate(voices):
            if any(play.holds(self._scenario, voice.when, state) for state in states):
                self.heard.add((*place, i))


def spoken(scenario: Scenario) -> Iterator[tuple[Place, Voice]]:
    """Every voice of the story itself, with its place."""
    parts: list[tuple[Place, Any]] = [(("nodes", i), node) for i, node in enumerate(scenario.nodes)]
    parts += [(("delayed", i), delayed) for i, delayed in enumerate(scenario.delayed)]
    for place, part in parts:
        for i, voice in enumerate(part.voices):
            yield (*place, "voices", i), voice
