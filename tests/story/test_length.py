"""Words and minutes over all paths, against paths walked one by one."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

import storyteller
from knowshow.content import course_files
from knowshow.story import length, play
from knowshow.story.explore import explore
from knowshow.story.scenario import Decision

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowshow.story.scenario import Scenario


def paths(scenario: Scenario, choices: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every path, one by one."""
    state = play.replay(scenario, choices)
    if play.is_over(scenario, state):
        yield choices
    for choice in play.available(scenario, state):
        yield from paths(scenario, (*choices, choice.id))


def read_words(scenario: Scenario, choices: tuple[str, ...]) -> int:
    """The words that a reader of one path is shown, from the texts themselves."""
    talk = scenario.debrief
    texts = [scenario.role.brief, *(lesson.text for lesson in talk.lessons)]
    texts += [
        text for question in talk.differ for text in (question.question, *(v.says for v in question.views))
    ]
    opening: list[str] = []
    first = play.start(scenario, opening)
    met = [*((name, first) for name in opening), (first.node, first)]
    for turn in play.trace(scenario, choices):
        choice = scenario.choice[turn.choice]
        texts += [choice.then, choice.feedback]
        met += [*((name, turn.after) for name in turn.happened), (turn.after.node, turn.after)]
    late = {delayed.id: delayed for delayed in scenario.delayed}
    for name, state in met:
        part = late.get(name) or scenario.node[name]
        texts += [part.text, getattr(part, "title", "")]
        texts += [voice.says for voice in part.voices if play.holds(scenario, voice.when, state)]
        if isinstance(part, Decision):
            open_ = play.available(scenario, state)
            texts += [part.question, *(text for choice in open_ for text in (choice.label, choice.detail))]
    last = met[-1][1]
    texts += [life.text for life in talk.lives if play.holds(scenario, life.when, last)]
    return sum(map(length.count_words, texts))


@pytest.mark.parametrize(
    ("text", "number"),
    [("", 0), ("Two words.", 2), ("a child's well-being", 3), ("**bold** — 6,400", 3), ("أنا هنا", 2)],
)
def test_words_are_counted_without_punctuation(text: str, number: int) -> None:
    assert length.count_words(text) == number


def test_a_chain_of_equal_scenes_has_one_length() -> None:
    measured = length.measure_length(explore(storyteller.chain(3, 9)))
    assert measured is not None
    assert set(measured.decisions) == {Fraction(3)}
    assert measured.words.least == measured.words.most == measured.words.mean


@given(storyteller.scenarios())
def test_words_and_minutes_are_those_of_all_paths_walked_one_by_one(scenario: Scenario) -> None:
    measured = length.measure_length(explore(scenario))
    assert measured is not None
    walked = [(read_words(scenario, path), len(path)) for path in paths(scenario)]
    # 238 words a minute, three quarters of a minute for each decision.
    minutes = [Fraction(number, 238) + Fraction(3, 4) * decisions for number, decisions in walked]
    assert measured.words == span([Fraction(number) for number, _ in walked])
    assert measured.decisions == span([Fraction(decisions) for _, decisions in walked])
    assert measured.minutes == span(minutes)


def span(numbers: list[Fraction]) -> length.Span:
    """The least, the greatest and the mean."""
    return length.Span(min(numbers), max(numbers), Fraction(sum(numbers), len(numbers)))


def test_the_starters_lengths_agree_with_its_paths() -> None:
    scenario = storyteller.told()
    measured = length.measure_length(explore(scenario))
    assert measured is not None
    assert measured.words == span([Fraction(read_words(scenario, path)) for path in paths(scenario)])


def test_the_guide_says_the_same_rates() -> None:
    guide = course_files.assets("guide", "authoring.md").read_text("utf-8")
    assert re.findall(r"(\d+) words a minute", guide) == [str(length.WORDS_A_MINUTE)]
    assert re.findall(r"(\d+) seconds for each decision", guide) == [str(length.SECONDS_A_DECISION)]


def test_a_voice_that_is_heard_on_one_path_lengthens_that_path() -> None:
    measured = length.measure_length(explore(storyteller.told()))
    assert measured is not None
    assert measured.words.least < measured.words.mean < measured.words.most


def test_a_story_that_comes_back_has_no_length() -> None:
    data = storyteller.starter()
    storyteller.choice(data, "keep-inside").update(goto="the-count", effects={})
    assert length.measure_length(explore(storyteller.told(data))) is None
