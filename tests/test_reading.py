"""Words and minutes over all paths, against paths walked one by one."""

from __future__ import annotations

from fractions import Fraction

import pytest

import storyteller
from knowshow import reading
from knowshow.explore import explore


@pytest.mark.parametrize(
    ("text", "number"),
    [("", 0), ("Two words.", 2), ("a child's well-being", 3), ("**bold** — 6,400", 3), ("أنا هنا", 2)],
)
def test_words_are_counted_without_their_marks(text: str, number: int) -> None:
    assert reading.words(text) == number


def test_a_chain_of_equal_scenes_has_one_length() -> None:
    found = reading.length(explore(storyteller.chain(3, 9)))
    assert found is not None
    assert set(found.decisions) == {Fraction(3)}
    assert found.words.least == found.words.most == found.words.mean
    assert found.minutes.mean == found.words.mean / reading.WORDS_A_MINUTE + Fraction(3 * 45, 60)


def test_a_voice_that_is_heard_on_one_path_lengthens_that_path() -> None:
    found = reading.length(explore(storyteller.told()))
    assert found is not None
    assert found.words.least < found.words.mean < found.words.most


def test_a_story_that_comes_back_has_no_length() -> None:
    data = storyteller.starter()
    storyteller.choice(data, "keep-inside").update(goto="the-count", effects={})
    assert reading.length(explore(storyteller.told(data))) is None
