from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowshow.content.text import explain
from knowshow.room import codes
from knowshow.room.codes import (
    ALPHABET,
    CodeError,
    chance,
    digest,
    is_token,
    new_code,
    new_token,
    read_code,
    spell,
)


@given(st.text(ALPHABET, min_size=6, max_size=6))
def test_a_code_is_read_as_it_is_spelt_in_any_case(code: str) -> None:
    assert read_code(spell(code)) == code
    assert read_code(f" {spell(code).lower()}\n") == code


def test_a_code_is_spelt_in_two_threes() -> None:
    assert spell("R7MKQ2") == "R7M KQ2"


def test_look_alikes_are_taken_for_the_figure_that_they_look_like() -> None:
    assert read_code("r7m-kqz") == "R7MKQ2"
    assert read_code("SB7 777") == "587777"


def test_no_two_signs_of_a_code_look_or_read_alike() -> None:
    assert len(set(ALPHABET)) == len(ALPHABET) == 25
    assert not set(ALPHABET) & set("01OILAEU" + "ZSB")


@pytest.mark.parametrize(
    "typed", ["", "R7M K", "R7M KQ22", "R7M KQO", "<b>", "R7M\u200bKQ2", "\U0001d4177MKQ2"]
)
def test_what_cannot_be_a_code_is_refused_without_repeating_it(typed: str) -> None:
    with pytest.raises(CodeError, match=r"room\.code_shape") as refused:
        read_code(typed)
    assert explain(refused.value) == "A code has 6 letters and figures, like R7M KQ2; copy it from the wall"


@given(st.text())
def test_any_text_is_a_code_or_refused(typed: str) -> None:
    with suppress(CodeError):
        assert set(read_code(typed)) <= set(ALPHABET)


def test_every_sign_is_drawn_afresh() -> None:
    signs = iter("R7MKQ2")
    assert new_code(lambda _: next(signs)) == "R7MKQ2"
    assert len({new_code() for _ in range(200)}) == 200


def test_a_stranger_hardly_hits_a_room_in_a_working_day() -> None:
    assert len(ALPHABET) ** codes.LENGTH == 244_140_625
    assert 1 / 17_000 < chance(8 * 60) < 1 / 16_900
    assert chance(8 * 60, rooms=10) < 1 / 1_690


def test_a_token_is_known_by_its_digest_alone() -> None:
    token = new_token()
    assert len(token) >= 43
    assert is_token(token, digest(token))
    assert not is_token(new_token(), digest(token))
    assert not is_token("", digest(token))
    assert token not in digest(token)
