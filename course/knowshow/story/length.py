"""Measure how long a story is: the decisions, words and minutes of its paths."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from knowshow.story import play
from knowshow.story.counting import count_paths
from knowshow.story.scenario import Decision, Delayed, Ending

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from knowshow.story.counting import Counts
    from knowshow.story.explore import Edge, Exploration
    from knowshow.story.scenario import Condition, Node, Scenario
    from knowshow.story.state import State

    Test = Callable[[State], bool]

WORDS_A_MINUTE = 238  # what adults read of English non-fiction on average (Brysbaert, 2019)
SECONDS_A_DECISION = 45  # to weigh a choice and to take in what it did
_WORD = re.compile(r"\w+(?:['\u2019\u2011-]\w+)*")


class Span(NamedTuple):
    """The least, the greatest and the mean of something over all paths."""

    least: Fraction
    most: Fraction
    mean: Fraction


@dataclass(frozen=True)
class Length:
    """How long paths are; each path counts once in the means."""

    decisions: Span
    words: Span
    minutes: Span


def count_words(text: str) -> int:
    """Count the words of a text."""
    return len(_WORD.findall(text))


def measure_length(exploration: Exploration, counted: Counts | None = None) -> Length | None:
    """Measure the paths; None where they cannot be counted. Pass `counted` where it is known."""
    counted = counted or count_paths(exploration)
    if counted is None or not counted.paths:
        return None
    counter = _WordCounter(exploration.scenario)
    states = exploration.states
    frame = counter.frame + sum(counter.count_part(name, states[0]) for name in exploration.opening)
    scenes = [counter.count_part(state.node, state) for state in states]
    ways = [
        [
            (edge.to, counted.paths_from[edge.to], scene + counter.count_turn(edge, states[edge.to]))
            for edge in edges
            if counted.paths_from[edge.to]
        ]
        for scene, edges in zip(scenes, exploration.edges, strict=True)
    ]
    last = [frame + scene for scene in scenes]
    decisions = _measure_span(exploration, ways, [0] * len(last), 0, 1)
    spent = _measure_span(exploration, ways, last, 1, 0)
    # Whole numbers up to the last step: a word takes 60 parts of WORDS_A_MINUTE * 60 to a minute.
    part, pause = 60, SECONDS_A_DECISION * WORDS_A_MINUTE
    if decisions.least == decisions.most:
        paused = Span(*(part * number + pause * decisions.least for number in spent))
    else:
        paused = _measure_span(exploration, ways, [part * number for number in last], part, pause)
    return Length(decisions, spent, Span(*(number / (WORDS_A_MINUTE * part) for number in paused)))


class _WordCounter:
    """Counts the words that a reader is shown; each text is counted once."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        talk = scenario.debrief
        texts = [scenario.role.brief, *(lesson.text for lesson in talk.lessons)]
        for differ in talk.differ:
            texts += [differ.question, *(view.says for view in differ.views)]
        self.frame = sum(map(count_words, texts))
        parts = (*scenario.nodes, *scenario.delayed)
        self.always = {part.id: self._count_fixed(part) for part in parts}
        self.perhaps: dict[str, list[tuple[Test, int]]] = {part.id: [] for part in parts}
        for part in parts:
            for when, number in self._count_conditional(part):
                if when is None:
                    self.always[part.id] += number
                else:
                    self.perhaps[part.id].append((play.test(scenario, when), number))
        self.choices = {c.id: count_words(c.then) + count_words(c.feedback) for c in scenario.choice.values()}

    def _count_fixed(self, part: Node | Delayed) -> int:
        question = count_words(part.question) if isinstance(part, Decision) else 0
        return (
            question + count_words(part.text) + (0 if isinstance(part, Delayed) else count_words(part.title))
        )

    def _count_conditional(self, part: Node | Delayed) -> Iterator[tuple[Condition | None, int]]:
        """Yield condition and words of what some states hide: voices, choices, and at an ending the lives."""
        for voice in part.voices:
            yield voice.when, count_words(voice.says)
        for choice in part.choices if isinstance(part, Decision) else ():
            yield choice.when, count_words(choice.label) + count_words(choice.detail)
        for life in self.scenario.debrief.lives if isinstance(part, Ending) else ():
            yield life.when, count_words(life.text)

    def count_part(self, name: str, state: State) -> int:
        """Count the words that a part (scene, event, delayed consequence) shows in a state."""
        total = self.always[name]
        for test, number in self.perhaps[name]:
            if test(state):
                total += number
        return total

    def count_turn(self, edge: Edge, after: State) -> int:
        """Count the words from a choice to the next scene."""
        return self.choices[edge.choice] + sum(self.count_part(name, after) for name in edge.happened)


def _measure_span(
    exploration: Exploration, ways: list[list[tuple[int, int, int]]], last: list[int], scale: int, more: int
) -> Span:
    """Return least, most and mean, over all paths, of `scale` times the words plus `more` per decision.

    `last` is what a path costs from the state in which it ends, in the unit of the result.
    """
    least, most, total = list(last), list(last), list(last)
    weight = [0] * len(last)
    for state in reversed(exploration.order or []):
        if not ways[state]:
            weight[state] = 1
            continue
        costs = [(to, on, scale * read + more) for to, on, read in ways[state]]
        weight[state] = sum(on for _, on, _ in costs)
        least[state] = min([least[to] + cost for to, _, cost in costs])
        most[state] = max([most[to] + cost for to, _, cost in costs])
        total[state] = sum([total[to] + on * cost for to, on, cost in costs])
    return Span(Fraction(least[0]), Fraction(most[0]), Fraction(total[0], weight[0]))
