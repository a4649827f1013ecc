from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowshow.room.disclosure import doubt, threshold
from knowshow.room.turnout import ORDER, turnout


@pytest.mark.parametrize(
    ("voted", "word"),
    [
        (0, "few"),
        (19, "few"),
        (20, "half"),
        (39, "half"),
        (40, "most"),
        (51, "most"),
        (52, "close"),
        (60, "close"),
    ],
)
def test_a_room_of_sixty_hears_four_words(voted: int, word: str) -> None:
    assert turnout(60, voted, 4) == word


def test_a_small_room_hears_nothing() -> None:
    assert {turnout(7, voted, 4) for voted in range(8)} == {"open"}
    assert {turnout(8, voted, 4) for voted in range(9)} == {"open"}


@given(st.integers(8, 500), st.integers(3, 7))
def test_a_word_changes_only_with_more_than_doubt_on_either_side(people: int, options: int) -> None:
    words = [turnout(people, voted, options) for voted in range(people + 1)]
    changes = [voted for voted in range(1, people + 1) if words[voted] != words[voted - 1]]
    aside = doubt(threshold(people), options)
    assert all(aside < voted < people - aside for voted in changes)
    assert [ORDER.index(word) for word in words] == sorted(ORDER.index(word) for word in words)


@given(st.integers(8, 500), st.integers(0, 500), st.sampled_from(ORDER))
def test_a_word_never_goes_back(people: int, voted: int, before: str) -> None:
    said = next(word for word in ORDER if word == before)
    assert ORDER.index(turnout(people, min(voted, people), 4, said)) >= ORDER.index(said)
