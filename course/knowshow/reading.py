"""How long a story is: words and minutes, over all its paths, from what a reader is shown on each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from knowshow import play
from knowshow.counting import counts
from knowshow.scenario import Decision, Delayed, Ending

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from knowshow.explore import Edge, Exploration
    from knowshow.play import State
    from knowshow.scenario import Node, Scenario

    Test = Callable[[State], bool]

WORDS_A_MINUTE = 200  # careful reading; adults read English non-fiction at 238 on average (Brysbaert, 2019)
SECONDS_A_DECISION = 45  # to weigh a choice and to take in what it did
_WORD = re.compile(r"\w+(?:['\u2019\u2011-]\w+)*")


class Span(NamedTuple):
    """The least, the greatest and the mean of something over all paths."""

    least: Fraction
    most: Fraction
    mean: Fraction


@dataclass(frozen=True)
class Length:
    """How long paths are, each of them counted once in the means."""

    decisions: Span
    words: Span
    minutes: Span


def words(text: str) -> int:
    """The number of words in a text."""
    return len(_WORD.findall(text))


def length(exploration: Exploration) -> Length | None:
    """The length of the paths; None where they cannot be counted."""
    if not exploration.order or (counted := counts(exploration)) is None or not counted.paths:
        return None
    told = _Told(exploration.scenario)
    frame = told.frame + sum(told.part(name, exploration.states[0]) for name in exploration.opening)
    scenes = [told.scene(state) for state in exploration.states]

    def read(state: int, edge: Edge) -> int:
        return scenes[state] + told.turn(edge, exploration.states[edge.to])

    decisions = _span(exploration, counted.on, [0] * len(scenes), lambda _state, _edge: 1)
    spent = _span(exploration, counted.on, [frame + scene for scene in scenes], read)
    pause = SECONDS_A_DECISION * WORDS_A_MINUTE // 60
    paused = _span(
        exploration, counted.on, [frame + scene for scene in scenes], lambda s, e: read(s, e) + pause
    )
    return Length(decisions, spent, Span(*(number / WORDS_A_MINUTE for number in paused)))


class _Told:
    """Counts the words that a reader is shown; each text is counted once."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        talk = scenario.debrief
        shown = [scenario.role.brief, *(lesson.text for lesson in talk.lessons)]
        for differ in talk.differ:
            shown += [differ.question, *(view.says for view in differ.views)]
        self.frame = sum(map(words, shown))
        parts = (*scenario.nodes, *scenario.delayed)
        self.always = {part.id: self._own(part) for part in parts}
        self.perhaps = {part.id: list(self._voiced(part)) for part in parts}
        self.choices = {c.id: words(c.then) + words(c.feedback) for c in scenario.choice.values()}

    def _own(self, part: Node | Delayed) -> int:
        asked = words(part.question) if isinstance(part, Decision) else 0
        return asked + words(part.text) + (0 if isinstance(part, Delayed) else words(part.title))

    def _voiced(self, part: Node | Delayed) -> Iterator[tuple[Test, int]]:
        """What is shown only in some states: voices, choices, and at an ending the lives."""
        for voice in part.voices:
            yield play.test(self.scenario, voice.when), words(voice.says)
        for choice in part.choices if isinstance(part, Decision) else ():
            yield play.test(self.scenario, choice.when), words(choice.label) + words(choice.detail)
        for life in self.scenario.debrief.lives if isinstance(part, Ending) else ():
            yield play.test(self.scenario, life.when), words(life.text)

    def part(self, name: str, state: State) -> int:
        """The words of a scene, an event or a delayed consequence, shown in a state."""
        return self.always[name] + sum(number for test, number in self.perhaps[name] if test(state))

    def scene(self, state: State) -> int:
        """A decision with its choices, or an ending with the lives told there."""
        return self.part(state.node, state)

    def turn(self, edge: Edge, after: State) -> int:
        """What a choice brings about, up to the next scene."""
        return self.choices[edge.choice] + sum(self.part(name, after) for name in edge.happened)


def _span(exploration: Exploration, on: list[int], last: list[int], cost: Callable[[int, Edge], int]) -> Span:
    """Least, most and mean cost of the whole paths; `last` is the cost of ending in a state."""
    least, most, total = list(last), list(last), list(last)
    for state in reversed(exploration.order or []):
        ways = [(edge.to, cost(state, edge)) for edge in exploration.edges[state] if on[edge.to]]
        if ways:
            least[state] = min(least[to] + more for to, more in ways)
            most[state] = max(most[to] + more for to, more in ways)
            total[state] = sum(total[to] + on[to] * more for to, more in ways)
    return Span(Fraction(least[0]), Fraction(most[0]), Fraction(total[0], on[0]))
