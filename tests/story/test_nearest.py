"""An unknown word gets the known one that is most like it, or all of them."""

from __future__ import annotations

import pytest

from knowshow.content.text import make_sentence
from knowshow.story.nearest import mend, nearest

KNOWN = {"harbour", "school", "street"}


@pytest.mark.parametrize(
    ("word", "near"),
    [("harbor", "harbour"), ("streets", "street"), ("zzz", None), ("school" + "x" * 10_000, None)],
)
def test_the_nearest_known_word_is_given_or_none(word: str, near: str | None) -> None:
    assert nearest(word, KNOWN) == near


@pytest.mark.parametrize(
    ("word", "known", "hint"),
    [
        ("harbor", KNOWN, "did you mean 'harbour'?"),
        ("zzz", KNOWN, "known: harbour, school, street"),
        ("zzz", (), "known: none"),
    ],
)
def test_the_hint_names_the_nearest_word_or_all_of_them(word: str, known: set[str], hint: str) -> None:
    assert make_sentence(mend(word, known)) == hint
