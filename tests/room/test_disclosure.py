from __future__ import annotations

import pytest

from knowshow.room.disclosure import (
    Group,
    Reveal,
    doubt,
    hear_first,
    heard_first,
    reveal,
    room_choice,
    supports,
    threshold,
)
from knowshow.room.tallies import ABSTAIN, from_counts

CHOICES = ("ask", "wait", "leave")


def shown(ask: int, wait: int, leave: int, abstained: int = 0) -> Reveal:
    return reveal(from_counts(CHOICES, {"ask": ask, "wait": wait, "leave": leave, ABSTAIN: abstained}))


@pytest.mark.parametrize(("people", "k"), [(8, 3), (19, 3), (20, 5), (500, 5)])
def test_k_is_five_from_twenty_people_and_three_below(people: int, k: int) -> None:
    assert threshold(people) == k


@pytest.mark.parametrize(("k", "options", "dissent"), [(3, 3, 5), (3, 4, 4), (5, 3, 8), (5, 4, 7), (5, 6, 6)])
def test_doubt_is_wider_than_k_and_narrows_with_more_options(k: int, options: int, dissent: int) -> None:
    assert doubt(k, options) == dissent


def test_large_groups_stand_alone_and_small_ones_are_counted_together_last() -> None:
    assert shown(14, 2, 9, 4) == Reveal(
        "numbers", CHOICES, 29, 5, (Group(("ask",), 14), Group(("leave",), 9), Group(("wait", ABSTAIN), 6))
    )


def test_every_option_stands_alone_where_all_are_large() -> None:
    assert [group.count for group in shown(10, 9, 8, 7).groups] == [10, 9, 8, 7]


def test_a_single_small_option_is_counted_together_with_the_next() -> None:
    assert shown(14, 9, 12, 1).groups == (
        Group(("ask",), 14),
        Group(("leave",), 12),
        Group(("wait", ABSTAIN), 10),
    )


def test_two_small_options_that_would_give_each_other_away_take_a_third() -> None:
    assert shown(20, 4, 5, 4).groups == (Group(("ask",), 20), Group(("wait", "leave", ABSTAIN), 13))
    assert shown(20, 4, 9, 4).groups[-1] == Group(("wait", ABSTAIN), 8)


@pytest.mark.parametrize("dissent", range(8))
def test_nearly_unanimous_is_said_in_the_same_words_as_unanimous(dissent: int) -> None:
    assert shown(30 - dissent, 0, dissent) == Reveal("most", CHOICES, 30, 5, (Group(("ask",), None),))


def test_more_dissent_is_shown_in_numbers() -> None:
    assert shown(22, 0, 8).words == "numbers"


def test_a_room_of_eight_close_to_unanimous_hears_nothing_not_even_the_winner() -> None:
    assert shown(7, 1, 0) == shown(0, 0, 8) == Reveal("close", CHOICES, 8, 3)


def test_a_room_under_eight_hears_no_number_and_offers_no_room_choice() -> None:
    assert shown(4, 3, 0) == shown(7, 0, 0) == Reveal("few", CHOICES, 0, 3)
    assert room_choice(shown(4, 3, 0)) is None


def test_the_room_choice_is_the_one_shown_to_have_most() -> None:
    assert room_choice(shown(14, 2, 9, 4)) == "ask"
    assert room_choice(shown(30, 0, 0)) == "ask"


def test_a_tie_and_a_room_that_abstained_have_no_choice() -> None:
    assert room_choice(shown(10, 10, 9)) is None
    assert room_choice(shown(5, 6, 7, 12)) is None
    assert room_choice(shown(0, 0, 1, 30)) is None


def test_what_is_heard_first_is_drawn_among_those_counted_together() -> None:
    drawn: list[tuple[str, ...]] = []

    def last(choices: object) -> str:
        assert isinstance(choices, tuple)
        drawn.append(choices)
        return str(choices[-1])

    assert hear_first(shown(20, 2, 1, 6), last) == "leave"
    assert drawn == [("wait", "leave")]


def test_what_is_heard_first_never_needs_more_than_what_is_shown() -> None:
    assert heard_first(shown(30, 0, 0)) == ("wait", "leave")
    assert heard_first(shown(10, 9, 8, 7)) == ("leave",)
    assert heard_first(shown(10, 8, 8, 7)) == ("wait", "leave")
    assert heard_first(shown(3, 2, 1)) == CHOICES


@pytest.mark.parametrize(
    ("people", "count", "seen"),
    [
        (7, 3, None),
        (12, 2, None),
        (12, 3, 3),
        (12, 9, 9),
        (12, 10, None),
        (20, 4, None),
        (20, 15, 15),
        (20, 16, None),
    ],
)
def test_supports_are_shown_between_k_and_all_but_k(people: int, count: int, seen: int | None) -> None:
    assert supports(people, count) == seen
