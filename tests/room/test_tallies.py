from __future__ import annotations

import pytest

from knowshow.room.tallies import ABSTAIN, Tally, TallyError, from_counts, tally


def test_votes_are_counted_in_the_order_of_the_story_and_the_silent_abstain() -> None:
    counted = tally(("ask", "wait"), ["wait", "ask", None, "wait"], people=6)
    assert counted == Tally(("ask", "wait"), (1, 2, 3))
    assert counted.people == 6
    assert counted.options == ("ask", "wait", ABSTAIN)
    assert counted.count(("ask", ABSTAIN)) == 4


def test_an_empty_room_has_a_tally() -> None:
    assert tally(("ask",), []).people == 0


def test_a_tally_holds_nothing_but_choices_and_counts() -> None:
    assert Tally.__slots__ == ("choices", "counts")
    assert tally(("ask", "wait"), ["ask", "wait"]) == tally(("ask", "wait"), ["wait", "ask"])


def test_a_vote_off_the_ballot_is_refused_by_its_name() -> None:
    with pytest.raises(TallyError, match="'sell' is not on the ballot; choose one of ask, wait"):
        tally(("ask", "wait"), ["sell"])


def test_more_votes_than_people_are_refused() -> None:
    with pytest.raises(TallyError, match="people: 1: there are 2 votes"):
        tally(("ask", "wait"), ["ask", "ask"], people=1)


@pytest.mark.parametrize(
    ("choices", "counts"),
    [
        (("ask", "ask"), (1, 1, 1)),
        ((), (1,)),
        (("ask", ABSTAIN), (1, 1, 1)),
        (("ask",), (1,)),
        (("ask",), (1, -1)),
    ],
)
def test_a_tally_that_fits_no_ballot_is_refused(choices: tuple[str, ...], counts: tuple[int, ...]) -> None:
    with pytest.raises(TallyError):
        Tally(choices, counts)


def test_counts_by_name_leave_out_nobody() -> None:
    assert from_counts(("ask", "wait"), {"wait": 2}) == Tally(("ask", "wait"), (0, 2, 0))
