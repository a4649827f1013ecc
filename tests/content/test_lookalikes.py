"""A character that only looks like another is named, with what to type; at the key where the value stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import storyteller
from knowshow.content import loading, lookalikes
from knowshow.content.text import make_sentence
from knowshow.errors import InvalidFileError, Words
from knowshow.story.scenario import Scenario

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("value", "added"),
    [
        ("the\u2011count", "; it holds U+2011, NON-BREAKING HYPHEN: type - instead"),
        ("the\u2013count", "; it holds U+2013, EN DASH: type - instead"),
        ("\u221245", "; it holds U+2212, MINUS SIGN: type - instead"),
        ("\uff14\uff15", "; it holds U+FF14, FULLWIDTH DIGIT FOUR: type 4 instead"),
        ("the\u00a0count", "; it holds U+00A0, NO-BREAK SPACE: type an ordinary space instead"),
        ("th\u0435-count", "; it holds U+0435, CYRILLIC SMALL LETTER IE"),
        ("GP13\uff0cGP19", "; it holds U+FF0C, FULLWIDTH COMMA: type , instead"),
        ("-45", "; write -45 without quotation marks"),
        ("0.5", "; write 0.5 without quotation marks"),
        ("true", "; write true without quotation marks"),
        ("the count", ""),
        ("", ""),
        (45, ""),
        (None, ""),
    ],
)
def test_what_is_added_for_a_value(value: object, added: str) -> None:
    words = lookalikes.explain(value)
    assert (make_sentence(words) if isinstance(words, Words) else words) == added


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("goto: the-count", "goto: the\u2011count", "U+2011, NON-BREAKING HYPHEN: type - instead"),
        ("near-school: -45", "near-school: \u221245", "U+2212, MINUS SIGN: type - instead"),
        ("near-school: -45", "near-school: \u201345", "U+2013, EN DASH: type - instead"),
        ("near-school: -45", 'near-school: "-45"', "write -45 without quotation marks"),
        ("goto: the-count", "g\u043eto: the-count", "it holds U+043E, CYRILLIC SMALL LETTER O"),
        ("kind: ending", "kind: ending\u00a0", "U+00A0, NO-BREAK SPACE: type an ordinary space instead"),
    ],
)
def test_a_look_alike_in_a_story_is_named(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    assert right in storyteller.TEXT
    (tmp_path / "starter.yaml").write_text(storyteller.TEXT.replace(right, wrong, 1), "utf-8")
    with pytest.raises(InvalidFileError) as error:
        loading.load(Scenario, tmp_path / "starter.yaml")
    assert any(said in problem.message for problem in error.value.problems)


@given(st.characters(codec="utf-8"))
def test_what_to_type_is_always_plain(char: str) -> None:
    wanted = lookalikes.typed(char)
    assert wanted is None or wanted.isascii()
    assert lookalikes.name(char).startswith("U+")
