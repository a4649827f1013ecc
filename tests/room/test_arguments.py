from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowshow.room.arguments import (
    LONGEST,
    Argument,
    ArgumentError,
    Arguments,
    clean,
    clear,
    keep,
    let_through,
    on_wall,
    send,
    take_back,
    unseal,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

CHOICES = ("ask", "wait")


def turned(arguments: Sequence[Argument]) -> Sequence[Argument]:
    return tuple(reversed(arguments))


def box(*keys: str) -> Arguments:
    filled = Arguments(CHOICES)
    for key in keys:
        filled = send(filled, Argument(key, "ask", f"Because of {key}."))
    return filled


def test_sentences_stay_unseen_until_enough_came() -> None:
    assert unseal(box("a", "b"), 12, turned).unsealed == ()
    assert len(unseal(box("a", "b", "c"), 12, turned).unsealed) == 3
    assert unseal(box("a", "b", "c", "d"), 20, turned).unsealed == ()


def test_a_late_sentence_waits_until_enough_others_came_too() -> None:
    opened = unseal(box("a", "b", "c"), 12, turned)
    late = unseal(send(opened, Argument("d", "wait", "Not yet.")), 12, turned)
    assert [sentence.key for sentence in late.unsealed] == ["c", "b", "a"]
    assert [sentence.key for sentence in late.waiting] == ["d"]


@given(st.permutations("abcde"))
def test_no_order_of_arrival_is_kept_even_before_anybody_looks(order: list[str]) -> None:
    assert box(*order) == box(*"abcde")


def test_the_facilitator_sees_them_in_the_order_that_is_drawn() -> None:
    assert [sentence.key for sentence in unseal(box(*"abc"), 8, turned).unsealed] == ["c", "b", "a"]


def test_the_room_sees_what_was_let_through_as_it_was_edited_and_the_first_text_is_gone() -> None:
    shown = let_through(unseal(box(*"abc"), 8, turned), "b", "Because a firm did.")
    assert on_wall(shown) == (Argument("b", "ask", "Because a firm did."),)
    assert "Because of b." not in str(shown)
    assert on_wall(take_back(shown, "b")) == ()


def test_only_what_the_room_saw_can_be_kept() -> None:
    opened = unseal(box(*"abc"), 8, turned)
    with pytest.raises(ArgumentError, match=r"room\.sentence_unseen"):
        keep(opened, "a")
    assert keep(let_through(opened, "a"), "a").kept == {"a"}


def test_at_the_end_all_sentences_are_gone_but_those_kept() -> None:
    opened = let_through(let_through(unseal(box(*"abc"), 8, turned), "a"), "b")
    left = clear(send(keep(opened, "a"), Argument("d", "ask", "Late.")))
    assert [sentence.key for sentence in left.unsealed] == ["a"]
    assert not left.waiting
    assert left.through == ("a",)
    assert left.kept == {"a"}


def test_a_sentence_is_one_clean_line() -> None:
    assert clean("  They \n were\tnever\u202e asked\x00. ") == "They were never asked."


@pytest.mark.parametrize("text", ["", " \n ", "\u200b", "a" * (LONGEST + 1)])
def test_an_empty_or_long_sentence_is_refused(text: str) -> None:
    with pytest.raises(ArgumentError, match=r"room\.sentence_"):
        clean(text)


def test_a_choice_off_the_ballot_and_a_key_in_use_are_refused() -> None:
    with pytest.raises(ArgumentError, match=r"room\.sentence_choice .*'sell'.*'ask, wait'"):
        send(Arguments(CHOICES), Argument("a", "sell", "Now."))
    with pytest.raises(ArgumentError, match=r"room\.sentence_key"):
        send(box("a"), Argument("a", "ask", "Again."))


def test_a_sentence_that_is_not_there_is_refused() -> None:
    with pytest.raises(ArgumentError, match=r"room\.sentence_none .*'z'"):
        let_through(box(*"abc"), "z")
